package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.Epsilon.AFTER_CORRECTION;
import static dev.engram.plugins.optimizers.Trajectories.adam;
import static dev.engram.plugins.optimizers.Trajectories.rmsprop;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Identities of Adam and its relatives. */
class AdamIdentitiesTest {
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

    /**
     * The JIT compiler removes the arrays that StrictMath.pow allocates only if all calls before took the same
     * branches. A JVM that has computed other powers shows whether a step computes one.
     */
    @Test
    void aStepOfNadamAllocatesNothingAfterOtherPowers() {
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += StrictMath.pow(1 + i % 97 / 96.0, 1.5 + i % 3);
        }
        assertTrue(sum > 0);
        Check allocation = Contract.of(new NAdam(0.002f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING)).stream()
                .filter(c -> c.name().equals("a step allocates nothing"))
                .findFirst()
                .orElseThrow();
        ContractResult result = allocation.run();
        assertFalse(result.failed(), result.message());
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
