package dev.engram.engine.data;

import dev.engram.engine.kernel.Kernels;

/** The scaling of numeric targets. A network learns scaled targets; its predictions are measured in their own unit. */
public final class TargetScaling {
    private final ColumnScales scales;
    private final float[] original;

    /** @param original rows of targets that are not scaled */
    TargetScaling(ColumnScales scales, float[] original) {
        this.scales = scales;
        this.original = original;
    }

    /** Returns the same scaling for other targets. */
    TargetScaling of(float[] others) {
        return new TargetScaling(scales, others);
    }

    /** Writes the predictions that belong to scaled outputs: {@code count} numbers in whole rows. */
    public void restore(float[] outputs, int count, float[] predictions, int to) {
        scales.restore(outputs, count, predictions, to);
    }

    /** Writes the targets of some rows, not scaled. */
    public void gatherOriginals(int[] rows, int columns, float[] to) {
        Kernels.gather(original, columns, rows, 0, rows.length, to);
    }
}
