package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Warm-up, stable, decay: rises, stays, and falls at the end of the run.
 *
 * <pre>
 *   value(t) = peak (t + 1) / warm-up                 for t < warm-up
 *   value(t) = peak                                   for t < T - D,     D = decay T
 *   value(t) = end + (peak - end) f((t - T + D) / D)  for t < T,         then end
 *   f(u) = 1 - u (linear),  1 - sqrt(u) (one-minus-sqrt),  (1 + cos(pi u)) / 2 (cosine)
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * All but the end does not depend on the length of the run, so a longer run repeats a shorter one up to its
 * fall. Where the two overlap in a short run, the fall begins after the rise. Without {@code steps} T is the
 * whole run.
 *
 * <p>Hu et al. 2024, MiniCPM; 1 - sqrt: Haegele et al. 2024.
 */
@Component("wsd")
public record Wsd(
        @Hyper(doc = "value in the middle") double peak,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "training steps of the rise")
        long warmUp,

        @Hyper(value = "0.2", range = "(0,1]", doc = "share of the steps that fall")
        double decay,

        @Hyper(value = "linear", doc = "the way down") Shape shape,
        @Hyper(value = "0", doc = "value after T steps") double end,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T in training steps; 0: all of the run")
        long steps)
        implements Schedule {
    /** The way down. */
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
