package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls exponentially and smoothly: by the same factor in any stretch of the same length.
 *
 * <pre>
 *   value(t) = start factor^(t / every),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * It never stops falling; step is the same with floor(t / every).
 */
@Component("exponential")
public record Exponential(
        @Hyper(doc = "value of the first step") double start,

        @Hyper(range = "(0,inf)", doc = "what a stretch multiplies by")
        double factor,

        @Hyper(value = "1", range = "[1,1000000000000]", doc = "training steps in a stretch")
        long every)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start * StrictMath.pow(factor, (double) t / every);
    }
}
