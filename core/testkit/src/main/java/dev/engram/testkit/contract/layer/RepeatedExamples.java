package dev.engram.testkit.contract.layer;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.network.Learner;
import dev.engram.spi.Batch;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;

/**
 * Compares the gradient of a batch with that of the same examples, each of them twice. Batch normalization passes: the
 * statistics of both are the same.
 */
final class RepeatedExamples implements Batch {
    private static final double BOUND = 1e-4;

    private final Batch source;
    private final MatrixView inputs;
    private final MatrixView targets;
    private boolean random;

    private RepeatedExamples(Batch source, int times) {
        this.source = source;
        inputs = repeated(source.inputs(), times);
        targets = repeated(source.targets(), times);
    }

    private static MatrixView repeated(Matrix of, int times) {
        int n = TrainingTask.ROWS, cols = of.cols();
        float[] all = new float[times * n * cols];
        for (int i = 0; i < all.length; i++) {
            all[i] = of.get(i / cols % n, i % cols);
        }
        return new MatrixView(all, 0, times * n, cols);
    }

    /** Checks the layer of a task whose number of examples is {@link TrainingTask#ROWS}. */
    static ContractResult check(TrainingTask task) {
        TrainingHarness h = new TrainingHarness(task.rows(2 * TrainingTask.ROWS), new Backpropagation());
        h.beginStep(1);
        RepeatedExamples once = new RepeatedExamples(h.batch(), 1);
        float[] expected = gradient(h.learner(), once);
        if (once.random) {
            return ContractResult.passed("not applicable: the layer draws random numbers for each example");
        }
        float[] found = gradient(h.learner(), new RepeatedExamples(h.batch(), 2));
        double off = ArrayMath.relativeDifference(expected, found);
        return off < BOUND
                ? ContractResult.passed("%d numbers, relative difference %.1e", found.length, off)
                : ContractResult.failed(
                        "expected the gradient of %d examples, found one that differs by %.2g of its length",
                        TrainingTask.ROWS, off);
    }

    private static float[] gradient(Learner learner, Batch batch) {
        learner.learn(batch);
        return learner.arena().gradient().clone();
    }

    @Override
    public int rows() {
        return inputs.rows();
    }

    @Override
    public Matrix inputs() {
        return inputs;
    }

    @Override
    public Matrix targets() {
        return targets;
    }

    @Override
    public int label(int row) {
        return source.label(row % TrainingTask.ROWS);
    }

    @Override
    public Rng random(String name) {
        random = true;
        return source.random(name);
    }
}
