package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Rng;

/**
 * Exclusive or: class 1 if exactly one of the two inputs is true; the smallest problem that needs a hidden layer.
 *
 * <pre>
 *   x1  x2  class
 *   -1  -1    0
 *   -1  +1    1
 *   +1  -1    1
 *   +1  +1    0
 * </pre>
 *
 * 4 examples of 2 inputs, classes 0 and 1. There are no others: the same examples are used for training, validation
 * and test.
 *
 * <p>The classes are not linearly separable. Networks with 2 hidden units get stuck from about a third of all
 * initialisations, networks with 8 from none. Minsky and Papert 1969, Perceptrons; Rumelhart, Hinton and Williams
 * 1986.
 */
@Component("xor")
public record Xor() implements Dataset {
    @Override
    public Table load(Rng rng) {
        return SyntheticTables.truthTable(2, r -> r == 0b01 || r == 0b10);
    }
}
