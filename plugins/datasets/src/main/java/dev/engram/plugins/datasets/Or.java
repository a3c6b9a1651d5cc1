package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Rng;

/**
 * Logical or: class 1 if at least one input is true. The classes are linearly separable.
 *
 * <pre>
 *   x1  x2  class
 *   -1  -1    0
 *   -1  +1    1
 *   +1  -1    1
 *   +1  +1    1
 * </pre>
 *
 * 4 examples of 2 inputs, classes 0 and 1. There are no others: the same examples are used for training, validation
 * and test.
 *
 * <p>The perceptron and the delta rule solve it. Rosenblatt 1958, The perceptron.
 */
@Component("or")
public record Or() implements Dataset {
    @Override
    public Table load(Rng rng) {
        return SyntheticTables.truthTable(2, r -> r != 0b00);
    }
}
