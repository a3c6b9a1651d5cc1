package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;

/**
 * The fraction of units that respond to none of the examples, for each layer and for the whole network, from 0 to
 * 1.
 *
 * <pre>
 *   dead = 1/units #{j : phi'(a_nj) = 0 for all n}
 * </pre>
 *
 * A unit is dead if its derivative is 0 for every example, so that no error passes through it: a ReLU that never
 * fires, or a fully saturated sigmoid. Units without a derivative of their own (softmax, thresholds) are dead if
 * their output is 0 for every example. Measured on a fixed set of training examples (`training.probe`). With
 * `probe: batch`, a unit that responds to one example in a thousand counts as dead in most small batches. Lower is
 * better.
 */
@Component("dead-units")
public record DeadUnits() implements Metric.OfTraining {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        int dead = 0;
        int units = 0;
        for (Response r : probe.responses()) {
            Matrix answers = r.derivatives() == null ? r.output() : r.derivatives();
            int here = countDead(answers);
            out.put(r.layer(), (double) here / answers.cols());
            dead += here;
            units += answers.cols();
        }
        out.put("", units == 0 ? Double.NaN : (double) dead / units);
    }

    private static int countDead(Matrix m) {
        int silent = 0;
        for (int c = 0; c < m.cols(); c++) {
            boolean zero = true;
            for (int r = 0; r < m.rows() && zero; r++) {
                zero = m.get(r, c) == 0;
            }
            silent += zero ? 1 : 0;
        }
        return silent;
    }
}
