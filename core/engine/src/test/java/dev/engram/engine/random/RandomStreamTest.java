package dev.engram.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.kernel.vector.VectorModule;
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

    @Test
    void aFilledArrayHasTheBitsOfSingleCallsAndTheStreamGoesOnBehindThem() {
        for (int size : new int[] {0, 1, 7, 15, 16, 23, 24, 255, 256, 257, 511, 512, 513, 1_000_000}) {
            RandomStream single = RandomStreams.of(size, "noise");
            RandomStream filled = RandomStreams.of(size, "noise");
            float[] expected = new float[size + 3];
            float[] actual = new float[size + 3];
            single.gaussian();
            filled.gaussian();
            for (int i = 0; i < size; i++) {
                expected[2 + i] = single.gaussian();
            }
            filled.fillGaussian(actual, 2, 2 + size);
            assertArrayEquals(expected, actual, "size " + size);
            assertEquals(single.gaussian(), filled.gaussian(), "the number after " + size);
        }
    }

    @Test
    void filledSignsAreThoseOfUniformNumbersAndTheStreamGoesOnBehindThem() {
        for (int size : new int[] {0, 1, 15, 16, 17, 513, 1_000}) {
            RandomStream single = RandomStreams.of(4, "signs");
            RandomStream filled = RandomStreams.of(4, "signs");
            float[] expected = new float[size + 2];
            float[] actual = new float[size + 2];
            for (int i = 1; i <= size; i++) {
                expected[i] = single.uniform() < 0.5f ? -1 : 1;
            }
            filled.fillSigns(actual, 1, size + 1);
            assertArrayEquals(expected, actual, "size " + size);
            assertEquals(single.uniform(), filled.uniform(), "the number after " + size);
        }
    }

    @Test
    void streamsThatShareWorkingMemoryDoNotDisturbEachOther() {
        StepStreams streams = new StepStreams(2, "rule");
        streams.step(1);
        RandomStream one = streams.of("one");
        RandomStream two = streams.of("two");
        float[] actual = new float[700];
        float[] other = new float[700];
        one.fillGaussian(actual, 0, 600);
        two.fillSigns(other, 0, 700);
        one.fillGaussian(actual, 600, 700);
        float[] expected = new float[700];
        streams.of("one").fillGaussian(expected, 0, 700);
        assertArrayEquals(expected, actual);
    }

    @Test
    void theFirstAndTheLastProbabilityInTheMiddleAreWhereTheTailsBegin() {
        assertFalse(NormalQuantile.isTail(NormalQuantile.probability(NormalQuantile.FIRST_IN_MIDDLE << 11)));
        assertTrue(NormalQuantile.isTail(NormalQuantile.probability(NormalQuantile.FIRST_IN_MIDDLE - 1 << 11)));
        assertFalse(NormalQuantile.isTail(NormalQuantile.probability(NormalQuantile.LAST_IN_MIDDLE << 11)));
        assertTrue(NormalQuantile.isTail(NormalQuantile.probability(NormalQuantile.LAST_IN_MIDDLE + 1 << 11)));
    }

    @Test
    void vectorsOfTailsHaveTheBitsOfSingleQuantilesInEveryBranch() {
        assumeTrue(VectorModule.PRESENT && VectorGaussianBlock.SUPPORTED);
        RandomStream stream = RandomStreams.of(6, "tails");
        double[] p = new double[4_000];
        for (int i = 0; i < p.length; i++) {
            double lower = Math.scalb(0.075 * (stream.uniform() + 0.5f), -stream.uniformInt(20));
            p[i] = i % 2 == 0 ? lower : 1 - lower;
        }
        assertSameTails(p);
        double power = 0x1p-6;
        assertSameTails(0.01, power, Math.nextUp(power), Math.nextDown(power), 0.02); // the logarithm of about 1
        assertSameTails(0.01, 1.51e-11, 1.49e-11, 1.4e-11, 1.38e-11, 0x1p-54, 1 - 0x1p-53); // beyond the fifth sigma
        assertSameTails(0x1p-54);
    }

    private static void assertSameTails(double... p) {
        double[] expected = Arrays.stream(p).map(NormalQuantile::tail).toArray();
        double[] actual = new double[p.length];
        new VectorNormalTail(p.length + 7)
                .replace(p.length, IntStream.range(0, p.length).toArray(), p, actual);
        assertArrayEquals(expected, actual);
    }

    @Test
    void theLogarithmIsThatOfStrictMath() {
        RandomStream stream = RandomStreams.of(9, "numbers");
        for (int i = 0; i < 1_000_000; i++) {
            double x = stream.uniform() * 0x1p-1 + stream.uniform() * 0x1p-25;
            assertSameLogarithm(x * Math.scalb(1.0, -stream.uniformInt(60)));
        }
        for (int exponent = -1000; exponent < -1; exponent++) {
            double power = Math.scalb(1.0, exponent);
            for (double x : new double[] {power, Math.nextUp(power), Math.nextDown(power), power * (1 + 0x1p-20)}) {
                assertSameLogarithm(x);
            }
            for (double fraction : new double[] {1.189, 1.4142135, 1.4142137, 1.683, 1.99999}) {
                assertSameLogarithm(power * fraction);
            }
        }
    }

    private static void assertSameLogarithm(double x) {
        if (x >= Double.MIN_NORMAL && StrictMath.log(x) != StrictLogarithm.of(x)) {
            assertEquals(StrictMath.log(x), StrictLogarithm.of(x), () -> "logarithm of " + x);
        }
    }
}
