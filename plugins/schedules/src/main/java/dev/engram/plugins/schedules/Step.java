package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A step decay: the value is multiplied by a factor after every given number of steps.
 *
 * <pre>
 *   value(t) = start factor^floor(t / every),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The first drop is at t = every, that is, after {@code every} steps with the start value.
 */
@Component("step")
public record Step(
        @Hyper(doc = "initial value") double start,

        @Hyper(value = "0.1", range = "(0,inf)", doc = "decay factor")
        double factor,

        @Hyper(range = "[1,1000000000000]", doc = "training steps between decays")
        long every)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start * StrictMath.pow(factor, t / every);
    }
}
