package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.Trajectories.adam;
import static dev.engram.plugins.optimizers.Trajectories.rmsprop;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed forms and identities: properties that the papers state in addition to the formula. */
class ClosedFormsTest {
    private static final float TINY = 1e-12f;

    static Stream<Arguments> firstSteps() {
        return Stream.of(
                arguments(new AdaGrad(0.1f, 0, 0, 1e-10f, false), 0.1),
                arguments(rmsprop(0.01f, 1e-8f), 0.1),
                arguments(adam(0.1f, 0.9f, 0.999f, 1e-8f, true), 0.1),
                arguments(new AdaMax(0.1f, 0.9f, 0.999f, 1e-8f), 0.1),
                arguments(new AdaBelief(0.1f, 0.9f, 0.999f, 1e-16f), 0.1 / 0.9),
                arguments(new AdaDelta(1, 0.9f, 1e-6f), Math.sqrt(1e-6 / (0.1 * 9 + 1e-6)) * 3),
                arguments(new Lion(0.1f, 0.9f, 0.99f, 0), 0.1),
                arguments(new Signum(0.1f, 0.9f), 0.1),
                arguments(new Rprop(0.1f, 0.5f, 1.2f, 1e-6f, 50), 0.1));
    }

    @ParameterizedTest
    @MethodSource
    void firstSteps(Optimizer o, double length) {
        for (double slope : new double[] {3, -3}) {
            double moved = 1 - Trajectories.parametersAfter(1, new Line(slope, 0), o)[0];
            assertEquals(Math.signum(slope) * length, moved, 1e-5 * length + 1e-7);
        }
    }

