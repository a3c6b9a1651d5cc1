package dev.engram.plugins.metrics;

import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.Details;
import dev.engram.spi.Metric.Predictions;
import java.util.function.IntToDoubleFunction;

/** Parts that the metrics of numeric targets share. */
final class TargetErrors {
    private TargetErrors() {}

    /** A function of the prediction and the target of one example. */
    @FunctionalInterface
    interface Error {
        double of(double prediction, double target);
    }

    /** Returns the mean over the examples for one target. */
    static double mean(Predictions p, int target, Error error) {
        Matrix y = p.scores();
        Matrix t = p.targets();
        double sum = 0;
        for (int r = 0; r < y.rows(); r++) {
            sum += error.of(y.get(r, target), t.get(r, target));
        }
        return sum / y.rows();
    }

    /** Returns the mean of a value over the targets; NaN if it is undefined for one of them. */
    static double meanOverTargets(Predictions p, IntToDoubleFunction ofTarget) {
        int targets = p.targets().cols();
        double sum = 0;
        for (int k = 0; k < targets; k++) {
            sum += ofTarget.applyAsDouble(k);
        }
        return finite(sum / targets);
    }

    /** Records the value of each target, if there are several. */
    static void put(Predictions p, IntToDoubleFunction ofTarget, Details out) {
        int targets = p.targets().cols();
        for (int k = 0; k < targets && targets > 1; k++) {
            out.put(finite(ofTarget.applyAsDouble(k)), "target" + k);
        }
    }

    /** Returns NaN for an infinite value: a prediction was infinite. */
    static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    static double square(double prediction, double target) {
        double d = prediction - target;
        return d * d;
    }

    static String incompatibility(String metric, boolean classes) {
        return classes
                ? metric + " needs numbers to predict, but the data has classes; measure accuracy or loss instead"
                : null;
    }
}
