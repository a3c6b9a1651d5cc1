package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * The schedule of the first Transformer: a linear warm-up, then a decay as the inverse square root of the step,
 * scaled by the width of the model.
 *
 * <pre>
 *   value(t) = factor width^-1/2 min(n^-1/2, n warm-up^-3/2),  n = t + 1
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The peak, factor / sqrt(width warm-up), is reached with step number warm-up (t = warm-up - 1).
 *
 * <p>Vaswani et al. 2017, Attention is all you need.
 */
@Component("noam")
public record Noam(
        @Hyper(value = "1", range = "(0,inf)", doc = "scale factor")
        double factor,

        @Hyper(value = "512", range = "[1,1000000000000]", doc = "width of the model")
        long width,

        @Hyper(value = "4000", range = "[1,1000000000000]", doc = "training steps of the warm-up")
        long warmUp)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        double n = t + 1.0;
        return factor / Math.sqrt(width) * Math.min(1 / Math.sqrt(n), n / (warmUp * Math.sqrt(warmUp)));
    }
}
