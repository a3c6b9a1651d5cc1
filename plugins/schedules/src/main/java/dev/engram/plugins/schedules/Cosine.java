package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A decay along half a cosine: slow at first, fast in the middle, slow at the end.
 *
 * <pre>
 *   value(t) = end + (start - end)(1 + cos(pi t / T)) / 2  for t < T,  then end
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The last of the T steps (t = T - 1) has a value just above the end value. Without {@code steps}, T is the whole
 * run, or the part of it after the warm-up.
 *
 * <p>Loshchilov and Hutter 2017, SGDR: Stochastic gradient descent with warm restarts (here without restarts).
 */
@Component("cosine")
public record Cosine(
        @Hyper(doc = "initial value") double start,

        @Hyper(value = "0", doc = "final value, from step T on")
        double end,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T, in training steps; 0: the whole run")
        long steps)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        long last = DecayLength.of(steps, total);
        if (t >= last) {
            return end;
        }
        return end + (start - end) * (1 + StrictMath.cos(StrictMath.PI * t / last)) / 2;
    }
}
