package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * One cycle: rises to a peak in the first part of the run and falls far below its start in the rest.
 *
 * <pre>
 *   start = peak / divisor,  end = start / final-divisor
 *   up   from start to peak:  t = 0 .. r,       r = rise T - 1
 *   down from peak to end:    t = r .. T - 1
 *   in between a + (b - a)(1 - cos(pi u)) / 2  or, linear, a + (b - a) u;   u in [0,1] is how far the part has come
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * Counted as in PyTorch: the first step has the start value and the last (t = T - 1) the end value. The
 * momentum is meant to go the other way, from 0.95 to 0.85 and back: {@code {one-cycle: {peak: 0.85, divisor:
 * 0.894736842, final-divisor: 1}}}. Without {@code steps} T is the whole run, or what warm-up leaves of it.
 *
 * <p>Smith and Topin 2018, Super-convergence: Very fast training of neural networks using large learning rates.
 */
@Component("one-cycle")
public record OneCycle(
        @Hyper(doc = "largest value") double peak,

        @Hyper(value = "25", range = "(0,inf)", doc = "peak / first value")
        double divisor,

        @Hyper(value = "10000", range = "(0,inf)", doc = "first value / last value")
        double finalDivisor,

        @Hyper(value = "0.3", range = "(0,1)", doc = "share of the steps that rise")
        double rise,

        @Hyper(value = "cosine", doc = "the way from value to value")
        Shape shape,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "T in training steps; 0: all of the run")
        long steps)
        implements Schedule {
    /** The way from value to value. */
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
