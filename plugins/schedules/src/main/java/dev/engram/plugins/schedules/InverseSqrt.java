package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Holds its start value for some steps and then falls as one over the square root of the time.
 *
 * <pre>
 *   value(t) = start sqrt(hold / max(t, hold)),  t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * <p>Vaswani et al. 2017, Attention is all you need (the part after the warm-up).
 */
@Component("inverse-sqrt")
public record InverseSqrt(
        @Hyper(doc = "value of the first steps") double start,

        @Hyper(value = "1", range = "[1,1000000000000]", doc = "training steps before the fall")
        long hold)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        return start * Math.sqrt((double) hold / Math.max(t, hold));
    }
}
