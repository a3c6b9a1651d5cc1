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

/** The minimum of the quartic that is reached from each start; the maximum at 0.16993844 separates them. */
class LocalMinimumTest {
    private static final double GLOBAL = -1.30083957;
    private static final double LOCAL = 1.13090112;
    /** A float no longer changes if the step is below half an ulp: 6e-8 / (0.005 * 9.347) from the minimum. */
    private static final double RESOLUTION = 1.3e-6;

    private static final double MAXIMUM = 0.16993844;

    private static double end(double start, Optimizer o) {
        Stepper s = new Stepper(new LandscapeSource(new Quartic(), new double[] {start}), o, 1);
        for (int t = 0; t < 8000; t++) {
            s.step();
        }
        return s.evaluationPoint()[0];
    }

    @ParameterizedTest
    @ValueSource(floats = {0.005f, 0.01f, 0.02f})
    void gradientDescentEndsOnItsSideOfTheMaximumFromAll401Starts(float rate) {
        for (int i = 0; i <= 400; i++) {
            double start = -2 + i / 100.0;
            assertEquals(
                    start < MAXIMUM ? GLOBAL : LOCAL,
                    end(start, new GradientDescent(rate)),
                    RESOLUTION,
                    "from " + start);
        }
    }

    @Test
    void momentumPassesTheMaximumOnlyFromDistantStarts() {
        for (double start : new double[] {1.8, 2.0}) {
            assertEquals(GLOBAL, end(start, new HeavyBall(0.01f, 0.9f)), RESOLUTION, "from " + start);
        }
        for (double start : new double[] {0.2, 0.5, 1.0, 1.5}) {
            assertEquals(LOCAL, end(start, new HeavyBall(0.01f, 0.9f)), RESOLUTION, "from " + start);
        }
    }
}
