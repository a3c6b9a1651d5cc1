package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Warm-up, stable, decay (WSD): a linear warm-up, a constant value, and a decay at the end of the run.
 *
 * <pre>
 *   value(t) = peak (t + 1) / warm-up                 for t < warm-up
 *   value(t) = peak                                   for t < T - D,     D = decay T
 *   value(t) = end + (peak - end) f((t - T + D) / D)  for t < T,         then end
 *   f(u) = 1 - u (linear),  1 - sqrt(u) (one-minus-sqrt),  (1 + cos(pi u)) / 2 (cosine)
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * Only the decay depends on the length of the run, so a longer run repeats a shorter one up to its decay. If warm-up
 * and decay overlap in a short run, the decay starts after the warm-up. Without {@code steps}, T is the whole run.
 *
 * <p>Hu et al. 2024, MiniCPM; 1 - sqrt: Haegele et al. 2024.
 */
@Component("wsd")
public record Wsd(
        @Hyper(doc = "peak value") double peak,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "training steps of the warm-up")
        long warmUp,

        @Hyper(value = "0.2", range = "(0,1]", doc = "fraction of the steps in the decay")
        double decay,

        @Hyper(value = "linear", doc = "form of the decay: linear, one-minus-sqrt or cosine")
        Shape shape,

        @Hyper(value = "0", doc = "final value, from step T on")
        double end,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T, in training steps; 0: the whole run")
        long steps)
        implements Schedule {
    /** Form of the decay. */
    public enum Shape {
        LINEAR,
        ONE_MINUS_SQRT,
        COSINE
    }

    @Override
    public double at(long t, long total) {
        long last = DecayLength.of(steps, total);
        if (t < Math.min(warmUp, last)) {
            return peak * (t + 1) / warmUp;
        }
        double from = Math.max(last - decay * last, warmUp);
        if (t >= last) {
            return end;
        }
        return t <= from ? peak : end + (peak - end) * remaining((t - from) / (last - from));
    }

    private double remaining(double u) {
        return switch (shape) {
            case LINEAR -> 1 - u;
            case ONE_MINUS_SQRT -> 1 - Math.sqrt(u);
            case COSINE -> (1 + StrictMath.cos(StrictMath.PI * u)) / 2;
        };
    }
}
