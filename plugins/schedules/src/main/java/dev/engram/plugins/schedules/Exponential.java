package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * An exponential decay: equal numbers of steps multiply the value by equal factors.
 *
 * <pre>
 *   value(t) = start factor^(t / every),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The decay never ends; step is the same with floor(t / every).
 */
@Component("exponential")
public record Exponential(
        @Hyper(doc = "initial value") double start,

        @Hyper(range = "(0,inf)", doc = "decay factor of one interval")
        double factor,

        @Hyper(value = "1", range = "[1,1000000000000]", doc = "length of the interval in training steps")
        long every)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start * StrictMath.pow(factor, (double) t / every);
    }
}
