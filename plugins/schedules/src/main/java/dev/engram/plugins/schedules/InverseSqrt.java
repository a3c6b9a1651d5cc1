package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A constant start value for some steps, then a decay as the inverse square root of the step.
 *
 * <pre>
 *   value(t) = start sqrt(hold / max(t, hold)),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * <p>Vaswani et al. 2017, Attention is all you need (the part after the warm-up).
 */
@Component("inverse-sqrt")
public record InverseSqrt(
        @Hyper(doc = "initial value") double start,

        @Hyper(value = "1", range = "[1,1000000000000]", doc = "training steps before the decay")
        long hold)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start * Math.sqrt((double) hold / Math.max(t, hold));
    }
}
