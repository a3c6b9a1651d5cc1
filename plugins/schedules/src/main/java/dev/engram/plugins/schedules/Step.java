package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls in steps: multiplied by a factor each time a number of steps has passed.
 *
 * <pre>
 *   value(t) = start factor^floor(t / every),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The first fall comes at t = every, that is, after {@code every} steps with the start value.
 */
@Component("step")
public record Step(
        @Hyper(doc = "value of the first steps") double start,

        @Hyper(value = "0.1", range = "(0,inf)", doc = "what each fall multiplies by")
        double factor,

        @Hyper(range = "[1,1000000000000]", doc = "training steps between falls")
        long every)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start * StrictMath.pow(factor, t / every);
    }
}
