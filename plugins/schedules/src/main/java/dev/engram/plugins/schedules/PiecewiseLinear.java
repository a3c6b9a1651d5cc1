package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Schedule;
import java.util.List;

/**
 * Linear interpolation between given points, constant before the first and after the last.
 *
 * <pre>
 *   value(t) = v_k + (v_{k+1} - v_k)(t - t_k) / (t_{k+1} - t_k)   for t_k <= t < t_{k+1}
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * For jumps instead of lines use join.
 */
@Component("piecewise-linear")
public record PiecewiseLinear(
        @Hyper(range = "[0,1000000000000]", doc = "step of each point; increasing")
        List<Long> at,

        @Hyper(doc = "value of each point") List<Double> values)
        implements Schedule {
    /** Throws if the two lists do not make points. */
    public PiecewiseLinear {
        at = List.copyOf(at);
        values = List.copyOf(values);
        if (at.isEmpty() || at.size() != values.size()) {
            throw new IncompatibleException(
                    "at and values need one number for each point, found " + at.size() + " and " + values.size());
        }
        Milestones.checkIncreasing("at", at);
    }

    @Override
    public double at(long t, long total) {
        int k = 0;
        while (k < at.size() && t >= at.get(k)) {
            k++;
        }
        if (k == 0 || k == at.size()) {
            return values.get(Math.max(k - 1, 0));
        }
        double u = (t - at.get(k - 1)) / (double) (at.get(k) - at.get(k - 1));
        return values.get(k - 1) + (values.get(k) - values.get(k - 1)) * u;
    }
}
