package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.ScratchMatrix;
import java.util.Arrays;
import java.util.function.IntFunction;

/** The errors that forks bring to the positions that they have read, kept until a backward pass reaches these. */
final class ForkErrors {
    /** Null where no fork begins. */
    private final ScratchMatrix[] errors;

    private final boolean[] pending;

    ForkErrors(int positions) {
        errors = new ScratchMatrix[positions];
        pending = new boolean[positions];
    }

    /** Requests memory for a position at which a fork begins. */
    void request(int position, int size, IntFunction<ScratchMatrix> perExample) {
        if (errors[position] == null) {
            errors[position] = perExample.apply(size);
        }
    }

    /**
     * Keeps the error at the output of a fork for the position that it has read: none goes to the stage before, whose
     * output has {@code size} numbers for each example.
     */
    void keep(int position, float[] error, float[] before, int rows, int size) {
        ScratchMatrix kept = errors[position];
        int n = rows * kept.cols();
        if (pending[position]) {
            Kernels.add(1, error, 0, kept.data(), 0, n);
        } else {
            System.arraycopy(error, 0, kept.data(), 0, n);
            pending[position] = true;
        }
        Arrays.fill(before, 0, rows * size, 0f);
    }

    /** Adds the errors that have arrived at a position, and forgets them. */
    void take(int position, float[] error, int n) {
        if (pending[position]) {
            pending[position] = false;
            Kernels.add(1, errors[position].data(), 0, error, 0, n);
        }
    }
}
