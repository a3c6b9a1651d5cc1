package dev.engram.engine.matrix;

import dev.engram.spi.Parameter;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerParameter;
import java.util.Set;

/** A parameter of the arena: its shape and initial values, and its range once the arena is closed. */
public final class Segment implements LayerParameter {
    private final String name;
    private final int rows;
    private final int cols;
    final Set<Parameter.Tag> tags;
    /** Initial values; null once the arena is closed. */
    float[] start;
    /** The segment whose steps this one repeats; null for a parameter with its own steps. */
    final Segment coupledTo;
    /** Coupled segments are multiplied by (1 - decay) at each step. */
    final float decay;

    private final int rank;
    /** Set when the arena is closed. */
    Parameter parameter;
    /** Whether it was credited since the gradient was cleared. If not, its gradient holds stale numbers. */
    boolean credited;

    Segment(String name, int rows, int cols, float[] start, Set<Parameter.Tag> tags, Segment coupledTo, float decay) {
        this.name = name;
        this.rows = rows;
        this.cols = cols;
        this.start = start;
        this.tags = Set.copyOf(tags);
        this.coupledTo = coupledTo;
        this.decay = decay;
        rank = computeRank();
    }

    public String name() {
        return name;
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    /** Declares that its gradient now holds the numbers of this batch. */
    public void markCredited() {
        credited = true;
    }

    /** Returns whether its gradient holds numbers of this batch; otherwise they are stale. */
    public boolean isCredited() {
        return credited;
    }

    /** Returns the index of its first number in the arena. */
    @Override
    public int from() {
        return parameter.from();
    }

    /** Returns how many numbers it has. */
    @Override
    public int size() {
        return rows * cols;
    }

    /**
     * Returns its rank in the order of the arena, see {@link Parameter}. Coupled segments are last, outside the
     * optimizer's range.
     */
    int rank() {
        return rank;
    }

    private int computeRank() {
        if (coupledTo != null) {
            return 4;
        }
        Parameter p = new Parameter(name, 0, 0, rows, cols, tags);
        if (p.isHiddenWeight()) {
            return 0;
        }
        if (p.isWeight()) {
            return 1;
        }
        return p.inNetwork() ? 2 : 3;
    }

    /** The gradient of a segment. The first credit of a batch overwrites it. */
    public record Gradient(Arena arena, Segment segment) implements GradientRange {
        @Override
        public float[] array() {
            return arena.gradient();
        }

        @Override
        public int from() {
            return segment.from();
        }

        @Override
        public boolean accumulate() {
            return segment.credited;
        }
    }
}
