package dev.engram.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void aStreamDependsOnSeedAndPathOnly() {
        RandomStream one = RandomStreams.of(1, "init/0/weights");
        RandomStreams.of(1, "init/0/bias").uniform();
        assertEquals(RandomStreams.of(1, "init/0/weights").uniform(), one.uniform());
        assertNotEquals(
                RandomStreams.of(2, "init/0/weights").uniform(),
                RandomStreams.of(1, "init/0/weights").uniform());
    }

    @Test
    void aStepStreamRestartsWhenItIsRequestedAgain() {
        StepStreams streams = new StepStreams(1, "rule");
        streams.step(7);
        float first = streams.of("noise").gaussian();
        assertEquals(first, streams.of("noise").gaussian());
        streams.step(8);
        assertNotEquals(first, streams.of("noise").gaussian());
        streams.step(7);
        assertEquals(first, streams.of("noise").gaussian());
    }

    @Test
    void uniformIntReturnsEveryNumberBelowTheBound() {
        RandomStream stream = RandomStreams.of(3, "numbers");
        int[] found = IntStream.range(0, 200)
                .map(i -> stream.uniformInt(5))
                .sorted()
                .distinct()
                .toArray();
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, found);
    }

    @Test
    void uniformIntRejectsABoundOfZeroAndNamesItself() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> RandomStreams.of(1, "numbers").uniformInt(0));
        assertEquals("uniformInt(0): the bound must be at least 1", e.getMessage());
    }

    @Test
    void shuffleReordersTheFirstNumbersOnly() {
        int[] order = IntStream.range(0, 20).toArray();
        RandomStreams.of(5, "order").shuffle(order, 15);
        assertArrayEquals(IntStream.range(15, 20).toArray(), Arrays.copyOfRange(order, 15, 20));
        assertArrayEquals(
                IntStream.range(0, 20).toArray(), Arrays.stream(order).sorted().toArray());
    }

    @Test
    void theQuantileFunctionIsThatOfTheNormalDistribution() {
        assertEquals(0, NormalQuantile.of(0.5));
        assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-15);
        assertEquals(-5.199337582192817, NormalQuantile.of(1e-7), 1e-14);
        assertEquals(-NormalQuantile.of(0.25), NormalQuantile.of(0.75));
    }
}
