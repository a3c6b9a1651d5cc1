package dev.engram.plugins.metrics.listeners;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static FakeRun atRates(double first, double last, int steps) {
        return new FakeRun(
                new float[1],
                new double[1],
                new float[10][1],
                s -> first * Math.pow(last / first, (s - 1.0) / (steps - 1)));
    }

    /** The loss falls as 1 / (1 + (rate / 0.1)^2), most steeply on a logarithmic scale at 0.1. */
    @Test
    void theRangeTestFindsTheRateOfSteepestDescent() {
        int steps = 1000;
        FakeRun run = atRates(1e-4, 10, steps).followedBy(new LearningRateRange(0));
        for (int t = 1; t <= steps; t++) {
            double rate = 1e-4 * Math.pow(1e5, (t - 2.0) / (steps - 1));
            run.call(t, 1 / (1 + Math.pow(rate / 0.1, 2)));
            if (t > 1) {
                assertEquals(rate, run.get("rate"), 1e-9 * rate, "a loss belongs to the rate that led to it");
            }
        }
        run.end();
        assertEquals(0.1, run.get("steepest"), 0.002);
        assertEquals(10, run.get("lowest"), 0.2);
    }

    /** After a rate of 1, the loss jumps up and falls back more steeply than before, but not as low. */
    @Test
    void theRangeTestDoesNotSearchBehindTheLeastLoss() {
        int steps = 1000;
        FakeRun run = atRates(1e-4, 10, steps).followedBy(new LearningRateRange(0));
        for (int t = 1; t <= steps; t++) {
            double rate = 1e-4 * Math.pow(1e5, (t - 2.0) / (steps - 1));
            double jump = rate < 1 ? 0 : 5 + Math.sin(20 * Math.log(rate));
            run.call(t, jump + 1 / (1 + Math.pow(rate / 0.1, 2)));
        }
        run.end();
        assertEquals(0.1, run.get("steepest"), 0.002);
        assertEquals(1, run.get("lowest"), 0.02);
    }

    @Test
    void theRangeTestSmoothsTheLossWithoutBias() {
        FakeRun run = atRates(0.1, 1, 1000).followedBy(new LearningRateRange(0.9));
        run.call(1, 7);
        assertFalse(run.series.containsKey("loss"), "no step led to the first loss");
        run.call(2, 4);
        assertEquals(4, run.get("smoothed"), 1e-12);
        run.call(3, 2);
        assertEquals((0.09 * 4 + 0.1 * 2) / 0.19, run.get("smoothed"), 1e-12);
    }

    @Test
    void theRangeTestRejectsARateThatDoesNotRise() {
        assertThrows(IncompatibleException.class, () -> atRates(0.1, 0.1, 1000).followedBy(new LearningRateRange(0.9)));
    }

    @Test
    void aRangeTestOfAShortRunIsSearchedAfterItsFirstQuarter() {
        FakeRun run = atRates(0.1, 1, 1000).followedBy(new LearningRateRange(0.9995));
        for (int t = 1; t <= 252; t++) {
            run.call(t, 1000 - t);
        }
        run.end();
        assertEquals(0.1 * Math.pow(10, 250.0 / 999), run.get("lowest"), 1e-9, "only the last step is searched");
    }

    /** The covariance and the mean of the examples are computed directly. */
    @Test
    void theNoiseScaleOfGaussianGradientsIsThatOfTheirCovariance() {
        Random random = new Random(3);
        int examples = 2000;
        float[][] gradients = new float[examples][3];
        double[] mean = new double[3];
        for (float[] g : gradients) {
            for (int i = 0; i < 3; i++) {
                g[i] = (float) (1 + 2 * random.nextGaussian());
                mean[i] += g[i] / (double) examples;
            }
        }
        double noise = 0;
        double squared = 0;
        for (int i = 0; i < 3; i++) {
            squared += mean[i] * mean[i];
            for (float[] g : gradients) {
                noise += Math.pow(g[i] - mean[i], 2) / examples;
            }
        }
        FakeRun run = new FakeRun(new float[3], new double[3], gradients, s -> 0.1)
                .followedBy(new GradientNoiseScale(4, 8, 5000));
        run.call(0, Double.NaN);
        assertEquals(noise, run.get("noise"), 0.02 * noise);
        assertEquals(squared, run.get("gradient"), 0.03 * squared);
        assertEquals(noise / squared, run.get("noise-scale"), 0.05 * noise / squared);
    }

    @Test
    void theEigenvalueOfAQuadraticIsItsLargestCurvatureInSize() {
        FakeRun run = new FakeRun(new float[4], 0.5, -7, 3, 6).followedBy(new HessianEigenvalue(10, 1000, 1e-9));
        run.call(0, Double.NaN);
        assertEquals(-7, run.get("eigenvalue"), 1e-5);
        assertTrue(run.get("residual") < 1e-3);
    }

    @Test
    void theEigenvalueOfAFlatLossIsZero() {
        FakeRun run = new FakeRun(new float[2], 0, 0).followedBy(new HessianEigenvalue(10, 10, 0.001));
        run.call(0, Double.NaN);
        assertEquals(0, run.get("eigenvalue"));
        assertTrue(Double.isNaN(run.get("residual")));
    }

    /** From (2, 0) to (0, 4): the loss is 2 (2 - 2a)^2 + 0.25 (4a)^2. */
    @Test
    void theSliceOfAQuadraticIsTheParabola() {
        float[] theta = {2, 0};
        FakeRun run = new FakeRun(theta, 4, 0.5).followedBy(new LossSlice(-0.5, 1.5, 5, 10));
        theta[0] = 0;
        theta[1] = 4;
        run.end();
        for (double a : new double[] {-0.5, 0, 0.5, 1, 1.5}) {
            assertEquals(2 * Math.pow(2 - 2 * a, 2) + 4 * a * a, run.get("loss[" + a + "]"), 1e-5);
        }
        assertThrows(IncompatibleException.class, () -> new LossSlice(1, 1, 5, 10));
    }

    @Test
    void histogramsCountEveryValueOnceBetweenTheLeastAndTheGreatest() {
        FakeRun run = new FakeRun(new float[] {-1, 0.9f, 1, 3}, 1, 1, 1, 1).followedBy(new Histograms(4));
        run.call(0, Double.NaN);
        assertArrayEquals(new long[] {1, 1, 1, 1}, run.histograms.get("layer0/weights"));
        assertEquals(-1, run.get("layer0/weights[least]"));
        assertEquals(3, run.get("layer0/weights[greatest]"));
        assertFalse(run.histograms.containsKey("layer0/weights/update"), "there is no update before the first step");
        run.call(1, 1, 2, 2, 2, 2);
        assertArrayEquals(new long[] {4, 0, 0, 0}, run.histograms.get("layer0/weights/update"));
    }

    @Test
    void aParameterThatIsNotFiniteHasNoHistogram() {
        FakeRun run = new FakeRun(new float[] {1, Float.NaN}, 1, 1).followedBy(new Histograms(4));
        run.call(0, Double.NaN);
        assertTrue(run.histograms.isEmpty());
    }
}
