package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A decay along a power of the remaining steps; with power 1, a linear decay.
 *
 * <pre>
 *   value(t) = end + (start - end)(1 - t / T)^power  for t < T,  then end
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * Without {@code steps}, T is the whole run, or the part of it after the warm-up.
 */
@Component("polynomial")
public record Polynomial(
        @Hyper(doc = "initial value") double start,

        @Hyper(value = "0", doc = "final value, from step T on")
        double end,

        @Hyper(value = "1", range = "(0,inf)", doc = "exponent; 1: linear; larger: a faster decay at first")
        double power,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T, in training steps; 0: the whole run")
        long steps)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        long last = DecayLength.of(steps, total);
        if (t >= last) {
            return end;
        }
        return end + (start - end) * StrictMath.pow(1 - (double) t / last, power);
    }
}
