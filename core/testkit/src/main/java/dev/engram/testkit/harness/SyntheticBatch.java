package dev.engram.testkit.harness;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.random.StepStreams;
import dev.engram.spi.Batch;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Synthetic batches: standard normal inputs, and targets computed from them. Batches can be visited in any order.
 */
public final class SyntheticBatch implements Batch {
    /** The seed of the network and of the rule's random streams. */
    public static final long SEED = 7;

    private final Data data;
    private final float[] x;
    private final float[] t;
    private final MatrixView inputs;
    private final MatrixView targets;
    private final StepStreams steps = new StepStreams(SEED, "rule");

    /**
     * The distribution of examples and their order.
     *
     * @param seed the seed of the examples
     * @param rows the number of examples in a batch
     * @param inputs the width of the inputs
     * @param targets the width of the targets
     * @param labels computes the targets
     * @param batchIndex the number of the batch for each step
     */
    public record Data(long seed, int rows, int inputs, int targets, Labels labels, LongUnaryOperator batchIndex) {}

    /** Writes the targets of one example, and may change its inputs. */
    public interface Labels {
        void write(float[] x, int xFrom, int inputs, float[] t, int tFrom, int targets);
    }

    public SyntheticBatch(Data data) {
        this.data = data;
        x = new float[data.rows * data.inputs];
        t = new float[data.rows * data.targets];
        inputs = new MatrixView(x, 0, data.rows, data.inputs);
        targets = new MatrixView(t, 0, data.rows, data.targets);
    }

    /** Fills the batch with the examples of a step. */
    public void seek(long step) {
        steps.step(step);
        Rng rng = RandomStreams.of(data.seed, "x/" + data.batchIndex.applyAsLong(step));
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.gaussian();
        }
        Arrays.fill(t, 0);
        for (int r = 0; r < data.rows; r++) {
            data.labels.write(x, r * inputs.cols(), inputs.cols(), t, r * targets.cols(), targets.cols());
        }
    }

    @Override
    public int rows() {
        return data.rows;
    }

    @Override
    public MatrixView inputs() {
        return inputs;
    }

    @Override
    public MatrixView targets() {
        return targets;
    }

    @Override
    public int label(int row) {
        return ArrayMath.argmax(targets, row);
    }

    @Override
    public Rng random(String name) {
        return steps.of(name);
    }

    /** Returns one-hot targets; the class is the largest output of a random network with eight tanh units. */
    public static Labels teacher(long seed, int inputs, int classes) {
        int units = 8;
        float[] w1 = gaussians(seed, "w1", units * inputs), w2 = gaussians(seed, "w2", classes * units);
        return (x, xFrom, n, t, tFrom, k) -> {
            double[] score = new double[k];
            for (int u = 0; u < units; u++) {
                double a = 0;
                for (int i = 0; i < n; i++) {
                    a += w1[u * n + i] * x[xFrom + i];
                }
                for (int c = 0; c < k; c++) {
                    score[c] += w2[c * units + u] * StrictMath.tanh(a);
                }
            }
            int best = 0;
            for (int c = 1; c < k; c++) {
                best = score[c] > score[best] ? c : best;
            }
            t[tFrom + best] = 1;
        };
    }

    /** Returns targets +1 or -1, the side of a plane; examples are moved away from the plane by 0.2. */
    public static Labels separable() {
        return (x, xFrom, n, t, tFrom, k) -> {
            t[tFrom] = x[xFrom] - 2 * x[xFrom + 1] + x[xFrom + 2] >= 0 ? 1 : -1;
            x[xFrom] += 0.2f * t[tFrom];
        };
    }

    /** Returns no targets, and scales the inputs to these variances. */
    public static Labels withVariances(double... variances) {
        return (x, xFrom, n, t, tFrom, k) -> {
            for (int i = 0; i < n; i++) {
                x[xFrom + i] *= (float) Math.sqrt(variances[i]);
            }
        };
    }

    /** Returns the same targets, and replaces the inputs by whole numbers from 0 to {@code values} - 1. */
    static Labels withWholeInputs(Labels labels, int values) {
        return (x, xFrom, n, t, tFrom, k) -> {
            labels.write(x, xFrom, n, t, tFrom, k);
            for (int i = xFrom; i < xFrom + n; i++) {
                x[i] = Math.floorMod((int) Math.floor(2 * x[i]), values);
            }
        };
    }

    private static float[] gaussians(long seed, String name, int n) {
        Rng rng = RandomStreams.of(seed, name);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = rng.gaussian();
        }
        return a;
    }
}
