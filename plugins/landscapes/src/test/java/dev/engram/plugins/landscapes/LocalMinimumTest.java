package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which start ends in which minimum of x^4 - 3x^2 + x, through the engine: the curve's maximum at 0.16993844 divides them. */
class LocalMinimumTest {
    private static final double GLOBAL = -1.30083957;
    private static final double LOCAL = 1.13090112;
    /** A float stands still where a step is below half a unit in its last place: 6e-8 / (0.005 * 9.347) from the minimum. */
    private static final double STILL = 1.3e-6;

    private static final double BARRIER = 0.16993844;

    private static double end(double start, Optimizer o) {
        Stepper s = new Stepper(new LandscapeSource(new Quartic(), new double[] {start}), o, 1);
        for (int t = 0; t < 8000; t++) {
            s.step();
        }
        return s.evaluationPoint()[0];
    }

    @ParameterizedTest
    @ValueSource(floats = {0.005f, 0.01f, 0.02f})
    void gradientDescentEndsOnItsSideOfTheBarrierFromAll401Starts(float rate) {
        for (int i = 0; i <= 400; i++) {
            double start = -2 + i / 100.0;
            assertEquals(
                    start < BARRIER ? GLOBAL : LOCAL, end(start, new GradientDescent(rate)), STILL, "from " + start);
        }
    }

    @Test
    void momentumJumpsTheBarrierFromFarUpTheSlopeOnly() {
        for (double start : new double[] {1.8, 2.0}) {
            assertEquals(GLOBAL, end(start, new HeavyBall(0.01f, 0.9f)), STILL, "from " + start);
        }
        for (double start : new double[] {0.2, 0.5, 1.0, 1.5}) {
            assertEquals(LOCAL, end(start, new HeavyBall(0.01f, 0.9f)), STILL, "from " + start);
        }
    }
}
