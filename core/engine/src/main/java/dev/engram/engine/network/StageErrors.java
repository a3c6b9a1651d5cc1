package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The memory for errors, or tangents, in the stages of a block. Position 0 is the input of the first stage, position i
 * the output of stage i - 1.
 */
final class StageErrors {
    private final int index;
    private final Shape units;
    private final BoundStage[] stages;
    /** The stages from the first on that change errors in place, so that all of them work on the final result. */
    private final int firstInPlace;

    private ScratchMatrix[] buffers;
    /**
     * The errors that forks bring to the positions that they have read, kept until a backward pass reaches these. Null
     * where no fork begins.
     */
    private final ScratchMatrix[] forks;
    /** The positions whose errors from forks have arrived. */
    private final boolean[] pending;

    /**
     * The memory of a block.
     *
     * @param index the index of the block
     * @param units the shape of the pre-activations
     * @param stages at least one
     */
    StageErrors(int index, Shape units, BoundStage[] stages) {
        this.index = index;
        this.units = units;
        this.stages = stages;
        forks = new ScratchMatrix[stages.length];
        pending = new boolean[stages.length];
        int inPlace = 0;
        while (inPlace < stages.length && isInPlace(inPlace)) {
            inPlace++;
        }
        firstInPlace = inPlace;
    }

    /** Returns whether the error at the input of a stage may overwrite that at its output. */
    private boolean isInPlace(int stage) {
        return stages[stage].stage() instanceof InPlaceStage;
    }

    /** Requests the memory, at the first call only. */
    void request(IntFunction<ScratchMatrix> perExample) {
        if (buffers != null) {
            return;
        }
        buffers = new ScratchMatrix[stages.length + 1];
        for (int i = 0; i <= stages.length; i++) {
            buffers[i] = perExample.apply(sizeAt(i));
        }
        for (int i = 0; i < stages.length; i++) {
            int position = stages[i].reads(i);
            if (position != i && forks[position] == null) {
                forks[position] = perExample.apply(sizeAt(position));
            }
        }
    }

    /** Returns how many numbers an example has at a position. */
    int sizeAt(int position) {
        return position == 0 ? units.size() : stages[position - 1].output().size();
    }

    /** Returns the memory of a position. */
    ScratchMatrix at(int position) {
        return buffers[position];
    }

    /** Returns an error at the output that the last stage may read while {@code d} is written, and may overwrite. */
    float[] atOutput(Matrix delta, Scratch d) {
        ArrayMatrix error = ArrayMatrix.of(delta);
        ScratchMatrix output = buffers[stages.length];
        if (error.rows() != output.rows() || error.cols() != output.cols()) {
            throw new IllegalArgumentException("the outputs of layer " + index + " are " + output.shape()
                    + ", but their error is " + error.shape());
        }
        return isInPlace(stages.length - 1) || error.offset() > 0 || error.data() == d.data()
                ? output.set(delta).data()
                : error.data();
    }

    /** Returns the memory for the error at the input of a stage, whose output has this error. */
    float[] before(int stage, float[] error, Scratch d) {
        if (stage <= firstInPlace) {
            return d.data();
        }
        return isInPlace(stage) ? error : buffers[stage].data();
    }

    /**
     * Keeps the error at the output of a fork for the position that it has read. The stage before gets none.
     *
     * @param before overwritten with zeros: the error at the input of the fork
     */
    void fork(int position, int stage, float[] error, float[] before, int rows) {
        ScratchMatrix kept = forks[position];
        int n = rows * kept.cols();
        if (pending[position]) {
            Kernels.add(1, error, 0, kept.data(), 0, n);
        } else {
            System.arraycopy(error, 0, kept.data(), 0, n);
            pending[position] = true;
        }
        Arrays.fill(before, 0, rows * sizeAt(stage), 0f);
    }

    /** Adds the errors that forks have brought to a position, and forgets them. */
    void join(int position, float[] error, int rows) {
        if (pending[position]) {
            pending[position] = false;
            Kernels.add(1, forks[position].data(), 0, error, 0, rows * sizeAt(position));
        }
    }
}
