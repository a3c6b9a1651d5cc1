package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls along half a cosine: slowly at first, fast in the middle, slowly at the end.
 *
 * <pre>
 *   value(t) = end + (start - end)(1 + cos(pi t / T)) / 2  for t < T,  then end
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The last of the T steps (t = T - 1) is made just above the end value. Without {@code steps} T is the whole
 * run, or what warm-up leaves of it.
 *
 * <p>Loshchilov and Hutter 2017, SGDR: Stochastic gradient descent with warm restarts (here without
 * restarts).
 */
@Component("cosine")
public record Cosine(
        @Hyper(doc = "value of the first step") double start,
        @Hyper(value = "0", doc = "value after T steps") double end,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T in training steps; 0: all of the run")
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
