package dev.engram.engine.network;

import dev.engram.spi.Parameter;
import java.util.Set;

/** A parameter on its way into the arena, and its place there. */
public final class Segment {
    final String name;
    final int rows;
    final int cols;
    final Set<Parameter.Tag> tags;
    /** First values; free once the arena is closed. */
    float[] start;
    /** Whose steps it makes; null for a parameter that has steps of its own. */
    final Segment coupledTo;
    /** Both shrink by (1 - decay) at each step. */
    final float decay;
    /** Set when the arena is closed. */
    Parameter parameter;
    /** Has it been credited since the gradient was cleared? If not, what stands there is of no account. */
    boolean credited;

    Segment(String name, int rows, int cols, float[] start, Set<Parameter.Tag> tags, Segment coupledTo, float decay) {
        this.name = name;
        this.rows = rows;
        this.cols = cols;
        this.start = start;
        this.tags = Set.copyOf(tags);
        this.coupledTo = coupledTo;
        this.decay = decay;
    }

    /** Where its numbers begin. */
    public int from() {
        return parameter.from();
    }

    /** How many they are. */
    public int size() {
        return rows * cols;
    }

    /** Its place in the order of the arena: see {@link Parameter}. Twins come last, outside the optimizer's stretch. */
    int sortKey() {
        if (coupledTo != null) {
            return 4;
        }
        Parameter p = new Parameter(name, 0, 0, rows, cols, tags);
        return p.isHiddenWeight() ? 0 : p.isWeight() ? 1 : p.inNetwork() ? 2 : 3;
    }
}
