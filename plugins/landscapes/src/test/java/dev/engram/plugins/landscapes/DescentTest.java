package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Theoretical results on gradient descent on these functions, reproduced with the engine. */
class DescentTest {
    private static Stepper on(Landscape f, Optimizer o, double... start) {
        return new Stepper(new LandscapeSource(f, start, 1), o, 1);
    }

    private static float[] after(int steps, Stepper s) {
        for (int t = 0; t < steps; t++) {
            s.step();
        }
        return s.evaluationPoint();
    }

    /**
     * The formula in the documentation, for noise, rate 0.1 and curvature 1: a variance of x of 0.05263, and 0.51351
     * with momentum 0.9.
     */
    @Test
    void theNoisyQuadraticHasItsStationaryVariance() {
        assertEquals(0.05263, variance(new GradientDescent(0.1f)), 0.05263 * 0.05);
        assertEquals(0.51351, variance(new HeavyBall(0.1f, 0.9f)), 0.51351 * 0.1);
    }

    private static double variance(Optimizer o) {
        Stepper s = on(new NoisyQuadratic(List.of(1.0), 1), o, 0);
        after(1000, s);
        int n = 200_000;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            s.step();
            squares += (double) s.evaluationPoint()[0] * s.evaluationPoint()[0];
        }
        return squares / n;
    }

    @Test
    void theSaddleIsReachedFromItsRidgeAndLeftAtTheKnownRateFromOtherStarts() {
        assertArrayEquals(new float[] {0, 0}, after(2000, on(new Saddle(), new GradientDescent(0.1f), 1, 0)), 1e-30f);
        float[] x = after(50, on(new Saddle(), new GradientDescent(0.1f), 1, 1e-3));
        assertEquals(1e-3 * StrictMath.pow(1.2, 50), x[1], 1e-3 * StrictMath.pow(1.2, 50) * 1e-5);
    }

    @Test
    void theMonkeySaddleIsApproachedLikeOneOverTime() {
        float x = after(100_000, on(new MonkeySaddle(), new GradientDescent(0.01f), 1, 0))[0];
        assertEquals(1 / (3 * 0.01 * 100_000), x, 2e-6);
    }

    @Test
    void onRastriginDescentEndsInTheNearestMinimum() {
        assertArrayEquals(
                new float[] {3.979784f, -0.994959f},
                after(1000, on(new Rastrigin(2), new GradientDescent(0.001f), 4.2, -0.8)),
                1e-5f);
    }

    @Test
    void everyMinimumOfHimmelblauIsReachedFromItsQuadrant() {
        double[][] ends = {{3, 2}, {-2.805118, 3.131313}, {3.584428, -1.848127}, {-3.779310, -3.283186}};
        double[][] starts = {{4, 4}, {-4, 4}, {4, -4}, {-4, -4}};
        for (int i = 0; i < 4; i++) {
            float[] x = after(2000, on(new Himmelblau(), new GradientDescent(0.005f), starts[i]));
            assertEquals(ends[i][0], x[0], 1e-5);
            assertEquals(ends[i][1], x[1], 1e-5);
        }
    }

    @Test
    void aRateAboveTheBoundDivergesOnBooth() {
        assertArrayEquals(new float[] {1, 3}, after(2000, on(new Booth(), new GradientDescent(0.11f), 0, 0)), 1e-5f);
        assertTrue(Math.abs(after(200, on(new Booth(), new GradientDescent(0.112f), 0, 0))[0]) > 1);
    }
}
