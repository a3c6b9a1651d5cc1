package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.Landscape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The matrices and examples of DeepOBS, and the order of its batches. */
class QuadraticDeepTest {
    private static double startValue(int matrix) {
        Landscape f = LandscapeSource.load(new QuadraticDeep(matrix, 128));
        return f.value(f.start(), new double[f.cols()]);
    }

    @Test
    void theGeneratorIsThatOfNumpy() {
        NumpyRandom random = new NumpyRandom(42);
        assertEquals(0.3745401188473625, random.uniform());
        assertEquals(0.9507143064099162, random.uniform());
        NumpyRandom normal = new NumpyRandom(42);
        assertEquals(0.4967141530112327, normal.normal(), 1e-15);
        assertEquals(-0.13826430117118466, normal.normal(), 1e-15);
    }

    /** Each published run on this problem tells by its first value which matrix it has. */
    @Test
    void theValuesAtTheStartAreThePublishedOnes() {
        assertEquals(353.4468, startValue(1), 5e-5);
        assertEquals(347.358, startValue(2), 5e-4);
        assertEquals(274.101, startValue(10), 5e-4);
    }

    private static double[] noise(Landscape f, long step) {
        double[] g = new double[f.cols()];
        f.addNoise(f.start(), step, g, RandomStreams.of(step, "noise"));
        return g;
    }

    @Test
    void theBatchesOfARunAreTheSameInEveryEpochAndDifferBetweenSeeds() {
        Landscape f = LandscapeSource.load(new QuadraticDeep(1, 128), 3);
        assertArrayEquals(noise(f, 2), noise(f, 2 + 7));
        assertFalse(Arrays.equals(noise(f, 2), noise(f, 3)));
        assertArrayEquals(noise(f, 2), noise(LandscapeSource.load(new QuadraticDeep(1, 128), 3), 2));
        assertFalse(Arrays.equals(noise(f, 2), noise(LandscapeSource.load(new QuadraticDeep(1, 128), 4), 2)));
    }
}
