package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * Targets from a random teacher network, which a student network can learn perfectly: the loss can reach 0.
 *
 * <pre>
 *   W1 ~ N(0, gain^2/inputs) is hidden x inputs,  W2 ~ N(0, gain^2/hidden) is outputs x hidden
 *   x ~ N(0, I),  y = W2 tanh(2 W1 x)
 * </pre>
 *
 * W1 and W2 are drawn first, then the examples row by row. There is no noise. The factor 2 saturates the teacher's
 * units, so that a linear student is not sufficient. The gain sets the size of the targets: half their squared norm
 * is about 1.53 in the mean over teachers 20-10-5 with a gain of 1, and 0.95 with 0.816, which is a variance of
 * 1/(inputs + units) of each layer.
 *
 * <p>Gardner and Derrida 1989, Three unfinished works on the optimal storage capacity of networks.
 */
@Component("teacher-student")
public record TeacherStudent(
        @Hyper(value = "20", range = "[1,100000]", doc = "number of inputs")
        int inputs,

        @Hyper(value = "10", range = "[1,100000]", doc = "number of the teacher's hidden units")
        int hidden,

        @Hyper(value = "5", range = "[1,100000]", doc = "number of targets")
        int outputs,

        @Hyper(value = "1", range = "(0,inf)", doc = "gain of the teacher's weights, relative to 1/sqrt(fan-in)")
        float gain,

        @Hyper(value = "500", range = "[1,1000000000]", doc = "number of training examples")
        int trainRows,

        @Hyper(
                value = "1000",
                range = "[0,1000000000]",
                doc = "number of test examples; 0: split from the training examples")
        int testRows)
        implements Dataset {
    @Override
    public Table load(Rng rng) {
        double size = (double) gain * gain;
        float[] first = SyntheticTables.normal(hidden, inputs, size / inputs, rng);
        float[] second = SyntheticTables.normal(outputs, hidden, size / hidden, rng);
        double[] h = new double[hidden];
        return SyntheticTables.regression(trainRows, testRows, inputs, outputs, (row, x, i, t, j) -> {
            for (int k = 0; k < inputs; k++) {
                x[i + k] = rng.gaussian();
            }
            for (int u = 0; u < hidden; u++) {
                double a = 0;
                for (int k = 0; k < inputs; k++) {
                    a += (double) first[u * inputs + k] * x[i + k];
                }
                h[u] = StrictMath.tanh(2 * a);
            }
            for (int o = 0; o < outputs; o++) {
                double y = 0;
                for (int u = 0; u < hidden; u++) {
                    y += second[o * hidden + u] * h[u];
                }
                t[j + o] = (float) y;
            }
        });
    }
}
