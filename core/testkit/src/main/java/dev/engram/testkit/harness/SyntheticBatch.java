package dev.engram.testkit.harness;

import dev.engram.engine.network.MatrixView;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.random.StepStreams;
import dev.engram.spi.Batch;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Made-up batches: standard normal inputs under a rule that says what is right. Any batch can be gone to
 * directly.
 */
public final class SyntheticBatch implements Batch {
    private final long seed;
    private final Labels labels;
    private final LongUnaryOperator batchIndex;
    private final int rows;
    private final float[] x;
    private final float[] t;
    private final MatrixView inputs;
    private final MatrixView targets;
    private final StepStreams steps = new StepStreams(TrainingHarness.SEED, "rule");

    /** Writes the targets of one example, and may move the example itself. */
    public interface Labels {
        void write(float[] x, int xFrom, int inputs, float[] t, int tFrom, int targets);
    }

    /** @param batchIndex which batch comes at which step */
    public SyntheticBatch(long seed, int rows, int inputs, int targets, Labels labels, LongUnaryOperator batchIndex) {
        this.seed = seed;
        this.labels = labels;
        this.batchIndex = batchIndex;
        this.rows = rows;
        x = new float[rows * inputs];
        t = new float[rows * targets];
        this.inputs = new MatrixView(x, 0, rows, inputs);
        this.targets = new MatrixView(t, 0, rows, targets);
    }

    public void seek(long step) {
        steps.step(step);
        Rng rng = RandomStreams.of(seed, "x/" + batchIndex.applyAsLong(step));
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.gaussian();
        }
        Arrays.fill(t, 0);
        for (int r = 0; r < rows; r++) {
            labels.write(x, r * inputs.cols(), inputs.cols(), t, r * targets.cols(), targets.cols());
        }
    }

    @Override
    public int rows() {
        return rows;
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

    /** The class is the largest output of a random network with eight tanh units. */
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

    /** +1 or -1: the side of a plane on which the example lies, which is moved away from the plane a little. */
    public static Labels separable() {
        return (x, xFrom, n, t, tFrom, k) -> {
            t[tFrom] = x[xFrom] - 2 * x[xFrom + 1] + x[xFrom + 2] >= 0 ? 1 : -1;
            x[xFrom] += 0.2f * t[tFrom];
        };
    }

    /** No targets; independent coordinates with these variances. */
    public static Labels withVariances(double... variances) {
        return (x, xFrom, n, t, tFrom, k) -> {
            for (int i = 0; i < n; i++) {
                x[xFrom + i] *= (float) Math.sqrt(variances[i]);
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
