package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.Epsilon.AFTER_CORRECTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed forms and identities: properties that the papers state in addition to the formula. */
class ClosedFormsTest {
    private static final float TINY = 1e-12f;

    /** f = slope x + curvature x^2 / 2 from x = 1. */
    private record Line(double slope, double curvature) implements Landscape {
        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int cols() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            gradient[0] = slope + curvature * x[0];
            return slope * x[0] + curvature * x[0] * x[0] / 2;
        }

        @Override
        public double[] start() {
            return new double[] {1};
        }
    }

    private static Adam adam(float rate, float beta1, float beta2, float epsilon, boolean correction) {
        return new Adam(rate, beta1, beta2, epsilon, AFTER_CORRECTION, correction);
    }

    private static RmsProp rmsprop(float rate, float epsilon) {
        return new RmsProp(rate, 0.99f, 0, false, epsilon, false, 0, false);
    }

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
    void adamWithoutMomentumAndCorrectionIsRmsProp() {
        assertArrayEquals(
                Trajectories.parametersAfter(10, new Rosenbrock(), rmsprop(0.01f, 1e-8f)),
                Trajectories.parametersAfter(10, new Rosenbrock(), adam(0.01f, 0, 0.99f, 1e-8f, false)));
    }

    @Test
    void adamThatForgetsAtOnceTakesTheGradientOverItsOwnSize() {
        double g = 3, eps = 0.5;
        assertEquals(
                1 - 3 * 0.1 * g / (g + eps),
                Trajectories.parametersAfter(3, new Line(g, 0), adam(0.1f, 0, 0, 0.5f, true))[0],
                1e-6);
    }

    @Test
    void withoutDecayAdamWIsAdam() {
        assertArrayEquals(
                Trajectories.parametersAfter(10, new Rosenbrock(), adam(0.1f, 0.9f, 0.999f, 1e-8f, true)),
                Trajectories.parametersAfter(
                        10, new Rosenbrock(), new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, AFTER_CORRECTION, 0, true)));
    }

    @Test
    void withoutAGradientAdamWShrinksAndTheCoupledDecayGoesStraight() {
        Landscape flat = new Line(0, 0);
        double shrunk = Trajectories.parametersAfter(
                5, flat, new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, AFTER_CORRECTION, 0.1f, true))[0];
        assertEquals(StrictMath.pow(0.99, 5), shrunk, 1e-6);
        Optimizer coupled = new Chain(List.of(new WeightDecay(0.1f, true), adam(0.1f, 0.9f, 0.999f, 1e-8f, true)));
        assertEquals(0.9, Trajectories.parametersAfter(1, flat, coupled)[0], 1e-6);
    }

    @Test
    void whatAmsGradDividesByNeverFalls() {
        for (AmsGrad.Maximum maximum : AmsGrad.Maximum.values()) {
            Stepper s = Trajectories.stepper(new Rosenbrock(), new AmsGrad(0.1f, 0.9f, 0.9f, 1e-8f, maximum));
            float[] before = new float[2];
            boolean fell = false;
            float[] last = new float[2];
            for (int t = 0; t < 50; t++) {
                s.step();
                float[] now = s.save().slots().get("largest"),
                        v = s.save().slots().get("v");
                assertTrue(now[0] >= before[0] && now[1] >= before[1], maximum + " at step " + s.t());
                fell |= v[0] < last[0];
                before = now;
                last = v;
            }
            assertTrue(fell, "the mean square itself does fall");
        }
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
    void theFirstFiveStepsOfRAdamAreNotDividedByAnything() {
        Line steep = new Line(100, 0);
        RAdam radam = new RAdam(1e-3f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 5, RAdam.Start.MOMENTUM);
        assertEquals(1 - 5 * 1e-3 * 100, Trajectories.parametersAfter(5, steep, radam)[0], 1e-6);
        double sixth =
                Trajectories.parametersAfter(5, steep, radam)[0] - Trajectories.parametersAfter(6, steep, radam)[0];
        assertTrue(sixth > 0 && sixth < 1e-3, "the sixth is: " + sixth);
        RAdam waits = new RAdam(1e-3f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 5, RAdam.Start.WAIT);
        assertEquals(1, Trajectories.parametersAfter(5, steep, waits)[0]);
        assertEquals(sixth, 1 - Trajectories.parametersAfter(6, steep, waits)[0], 1e-7);
    }

    /** A known property: without normalisation, the first steps diverge if gradients are in the hundreds. */
    @Test
    void rAdamDivergesWhereItsFirstStepsAreTooLarge() {
        RAdam radam = new RAdam(0.01f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 5, RAdam.Start.MOMENTUM);
        Stepper s = Trajectories.stepper(new Rosenbrock(), radam);
        boolean finite = true;
        while (finite && s.t() < 100) {
            finite = s.step();
        }
        assertFalse(finite);
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

    /** Two halves of one schedule of gradients: the product of NAdam's momenta has to be kept. */
    @Test
    void nAdamContinuesIdenticallyAfterRestoring() {
        NAdam o = new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING);
        Stepper one = Trajectories.stepper(new Rosenbrock(), o), two = Trajectories.stepper(new Rosenbrock(), o);
        for (int t = 0; t < 7; t++) {
            one.step();
        }
        two.restore(one.save());
        assertEquals(Set.of("product"), two.save().scalars().keySet());
        one.step();
        two.step();
        assertTrue(
                Arrays.equals(one.source().arena().theta(), two.source().arena().theta()));
    }

    /** Elementwise optimizers declare it, and those with a scalar for all parameters do not. */
    @Test
    void onlyWhatNeedsNoCommonNumberIsElementwise() {
        assertFalse(new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING).elementwise());
        assertEquals(
                new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING),
                new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING, 0.004));
        assertTrue(new NAdam(0.1f, 0.9f, 0.999f, 1e-8f, NAdam.Course.CONSTANT).elementwise());
        assertFalse(new WeightDecay(0.1f, false).elementwise());
        assertTrue(new WeightDecay(0.1f, true).elementwise());
        Optimizer sum = (Step s) -> s.dot(s.gradient(), s.gradient());
        assertFalse(sum.elementwise());
    }
}
