package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The root mean square error, in the unit of the targets. Lower is better.
 *
 * <pre>
 *   rmse = sqrt( 1/(N K) sum_n sum_k (y_nk - t_nk)^2 )
 * </pre>
 *
 * Predictions y and targets t are those of N examples with K targets. The details, with several targets, are the errors
 * of each: rmse[target0] = sqrt(1/N sum_n (y_n0 - t_n0)^2). The value is the root of the mean of their squares, not
 * their mean. Only for data without classes.
 */
@Component("rmse")
public record Rmse() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public double compute(Predictions p) {
        return TargetErrors.finite(
                Math.sqrt(TargetErrors.meanOverTargets(p, k -> TargetErrors.mean(p, k, TargetErrors::square))));
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        TargetErrors.put(p, k -> Math.sqrt(TargetErrors.mean(p, k, TargetErrors::square)), out);
    }

    @Override
    public double best() {
        return 0;
    }

    @Override
    public String incompatibility(boolean classes) {
        return TargetErrors.incompatibility("rmse", classes);
    }
}
