package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The mean absolute error, in the unit of the targets. Lower is better.
 *
 * <pre>
 *   mae = 1/(N K) sum_n sum_k |y_nk - t_nk|
 * </pre>
 *
 * Predictions y and targets t are those of N examples with K targets. The details, with several targets, are the errors
 * of each: mae[target0]. Only for data without classes.
 */
@Component("mae")
public record Mae() implements Metric.OfPredictions {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public double compute(Predictions p) {
        return TargetErrors.meanOverTargets(p, k -> TargetErrors.mean(p, k, Mae::absolute));
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        TargetErrors.put(p, k -> TargetErrors.mean(p, k, Mae::absolute), out);
    }

    @Override
    public double best() {
        return 0;
    }

    @Override
    public String incompatibility(boolean classes) {
        return TargetErrors.incompatibility("mae", classes);
    }

    private static double absolute(double prediction, double target) {
        return Math.abs(prediction - target);
    }
}
