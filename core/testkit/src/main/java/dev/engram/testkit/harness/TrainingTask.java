package dev.engram.testkit.harness;

import dev.engram.engine.network.Dense;
import dev.engram.engine.network.LayerKind;
import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What is to be learned, and by which network.
 *
 * @param batchIndex which batch comes at which step
 */
public record TrainingTask(
        int inputs,
        int targets,
        int rows,
        List<LayerKind> layers,
        LossFunction loss,
        long seed,
        SyntheticBatch.Labels labels,
        LongUnaryOperator batchIndex) {
    public static final int INPUTS = 6;
    public static final int CLASSES = 3;
    public static final int ROWS = 8;
    private static final long DATA_SEED = 3;
    public static final Initialiser GLOROT = (w, from, to, fanIn, fanOut, rng) -> {
        float limit = Maths.sqrt(6f / (fanIn + fanOut));
        for (int i = from; i < to; i++) {
            w[i] = (2 * rng.uniform() - 1) * limit;
        }
    };
    public static final Initialiser ZEROS = (w, from, to, fanIn, fanOut, rng) -> Arrays.fill(w, from, to, 0);

    public static LayerKind dense(int units, Activation phi) {
        return new Dense(units, phi, GLOROT, ZEROS);
    }

    /** Three classes of six inputs, by these layers; another batch at every step. */
    public static TrainingTask classes(LossFunction loss, LayerKind... layers) {
        return new TrainingTask(
                INPUTS,
                CLASSES,
                ROWS,
                List.of(layers),
                loss,
                DATA_SEED,
                SyntheticBatch.teacher(DATA_SEED, INPUTS, CLASSES),
                step -> step);
    }

    /** 6-7-5-3 */
    public static TrainingTask deep(Activation hidden, Activation output, LossFunction loss) {
        return classes(loss, dense(7, hidden), dense(5, hidden), dense(CLASSES, output));
    }

    /** 6-7-5-3, tanh, softmax, cross-entropy: the usual case. */
    public static TrainingTask typical() {
        return deep(new Tanh(), new Softmax(), new CrossEntropy());
    }

    /** 6-7-3, tanh, softmax, cross-entropy. */
    public static TrainingTask shallow() {
        return classes(new CrossEntropy(), dense(7, new Tanh()), dense(CLASSES, new Softmax()));
    }

    /** Linear units that learn without targets from independent inputs of these variances. */
    public static TrainingTask linear(int units, double... variances) {
        return new TrainingTask(
                variances.length,
                units,
                ROWS,
                List.of(dense(units, new Identity())),
                new SumOfSquares(),
                DATA_SEED,
                SyntheticBatch.withVariances(variances),
                step -> step);
    }

    /** The same batch at every step. */
    public TrainingTask sameBatch() {
        return new TrainingTask(inputs, targets, rows, layers, loss, seed, labels, step -> 1);
    }

    public TrainingTask rows(int n) {
        return new TrainingTask(inputs, targets, n, layers, loss, seed, labels, batchIndex);
    }

    /** Other examples of the same kind. */
    public TrainingTask seed(long s) {
        return new TrainingTask(inputs, targets, rows, layers, loss, s, labels, batchIndex);
    }

    /** Three classes of this many inputs. */
    public TrainingTask inputs(int n) {
        return new TrainingTask(
                n, targets, rows, layers, loss, seed, SyntheticBatch.teacher(seed, n, targets), batchIndex);
    }

    public TrainingTask layers(LayerKind... others) {
        return new TrainingTask(inputs, targets, rows, List.of(others), loss, seed, labels, batchIndex);
    }

    public SyntheticBatch examples() {
        return new SyntheticBatch(seed, rows, inputs, targets, labels, batchIndex);
    }
}
