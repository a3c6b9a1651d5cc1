package dev.engram.engine.data;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/**
 * Rows to which noise is added when they are read, because noisy copies of all of them would take too much memory. The
 * noise is that of {@link TrainingNoise#addToInputs}.
 */
final class NoisyRows implements InputRows {
    private static final int NOT_TRAINED = -1;

    private final InputRows original;
    private final float deviation;
    private final long key;
    /** The position of each row among the training rows. */
    private final int[] position;

    NoisyRows(InputRows original, float deviation, long key, int[] training) {
        this.original = original;
        this.deviation = deviation;
        this.key = key;
        position = new int[original.rows()];
        Arrays.fill(position, NOT_TRAINED);
        for (int i = 0; i < training.length; i++) {
            position[training[i]] = i;
        }
    }

    @Override
    public Shape shape() {
        return original.shape();
    }

    @Override
    public int rows() {
        return original.rows();
    }

    @Override
    public void copy(int row, float[] to, int at) {
        original.copy(row, to, at);
        if (position[row] == NOT_TRAINED) {
            return;
        }
        int n = shape().size();
        long drawn = (long) position[row] * n;
        for (int j = 0; j < n; j++) {
            to[at + j] += deviation * RandomStreams.gaussianAt(key, drawn + j);
        }
    }
}
