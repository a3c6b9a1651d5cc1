package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A rise or decay by equal factors, from one value to another: in equal numbers of steps the value passes equal parts
 * of a logarithmic scale.
 *
 * <pre>
 *   value(t) = start (end / start)^(t / (T - 1))  for t < T,  then end
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The first of the T steps has the start value, and the last (t = T - 1) the end value. A learning-rate range test uses
 * it to let the rate rise over several orders of magnitude.
 */
@Component("geometric")
public record Geometric(
        @Hyper(range = "(0,inf)", doc = "initial value") double start,

        @Hyper(range = "(0,inf)", doc = "final value, in step T")
        double end,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T, in training steps; 0: the whole run")
        long steps)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        long last = DecayLength.of(steps, total) - 1;
        return t >= last ? end : start * StrictMath.pow(end / start, (double) t / last);
    }
}
