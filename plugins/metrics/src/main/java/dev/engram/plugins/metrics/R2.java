package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The coefficient of determination: the fraction of the variance of the targets that the predictions explain. Higher is
 * better; 1 is perfect, and 0 is as good as the mean of the targets.
 *
 * <pre>
 *   r2 = 1/K sum_k r2[k]        r2[k] = 1 - sum_n (y_nk - t_nk)^2 / sum_n (t_nk - m_k)^2
 * </pre>
 *
 * Predictions y and targets t are those of N examples with K targets, and m_k is the mean of target k over these
 * examples. Negative if the mean would be a better prediction. Missing if a target has no variance in these examples:
 * its quotient is undefined. The details, with several targets, are the values of each: r2[target0]. Only for data
 * without classes.
 */
@Component("r2")
public record R2() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return 1;
    }

    @Override
    public double compute(Predictions p) {
        return TargetErrors.meanOverTargets(p, k -> ofTarget(p, k));
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        TargetErrors.put(p, k -> ofTarget(p, k), out);
    }

    @Override
    public double best() {
        return 1;
    }

    @Override
    public String incompatibility(boolean classes) {
        return TargetErrors.incompatibility("r2", classes);
    }

    private static double ofTarget(Predictions p, int k) {
        double first = p.targets().get(0, k);
        double mean = first + TargetErrors.mean(p, k, (y, t) -> t - first); // exact for a constant target
        double variance = TargetErrors.mean(p, k, (y, t) -> TargetErrors.square(t, mean));
        return variance == 0 ? Double.NaN : 1 - TargetErrors.mean(p, k, TargetErrors::square) / variance;
    }
}