    static Stream<Arguments> blind() {
        return Stream.of(
                arguments(new AdaGrad(0.1f, 0, 0, TINY, false)),
                arguments(rmsprop(0.01f, TINY)),
                arguments(adam(0.1f, 0.9f, 0.999f, TINY, true)),
                arguments(new AdaMax(0.1f, 0.9f, 0.999f, TINY)),
                arguments(new NAdam(0.1f, 0.9f, 0.999f, TINY, NAdam.Course.GROWING)),
                arguments(new AmsGrad(0.1f, 0.9f, 0.999f, TINY, AmsGrad.Maximum.BEFORE_CORRECTION)),
                arguments(new AdaBelief(0.1f, 0.9f, 0.999f, 1e-20f)),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0.1f)),
                arguments(new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50)));
    }

    /** A power of two, so that no rounding differs. */
    @ParameterizedTest
    @MethodSource("blind")
    void theScaleOfTheLossDoesNotMatter(Optimizer o) {
        float[] one = Trajectories.parametersAfter(10, new Line(1, 0.5), o),
                thousand = Trajectories.parametersAfter(10, new Line(1024, 512), o);
        assertEquals(one[0], thousand[0], 1e-5);
    }

    @Test
    void theScaleOfTheLossMattersToGradientDescent() {
        assertTrue(Math.abs(Trajectories.parametersAfter(1, new Line(1, 0), new Sgd(0.1f))[0]
                        - Trajectories.parametersAfter(1, new Line(8, 0), new Sgd(0.1f))[0])
                > 0.5);
    }

    @Test
    void aConstantGradientMakesAdaGradStepByTheRootOfTime() {
        Stepper s = Trajectories.stepper(new Line(3, 0), new AdaGrad(0.1f, 0, 0, 1e-10f, false));
        for (int t = 1; t <= 20; t++) {
            double before = s.source().arena().theta()[0];
            s.step();
            assertEquals(0.1 / Math.sqrt(t), before - s.source().arena().theta()[0], 1e-6);
        }
    }

    @Test
    void momentumOfZeroIsGradientDescent() {
        float[] plain = Trajectories.parametersAfter(10, new Rosenbrock(), new Sgd(1e-3f));
        assertArrayEquals(plain, Trajectories.parametersAfter(10, new Rosenbrock(), new Momentum(1e-3f, 0, 0, false)));
        assertArrayEquals(plain, Trajectories.parametersAfter(10, new Rosenbrock(), new Momentum(1e-3f, 0, 0, true)));
        assertArrayEquals(plain, Trajectories.parametersAfter(10, new Rosenbrock(), new Nesterov(1e-3f, 0)));
    }

    @Test
    void theAverageIsTheSumAtALargerRate() {
        float[] sum = Trajectories.parametersAfter(10, new Bowl(), new Momentum(0.01f, 0.9f, 0, false));
        float[] average = Trajectories.parametersAfter(10, new Bowl(), new Momentum(0.1f, 0.9f, 0, true));
        assertArrayEquals(sum, average, 1e-6f);
        float[] damped = Trajectories.parametersAfter(10, new Bowl(), new Momentum(0.1f, 0.9f, 0.9f, false));
        assertTrue(Math.abs(damped[0] - average[0]) > 1e-2, "dampening leaves the first step as it is");
    }

    @Test
    void gradientDescentOnAQuadraticFollowsItsClosedFormAndDivergesBeyondTwoOverCurvature() {
        double h = 10;
        assertEquals(
                StrictMath.pow(1 - 0.05 * h, 12),
                Trajectories.parametersAfter(12, new Line(0, h), new Sgd(0.05f))[0],
                1e-7);
        assertTrue(Math.abs(Trajectories.parametersAfter(200, new Line(0, h), new Sgd(0.199f))[0]) < 1);
        assertTrue(Math.abs(Trajectories.parametersAfter(200, new Line(0, h), new Sgd(0.201f))[0]) > 1);
        float limit = (float) (2 * (1 + 0.9) / h);
        assertTrue(Math.abs(
                        Trajectories.parametersAfter(200, new Line(0, h), new Momentum(0.99f * limit, 0.9f, 0, false))[
                                0])
                < 1);
        assertTrue(Math.abs(
                        Trajectories.parametersAfter(200, new Line(0, h), new Momentum(1.01f * limit, 0.9f, 0, false))[
                                0])
                > 1);
    }

    @Test
    void lionMovesEveryCoordinateByItsRate() {
        Stepper s = Trajectories.stepper(new Rosenbrock(), new Lion(0.01f, 0.9f, 0.99f, 0));
        for (int t = 0; t < 20; t++) {
            float[] before = s.source().arena().theta().clone();
            s.step();
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        before[i] - s.source().arena().theta()[i] > 0 ? 0.01f : -0.01f,
                        before[i] - s.source().arena().theta()[i],
                        2 * Math.ulp(before[i]));
            }
        }
    }

    @Test
    void signumWithoutMomentumIsSignSgd() {
        assertArrayEquals(
                Trajectories.parametersAfter(30, new Rosenbrock(), new SignSgd(0.01f)),
                Trajectories.parametersAfter(30, new Rosenbrock(), new Signum(0.01f, 0)));
    }

    @Test
    void rpropStaysWithinItsLimitsAndAsksForFullBatches() {
        Rprop rprop = new Rprop(0.01f, 0.5f, 1.2f, 0.005f, 0.02f);
        assertEquals(Set.of(Requirement.FULL_BATCH), rprop.requirements());
        Stepper s = Trajectories.stepper(new Rosenbrock(), rprop);
        for (int t = 0; t < 100; t++) {
            s.step();
            for (float d : s.save().slots().get("length")) {
                assertTrue(d >= 0.005f && d <= 0.02f);
            }
        }
        String why = assertThrows(IncompatibleException.class, () -> new Rprop(0.01f, 0.5f, 1.2f, 2, 1))
                .getMessage();
        assertEquals("the shortest step, 2.0, is longer than the longest, 1.0; swap them", why);
    }

    /** Tiny gradients, whose product would underflow, still have signs. */
    @Test
    void rpropUsesSignsOfTheSmallestGradients() {
        float[] small = Trajectories.parametersAfter(4, new Line(1e-30, 0), new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50));
        assertEquals(1 - 0.01 * (1 + 1.2 + 1.44 + 1.728), small[0], 1e-6);
    }

    @Test
    void dampeningAndAverageExcludeEachOther() {
        String why = assertThrows(IncompatibleException.class, () -> new Momentum(0.1f, 0.9f, 0.5f, true))
                .getMessage();
        assertTrue(why.startsWith("dampening cannot be combined with average: true"), why);
    }
}
