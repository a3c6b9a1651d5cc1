package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectOntoBoxTest {
    /** A bowl around (3, -0.25). */
    private static final class OutsideBowl implements Landscape {
        @Override
        public int cols() {
            return 2;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            gradient[0] = x[0] - 3;
            gradient[1] = x[1] + 0.25;
            return 0.5 * (gradient[0] * gradient[0] + gradient[1] * gradient[1]);
        }

        @Override
        public double[] start() {
            return new double[] {0.5, 7};
        }
    }

    private static float[] after(int steps, Optimizer... links) {
        LandscapeSource source = new LandscapeSource(new OutsideBowl(), new OutsideBowl().start());
        Stepper stepper = new Stepper(source, new Chain(List.of(links)), 1);
        for (int k = 0; k < steps; k++) {
            stepper.step();
        }
        return source.arena().theta();
    }

    @Test
    void projectedDescentEndsAtThePointOfTheBoxNearestToTheMinimumOfABowl() {
        float[] x = after(200, new Sgd(0.1f), new ProjectOntoBox(-1, 1));
        assertEquals(1, x[0]);
        assertEquals(-0.25, x[1], 1e-6);
    }

    @Test
    void theFirstStepMovesAPointFromOutsideToTheBound() {
        float[] x = after(1, new Sgd(0), new ProjectOntoBox(-1, 2));
        assertEquals(0.5, x[0]);
        assertEquals(2, x[1]);
    }

    @Test
    void noCoordinateLeavesTheBoxWhateverTheMethod() {
        Adam adam = new Adam(0.9f, 0.9f, 0.99f, 1e-8f, Epsilon.AFTER_CORRECTION, true);
        for (int steps = 1; steps < 40; steps++) {
            for (float x : after(steps, adam, new ProjectOntoBox(-0.5f, 0.7f))) {
                assertTrue(x >= -0.5000001f && x <= 0.7000001f, x + " after " + steps);
            }
        }
    }

    @Test
    void anEmptyBoxIsRejected() {
        IncompatibleException e = assertThrows(IncompatibleException.class, () -> new ProjectOntoBox(1, 1));
        assertEquals("project-onto-box needs low below high, not low 1.0 and high 1.0", e.getMessage());
    }
}
