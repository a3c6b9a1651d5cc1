package dev.engram.plugins.learningrules;

import dev.engram.spi.Layer;

/** The two numbers of a layer whose sum gives the size of feedback weights. In a dense layer they are the same. */
public enum Fans {
    /** Rows and columns of the weights: in a convolution, maps and channels * k * k. */
    ROWS_COLUMNS,
    /** Fan-in and fan-out, as initialisers see them: in a convolution, channels * k * k and maps * k * k. */
    FAN_IN_OUT;

    int sum(Layer layer) {
        return this == FAN_IN_OUT
                ? layer.fanIn() + layer.fanOut()
                : layer.weights().rows() + layer.weights().cols();
    }
}
