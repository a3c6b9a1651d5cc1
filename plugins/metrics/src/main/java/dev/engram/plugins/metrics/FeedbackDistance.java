package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;

/**
 * The distance between a feedback matrix and the weights that it replaces, for each layer that receives an error and
 * for all of them together.
 *
 * <pre>
 *   distance = |M - W|         |A|^2 = sum_ij A_ij^2
 * </pre>
 *
 * M and W are those of weight-angle, with the same names. 0: the error is carried by the weights themselves. With
 * Kolen-Pollack it shrinks by the factor 1 - decay in every step, whatever the data. Not measured where no error is
 * carried down. Lower is better.
 *
 * <p>Kolen and Pollack 1994, Backpropagation without weight transport.
 */
@Component("feedback-distance")
public record FeedbackDistance() implements Metric.OfTraining {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        double whole = probe.feedback().isEmpty() ? Double.NaN : 0;
        for (Feedback f : probe.feedback()) {
            double squares = squares(f.feedbackWeights(), f.weights());
            whole += squares;
            out.put(f.layer(), Math.sqrt(squares));
        }
        out.put("", Math.sqrt(whole));
    }

    private static double squares(Matrix m, Matrix w) {
        double sum = 0;
        for (int r = 0; r < m.rows(); r++) {
            for (int c = 0; c < m.cols(); c++) {
                double d = (double) m.get(r, c) - w.get(r, c);
                sum += d * d;
            }
        }
        return sum;
    }
}
