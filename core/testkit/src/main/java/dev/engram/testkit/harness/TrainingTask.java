package dev.engram.testkit.harness;

import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;

/**
 * A task to learn, and the network and loss for it.
 *
 * @param data the examples
 * @param layers the layers, first to last
 * @param loss the loss
 */
public record TrainingTask(SyntheticBatch.Data data, List<LayerKind> layers, LossFunction loss) {
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

    /** Returns a task with three classes of six inputs and a new batch at every step. */
    public static TrainingTask classes(LossFunction loss, LayerKind... layers) {
        return new TrainingTask(
                new SyntheticBatch.Data(
                        DATA_SEED,
                        ROWS,
                        INPUTS,
                        CLASSES,
                        SyntheticBatch.teacher(DATA_SEED, INPUTS, CLASSES),
                        step -> step),
                List.of(layers),
                loss);
    }

    /** Returns the task of {@link #classes} with a 6-7-5-3 network. */
    public static TrainingTask deep(Activation hidden, Activation output, LossFunction loss) {
        return classes(loss, dense(7, hidden), dense(5, hidden), dense(CLASSES, output));
    }

    /** Returns the typical case: a 6-7-5-3 network with tanh, softmax and cross-entropy. */
    public static TrainingTask typical() {
        return deep(new Tanh(), new Softmax(), new CrossEntropy());
    }

    /** Returns a task for a 6-7-3 network with tanh, softmax and cross-entropy. */
    public static TrainingTask shallow() {
        return classes(new CrossEntropy(), dense(7, new Tanh()), dense(CLASSES, new Softmax()));
    }

    /** Returns a task without targets for linear units; the inputs are independent and have these variances. */
    public static TrainingTask linear(int units, double... variances) {
        return new TrainingTask(
                new SyntheticBatch.Data(
                        DATA_SEED,
                        ROWS,
                        variances.length,
                        units,
                        SyntheticBatch.withVariances(variances),
                        step -> step),
                List.of(dense(units, new Identity())),
                new SumOfSquares());
    }

    /** Returns the task with the same batch at every step. */
    public TrainingTask sameBatch() {
        return withData(new SyntheticBatch.Data(seed(), rows(), inputs(), targets(), data.labels(), step -> 1));
    }

    /** Returns the task with {@code n} examples per batch. */
    public TrainingTask rows(int n) {
        return withData(new SyntheticBatch.Data(seed(), n, inputs(), targets(), data.labels(), data.batchIndex()));
    }

    /** Returns the task with other examples of the same distribution. */
    public TrainingTask seed(long s) {
        return withData(new SyntheticBatch.Data(s, rows(), inputs(), targets(), data.labels(), data.batchIndex()));
    }

    /** Returns the classification task with {@code n} inputs. */
    public TrainingTask inputs(int n) {
        return withData(new SyntheticBatch.Data(
                seed(), rows(), n, targets(), SyntheticBatch.teacher(seed(), n, targets()), data.batchIndex()));
    }

    /** Returns the task with inputs rounded to whole numbers from 0 to {@code values} - 1, after targets are set. */
    public TrainingTask wholeInputs(int values) {
        return withData(new SyntheticBatch.Data(
                seed(),
                rows(),
                inputs(),
                targets(),
                SyntheticBatch.withWholeInputs(data.labels(), values),
                data.batchIndex()));
    }

    /** Returns the task with other layers. */
    public TrainingTask layers(LayerKind... others) {
        return new TrainingTask(data, List.of(others), loss);
    }

    private TrainingTask withData(SyntheticBatch.Data other) {
        return new TrainingTask(other, layers, loss);
    }

    public long seed() {
        return data.seed();
    }

    public int rows() {
        return data.rows();
    }

    public int inputs() {
        return data.inputs();
    }

    public int targets() {
        return data.targets();
    }

    public SyntheticBatch examples() {
        return new SyntheticBatch(data);
    }
}
