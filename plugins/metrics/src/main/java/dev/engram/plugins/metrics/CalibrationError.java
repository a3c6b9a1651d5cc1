package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;

/**
 * The expected calibration error: the difference between the confidence of predictions and the fraction that is
 * correct, as a mean over bins of equal width, from 0 to 1. Lower is better.
 *
 * <pre>
 *   ECE = sum_b N_b/N |accuracy_b - confidence_b|        bin b = 1 ... B: confidence in ((b - 1)/B, b/B]
 * </pre>
 *
 * The confidence of a prediction is the score of the predicted class, which must be a probability, as with softmax or
 * sigmoid; with a single output p of two classes it is max(p, 1 - p). accuracy_b and confidence_b are means over the
 * N_b examples in bin b. A confidence of 0 belongs to the first bin. Missing if a score is not in [0, 1], or if classes
 * are coded as -1 and 1. The error of a perfectly calibrated network is above 0 on few examples, and it depends on the
 * number of bins: compare only values with the same number on the same examples.
 *
 * <p>The details, on the test data, are those of a reliability diagram for each bin b (bin1, bin2, ...):
 * calibration-error[b][count] is N_b, calibration-error[b][accuracy] and calibration-error[b][confidence] are the
 * means, missing if the bin is empty. Only for data with classes.
 *
 * <p>Naeini, Cooper and Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning. Guo, Pleiss,
 * Sun and Weinberger 2017, On calibration of modern neural networks, with 15 bins.
 */
@Component("calibration-error")
public record CalibrationError(
        @Hyper(value = "15", range = "[1,1000]", doc = "number of bins of equal width, B")
        int bins) implements Metric.OfPredictions {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public int directionOfDetails() {
        return 0;
    }

    @Override
    public double compute(Predictions p) {
        if (!probabilities(p)) {
            return Double.NaN;
        }
        Bins all = new Bins(bins, p);
        double error = 0;
        for (int b = 0; b < bins; b++) {
            error += Math.abs(all.correct[b] - all.confidence[b]);
        }
        return error / p.scores().rows();
    }

    @Override
    public void computeDetails(Predictions p, Details out) {
        if (!probabilities(p)) {
            return;
        }
        Bins all = new Bins(bins, p);
        for (int b = 0; b < bins; b++) {
            String label = "bin" + (b + 1);
            out.put(all.count[b], label, "count");
            out.put(all.correct[b] / all.count[b], label, "accuracy");
            out.put(all.confidence[b] / all.count[b], label, "confidence");
        }
    }

    @Override
    public double best() {
        return 0;
    }

    @Override
    public String incompatibility(boolean classes) {
        return CorrectPredictions.incompatibility("calibration-error", classes);
    }

    private static boolean probabilities(Predictions p) {
        Matrix scores = p.scores();
        Matrix targets = p.targets();
        for (int r = 0; r < scores.rows(); r++) {
            for (int k = 0; k < scores.cols(); k++) {
                float s = scores.get(r, k);
                if (!(s >= 0 && s <= 1) || targets.get(r, k) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Sums over the examples of each bin. */
    private static final class Bins {
        private final double[] count;
        private final double[] correct;
        private final double[] confidence;

        Bins(int bins, Predictions p) {
            count = new double[bins];
            correct = new double[bins];
            confidence = new double[bins];
            for (int r = 0, rows = p.scores().rows(); r < rows; r++) {
                double c = confidence(p, r);
                int b = Math.max(0, (int) Math.ceil(c * bins) - 1);
                count[b]++;
                correct[b] += p.predicted(r) == p.label(r) ? 1 : 0;
                confidence[b] += c;
            }
        }

        private static double confidence(Predictions p, int row) {
            Matrix scores = p.scores();
            if (scores.cols() > 1) {
                return scores.get(row, p.predicted(row));
            }
            double one = scores.get(row, 0);
            return Math.max(one, 1 - one);
        }
    }
}
