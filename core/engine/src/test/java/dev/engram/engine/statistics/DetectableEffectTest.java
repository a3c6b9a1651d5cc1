package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectableEffectTest {
    /** 5,000 samples have a standard error of 0.6 points. */
    @ParameterizedTest
    @CsvSource({"6, 1", "10, 1", "10, 8", "20, 3", "40, 1"})
    void theSignedRankTestShowsTheEffectInFourOfFiveSamples(int n, int family) {
        double level = 0.05 / family;
        double effect = DetectableEffect.ofSignedRank(n, level);
        Random random = new Random(n + family);
        int shown = 0;
        for (int i = 0; i < 5000; i++) {
            double[] d = new double[n];
            Arrays.setAll(d, j -> random.nextGaussian() + effect);
            shown += SignedRank.of(d).p() <= level ? 1 : 0;
        }
        assertEquals(0.8, shown / 5000.0, 0.025);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.25, 1", "10, 0.1111, 3"})
    void theTestOfFoldsShowsTheEffectInAboutFourOfFiveSamples(int k, double testPerTrain, int family) {
        double effect = DetectableEffect.ofResampledT(k, testPerTrain, 0.05 / family);
        Random random = new Random(k);
        int shown = 0;
        double shared = Math.sqrt(testPerTrain); // the variance of what the splits share and that does not average out
        for (int i = 0; i < 5000; i++) {
            double[] d = new double[k];
            double common = shared * random.nextGaussian() + effect;
            Arrays.setAll(d, j -> random.nextGaussian() + common);
            shown += ResampledT.of(d, testPerTrain).p() <= 0.05 / family ? 1 : 0;
        }
        assertEquals(0.8, shown / 5000.0, 0.06);
    }

    @Test
    void whereOnlyOneOutcomeIsSignificantTheEffectIsThatOfEqualSigns() {
        assertEquals(
                Distributions.normalUpperQuantile(1 - Math.pow(0.8, 1 / 6.0)),
                DetectableEffect.ofSignedRank(6, 0.05),
                0.03);
    }

    @Test
    void theNormalApproximationContinuesTheSamples() {
        for (int family : new int[] {1, 10}) {
            double sampled = DetectableEffect.ofSignedRank(100, 0.05 / family);
            double approximated = DetectableEffect.ofSignedRank(101, 0.05 / family);
            assertEquals(1, approximated / sampled, 0.04);
        }
    }

    @Test
    void fewDifferencesShowNothingWhateverTheEffect() {
        assertEquals(Double.POSITIVE_INFINITY, DetectableEffect.ofSignedRank(5, 0.05));
        assertEquals(Double.POSITIVE_INFINITY, DetectableEffect.ofSignedRank(10, 0.05 / 40));
        assertEquals(Double.POSITIVE_INFINITY, DetectableEffect.ofSignedRank(0, 0.05));
        assertEquals(Double.POSITIVE_INFINITY, DetectableEffect.ofResampledT(1, 0.25, 0.05));
    }

    @Test
    void theIntervalOfFoldsAtTheUsualLevelIsTheUsualOne() {
        ResampledT t = ResampledT.of(new double[] {.01, .03, -.01, .02, .04}, 0.25);
        assertEquals(t.interval().low(), t.interval(0.05).low(), 1e-15);
        assertTrue(t.interval(0.05 / 3).low() < t.interval().low());
        assertEquals(t.p() <= 0.2, t.interval(0.2).low() > 0);
        assertEquals(t.p() <= 0.3, t.interval(0.3).low() > 0);
    }
}
