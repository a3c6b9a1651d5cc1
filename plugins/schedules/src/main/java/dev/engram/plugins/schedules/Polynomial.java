package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls along a power of the time that is left; with power 1 along a straight line.
 *
 * <pre>
 *   value(t) = end + (start - end)(1 - t / T)^power  for t < T,  then end
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * Without {@code steps} T is the whole run, or what warm-up leaves of it.
 */
@Component("polynomial")
public record Polynomial(
        @Hyper(doc = "value of the first step") double start,
        @Hyper(value = "0", doc = "value after T steps") double end,

        @Hyper(value = "1", range = "(0,inf)", doc = "1: a straight line; more: a faster fall at first")
        double power,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T in training steps; 0: all of the run")
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
