package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * The one-cycle schedule: a rise to a peak in the first part of the run, then a decay far below the start value.
 *
 * <pre>
 *   start = peak / divisor,  end = start / final-divisor
 *   up   from start to peak:  t = 0 .. r,       r = rise T - 1
 *   down from peak to end:    t = r .. T - 1
 *   in between a + (b - a)(1 - cos(pi u)) / 2  or, linear, a + (b - a) u;   u in [0,1] is the progress in the part
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * Counted as in PyTorch: the first step has the start value and the last (t = T - 1) the end value. The momentum
 * coefficient is meant to follow the inverse course, from 0.95 to 0.85 and back: {@code {one-cycle: {peak: 0.85,
 * divisor: 0.894736842, final-divisor: 1}}}. Without {@code steps}, T is the whole run, or the part of it after the
 * warm-up.
 *
 * <p>Smith and Topin 2018, Super-convergence: Very fast training of neural networks using large learning rates.
 */
@Component("one-cycle")
public record OneCycle(
        @Hyper(doc = "peak value") double peak,

        @Hyper(value = "25", range = "(0,inf)", doc = "peak divided by the initial value")
        double divisor,

        @Hyper(value = "10000", range = "(0,inf)", doc = "initial value divided by the final value")
        double finalDivisor,

        @Hyper(value = "0.3", range = "(0,1)", doc = "fraction of the steps in the rise")
        double rise,

        @Hyper(value = "cosine", doc = "interpolation: cosine or linear")
        Shape shape,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T, in training steps; 0: the whole run")
        long steps)
        implements Schedule {
    /** Interpolation between values. */
    public enum Shape {
        COSINE,
        LINEAR
    }

    @Override
    public double at(long t, long total) {
        long last = DecayLength.of(steps, total) - 1;
        double start = peak / divisor, end = start / finalDivisor, top = Math.max(rise * (last + 1) - 1, 0);
        if (t >= last) {
            return end;
        }
        return t < top ? interpolate(start, peak, t / top) : interpolate(peak, end, (t - top) / (last - top));
    }

    private double interpolate(double a, double b, double u) {
        return a + (b - a) * (shape == Shape.LINEAR ? u : (1 - StrictMath.cos(StrictMath.PI * u)) / 2);
    }
}
