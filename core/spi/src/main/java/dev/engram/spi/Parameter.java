package dev.engram.spi;

import java.util.Set;

/**
 * A parameter: the weights or biases of a layer, for example. Its values, gradient and slots are the numbers {@code
 * from} to {@code to-1} of parallel arrays, row by row. A convolution kernel has the shape out x (in * height * width),
 * a bias n x 1.
 *
 * <p>The order of parameters is fixed: hidden weights, weights of the first and last layer, all other parameters of the
 * network, parameters of the rule. The sets {@link #isHiddenWeight}, {@link #isWeight} and {@link #inNetwork}, and
 * their complements, are therefore contiguous.
 *
 * @param name the name, such as "layer0/weights"
 * @param from the first index
 * @param to one past the last index
 * @param rows the number of rows
 * @param cols the number of columns
 * @param tags the roles
 */
public record Parameter(String name, int from, int to, int rows, int cols, Set<Tag> tags) {
    /** A role of a parameter. */
    public enum Tag {
        /** A weight matrix. */
        WEIGHT,
        /** The biases of a layer. */
        BIAS,
        /** A parameter of a stage, such as the gain of a normalisation. */
        STAGE,
        /** In the first layer. */
        FIRST,
        /** In the last layer. */
        LAST,
        /** A parameter of the rule, outside the network. */
        AUXILIARY
    }

    public boolean is(Tag tag) {
        return tags.contains(tag);
    }

    /** Returns whether it belongs to the network, not to the rule. */
    public boolean inNetwork() {
        return !is(Tag.AUXILIARY);
    }

    /** Returns whether it is a weight matrix of the network. */
    public boolean isWeight() {
        return inNetwork() && is(Tag.WEIGHT);
    }

    /** Returns whether it is a weight matrix of the network, but not of the first or last layer. */
    public boolean isHiddenWeight() {
        return isWeight() && !is(Tag.FIRST) && !is(Tag.LAST);
    }
}
