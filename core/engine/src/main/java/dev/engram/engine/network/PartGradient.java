package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.matrix.OperationCounter;
import dev.engram.engine.matrix.Segment;
import dev.engram.spi.Matrix;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerKernels;

/** The gradient of a part of the rows of the weights and biases of a layer, such as a group of a convolution. */
final class PartGradient {
    private final Block block;
    private final Arena arena;
    private final LayerKernels kernels;
    private final OperationCounter operations;
    private final int parts;
    private final int rows;
    private final Range weights;
    /** Null for a layer without biases. */
    private final Range bias;

    PartGradient(Block block, int part, int parts, Arena arena, LayerKernels kernels, OperationCounter operations) {
        this.block = block;
        this.arena = arena;
        this.kernels = kernels;
        this.operations = operations;
        this.parts = parts;
        rows = block.w.rows() / parts;
        weights = new Range(arena, block.w, part * rows * block.w.cols());
        bias = block.b == null ? null : new Range(arena, block.b, part * rows);
    }

    /** Adds {@code scale * g} to the gradient of the weights. */
    void add(float scale, Matrix g) {
        ArrayMatrix t = ArrayMatrix.of(g);
        requireShape(t, t.rows() == rows && t.cols() == block.w.cols());
        arena.zeroIfUncredited(block.w);
        Kernels.add(scale, t.data(), t.offset(), arena.gradient(), weights.from(), t.rows() * t.cols());
    }

    /** Adds what follows from rows of patches, each an example: {@code scale / rows * (post' patches)}. */
    void accumulate(float scale, Matrix post, Matrix patches) {
        ArrayMatrix d = ArrayMatrix.of(post), x = ArrayMatrix.of(patches);
        requireShape(d, d.cols() == rows && d.rows() == x.rows());
        requireShape(x, x.cols() == block.w.cols());
        operations.add((long) d.rows() * rows * block.w.cols());
        zeroAllParts(block.w);
        kernels.multiplyTransposedA(scale / d.rows(), post, patches, weights);
        block.w.markCredited();
    }

    /** Adds {@code scale} times the mean row of {@code post}, one row for each position, to that of the biases. */
    void accumulateBias(float scale, Matrix post) {
        if (bias != null) {
            ArrayMatrix d = ArrayMatrix.of(post);
            requireShape(d, d.cols() == rows);
            zeroAllParts(block.b);
            kernels.sumRows(scale / d.rows(), post, bias);
            block.b.markCredited();
        }
    }

    /** The first credit of a batch overwrites only its own part. */
    private void zeroAllParts(Segment s) {
        if (parts > 1) {
            arena.zeroIfUncredited(s);
        }
    }

    private void requireShape(ArrayMatrix m, boolean compatible) {
        if (!compatible) {
            throw new IllegalArgumentException("layer " + block.index() + " (" + rows + " units with " + block.w.cols()
                    + " weights each): the shape " + m.shape() + " does not match");
        }
    }

    /** A range within a segment. */
    private record Range(Arena arena, Segment segment, int offset) implements GradientRange {
        @Override
        public float[] array() {
            return arena.gradient();
        }

        @Override
        public int from() {
            return segment.from() + offset;
        }

        @Override
        public boolean accumulate() {
            return segment.isCredited();
        }
    }
}
