package dev.engram.spi;

import java.util.Set;

/**
 * A stretch of the arena: the numbers {@code from .. to-1} of every parallel array (values, gradient, slots) belong to
 * it, row by row. A convolution kernel is out x (in*height*width), a bias is n x 1. The order in the arena is fixed:
 * hidden weights, first and last weights, the network's other parameters, the rule's own. So "hidden weights", "the
 * network's weights" and "the network", and what each of them leaves over, are single stretches.
 */
public record Parameter(String name, int from, int to, int rows, int cols, Set<Tag> tags) {
    /** What a parameter is for. */
    public enum Tag {
        WEIGHT,
        BIAS,
        /** Belongs to a stage: gain or shift of a normalisation. */
        STAGE,
        /** In the first layer. */
        FIRST,
        /** In the last layer. */
        LAST,
        /** The rule's own, beside the network. */
        AUXILIARY
    }

    public boolean is(Tag tag) {
        return tags.contains(tag);
    }

    public boolean inNetwork() {
        return !is(Tag.AUXILIARY);
    }

    public boolean isWeight() {
        return inNetwork() && is(Tag.WEIGHT);
    }

    /** A weight matrix that is neither the first nor the last. */
    public boolean isHiddenWeight() {
        return isWeight() && !is(Tag.FIRST) && !is(Tag.LAST);
    }
}
