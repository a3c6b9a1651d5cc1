package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * Parity: class 1 if the number of true inputs is odd. Every input matters in every example, which is hard for
 * gradient methods.
 *
 * <pre>
 *   class = (number of inputs that are +1) mod 2
 * </pre>
 *
 * All 2^bits examples of inputs -1 and +1, the first input changing slowest; classes 0 (even) and 1 (odd), equally
 * many. There are no others: the same examples are used for training, validation and test. With 2 bits it is xor. A
 * network with one hidden layer of as many units as bits can solve it.
 *
 * <p>Minsky and Papert 1969, Perceptrons.
 */
@Component("parity")
public record Parity(
        @Hyper(value = "3", range = "[1,16]", doc = "number of inputs")
        int bits) implements Dataset {
    @Override
    public Table load(Rng rng) {
        return SyntheticTables.truthTable(bits, r -> Integer.bitCount(r) % 2 == 1);
    }
}
