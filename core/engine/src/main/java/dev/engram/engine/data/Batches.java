package dev.engram.engine.data;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.random.StepStreams;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.spi.Batch;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;

/**
 * Draws the batches of a run. The order of the examples depends only on the seed and the number of the epoch, so that
 * every step can be reached directly. The last batch of an epoch is smaller if fewer examples are left, or is left out.
 */
public final class Batches implements Batch {
    private final Split split;
    private final int size;
    private final TrainingSettings.Order order;
    private final TrainingSettings.LastBatch lastBatch;
    private final ExampleReader reader;
    private final StepStreams epochs;
    private final StepStreams steps;
    private final int[] rows;
    private final float[] x;
    private final float[] t;
    private final MatrixView inputs;
    private final MatrixView targets;
    private long epoch = -1;
    private int first;
    private int count;

    /** Batches of which the last of an epoch may be smaller. */
    public Batches(Split split, int size, TrainingSettings.Order order, long seed) {
        this(split, size, order, TrainingSettings.LastBatch.KEEP, seed);
    }

    /** @param size examples of a batch, at most those of the training data */
    public Batches(
            Split split, int size, TrainingSettings.Order order, TrainingSettings.LastBatch lastBatch, long seed) {
        this.split = split;
        this.size = size;
        this.order = order;
        this.lastBatch = lastBatch;
        reader = ExampleReader.forTraining(split, seed);
        epochs = new StepStreams(seed, "epoch");
        steps = new StepStreams(seed, "rule");
        rows = split.training().clone();
        x = new float[size * split.inputs()];
        t = new float[size * split.targets()];
        inputs = new MatrixView(x, 0, size, split.inputs());
        targets = new MatrixView(t, 0, size, split.targets());
    }

    /** Returns the number of examples of a full batch. */
    public int size() {
        return size;
    }

    /** Returns true if the examples have classes, so that {@link #label} is defined. */
    public boolean hasClasses() {
        return split.hasClasses();
    }

    public long stepsPerEpoch() {
        return lastBatch == TrainingSettings.LastBatch.DROP ? rows.length / size : (rows.length + size - 1) / size;
    }

    /** Returns the number of examples in the batches of an epoch. */
    public long examplesPerEpoch() {
        return Math.min(rows.length, stepsPerEpoch() * size);
    }

    /** Gathers the batch of a step. The first step is 1. */
    public void gather(long step) {
        steps.step(step);
        long per = stepsPerEpoch();
        long wanted = (step - 1) / per;
        if (wanted != epoch) {
            epoch = wanted;
            System.arraycopy(split.training(), 0, rows, 0, rows.length);
            if (order != TrainingSettings.Order.AS_IS) {
                epochs.step(order == TrainingSettings.Order.RESHUFFLED ? epoch : 0);
                epochs.of("order").shuffle(rows, rows.length);
            }
        }
        first = (int) ((step - 1) % per) * size;
        count = Math.min(size, rows.length - first);
        reader.read(epoch, rows, first, count, x);
        Kernels.gather(split.t(), split.targets(), rows, first, count, t);
        inputs.wrap(x, 0, count);
        targets.wrap(t, 0, count);
    }

    @Override
    public int rows() {
        return count;
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
        return split.labels()[rows[first + row]];
    }

    @Override
    public Rng random(String name) {
        return steps.of(name);
    }
}
