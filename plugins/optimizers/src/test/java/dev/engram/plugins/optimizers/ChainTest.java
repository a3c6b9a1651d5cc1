package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.Epsilon.AFTER_CORRECTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chains and their usual links, on the parameters of a network. */
class ChainTest {
    private static final LearningRule GRADIENT = new Backpropagation();
    private static final Adam ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f, AFTER_CORRECTION, true);

    private static Optimizer chain(Optimizer... links) {
        return new Chain(List.of(links));
    }

    private static TrainingHarness lab(Optimizer o) {
        return new TrainingHarness(TrainingTask.typical(), GRADIENT, o);
    }

    private static float[] after(int steps, Optimizer o) {
        TrainingHarness trainingHarness = lab(o);
        trainingHarness.steps(steps);
        return trainingHarness.theta();
    }

    /** Returns what the first step subtracts. */
    private static float[] firstStep(TrainingHarness trainingHarness) {
        float[] step = trainingHarness.theta().clone();
        trainingHarness.step();
        for (int i = 0; i < step.length; i++) {
            step[i] -= trainingHarness.theta()[i];
        }
        return step;
    }

    private static float[] part(float[] a, Parameter p) {
        return Arrays.copyOfRange(a, p.from(), p.to());
    }

    @Test
    void aChainOfOneIsItsLink() {
        assertArrayEquals(after(20, ADAM), after(20, chain(ADAM)));
        assertArrayEquals(after(20, ADAM), after(20, chain(chain(ADAM))));
    }

    @Test
    void eachLinkFindsWhatTheOneBeforeItHasLeft() {
        assertArrayEquals(after(5, new Sgd(0.125f)), after(5, chain(new Sgd(0.5f), new Sgd(0.25f))));
    }

    @Test
    void linksOfOneKindKeepTheirMemoryApart() {
        TrainingHarness trainingHarness =
                lab(chain(new Momentum(1, 0.9f, 0, false), new Momentum(0.01f, 0.5f, 0, false)));
        trainingHarness.steps(3);
        assertEquals(
                Set.of("0/momentum", "1/momentum"),
                trainingHarness.stepper().save().slots().keySet());
    }

    @Test
    void aChainNeedsWhatItsLinksNeed() {
        Chain c = new Chain(List.of(ADAM, new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50)));
        assertEquals(Set.of(Requirement.FULL_BATCH), c.requirements());
        assertFalse(c.elementwise());
    }

    @Test
    void aChainHasLinks() {
        assertEquals(
                "a chain needs 1 to 100 optimizers, found 0",
                assertThrows(IncompatibleException.class, () -> new Chain(List.of()))
                        .getMessage());
        assertEquals(
                "a chain needs 1 to 100 optimizers, found 101",
                assertThrows(IncompatibleException.class, () -> new Chain(Collections.nCopies(101, ADAM)))
                        .getMessage());
    }

    @Test
    void clippingByGlobalNormPreservesTheDirectionOfTheWholeGradient() {
        TrainingHarness trainingHarness = lab(chain(new ClipByGlobalNorm(0.01f, 0), new Sgd(1)));
        float[] step = firstStep(trainingHarness);
        assertEquals(0.01, ArrayMath.norm(step), 1e-6);
        assertEquals(1, ArrayMath.cosine(step, trainingHarness.gradient()), 1e-5);
        Parameter p = trainingHarness.parameter("layer1/weights");
        assertTrue(ArrayMath.norm(part(step, p)) < 0.009, "one norm for all, not one for each");
    }

    @Test
    void clippingByNormShortensTheGradientOfEachParameterByItself() {
        TrainingHarness trainingHarness = lab(chain(new ClipByNorm(0.01f), new Sgd(1)));
        float[] step = firstStep(trainingHarness);
        for (Parameter p : trainingHarness.arena().parameters()) {
            assertEquals(0.01, ArrayMath.norm(part(step, p)), 1e-6, p.name());
            assertEquals(1, ArrayMath.cosine(part(step, p), part(trainingHarness.gradient(), p)), 1e-5, p.name());
        }
        assertTrue(ArrayMath.cosine(step, trainingHarness.gradient()) < 0.999, "the whole is turned");
    }

    @Test
    void clippingByRmsMeansTheSameForSmallAndLargeParameters() {
        TrainingHarness trainingHarness = lab(chain(new ClipByRms(0.001f), new Sgd(1)));
        float[] step = firstStep(trainingHarness);
        for (Parameter p : trainingHarness.arena().parameters()) {
            assertEquals(0.001 * Math.sqrt(p.to() - p.from()), ArrayMath.norm(part(step, p)), 1e-6, p.name());
        }
    }

    @Test
    void clippingByValueCutsWhatIsTooLargeAndLeavesTheRest() {
        float limit = 0.02f;
        TrainingHarness trainingHarness = lab(chain(new ClipByValue(limit), new Sgd(1)));
        float[] step = firstStep(trainingHarness), g = trainingHarness.gradient();
        int cut = 0;
        for (int i = 0; i < g.length; i++) {
            cut += Math.abs(g[i]) > limit ? 1 : 0;
            assertEquals(Math.max(-limit, Math.min(limit, g[i])), step[i], 1e-7);
        }
        assertTrue(cut > 0 && cut < g.length);
        assertTrue(ArrayMath.cosine(step, g) < 0.99, "the direction changes");
    }

    @Test
    void whatIsWithinTheLimitsPassesUnchanged() {
        float[] plain = after(5, new Sgd(0.1f));
        for (Optimizer clip :
                List.of(new ClipByValue(100), new ClipByNorm(100), new ClipByGlobalNorm(100, 0), new ClipByRms(100))) {
            assertArrayEquals(plain, after(5, chain(clip, new Sgd(0.1f))), clip.toString());
        }
    }

    @Test
    void coupledDecayIsTheDecoupledOneForPlainDescentOnly() {
        Optimizer sgd = new Sgd(0.1f), momentum = new Momentum(0.1f, 0.9f, 0, false);
        WeightDecay front = new WeightDecay(0.1f, true), behind = new WeightDecay(0.01f, true);
        assertTrue(ArrayMath.relativeDifference(after(10, chain(front, sgd)), after(10, chain(sgd, behind))) < 1e-6);
        assertTrue(ArrayMath.relativeDifference(after(10, chain(front, momentum)), after(10, chain(momentum, behind)))
                > 1e-3);
    }

    @Test
    void adamWithDecayBehindItIsAdamW() {
        float[] adamw = after(10, new AdamW(0.01f, 0.9f, 0.999f, 1e-8f, AFTER_CORRECTION, 0.5f, true));
        assertTrue(ArrayMath.relativeDifference(after(10, chain(ADAM, new WeightDecay(0.005f, true))), adamw) < 1e-6);
        assertTrue(ArrayMath.relativeDifference(after(10, chain(new WeightDecay(0.5f, true), ADAM)), adamw) > 1e-3);
    }

    @Test
    void decayMaySpareBiases() {
        TrainingHarness all = lab(new WeightDecay(0.1f, true)),
                weights = lab(new WeightDecay(0.1f, false)),
                none = lab(new Sgd(1));
        for (TrainingHarness l : List.of(all, weights, none)) {
            l.transform(x -> x + 1);
            l.step();
        }
        for (Parameter p : all.arena().parameters()) {
            assertArrayEquals((p.isWeight() ? all : none).theta(p.name()), weights.theta(p.name()), p.name());
            assertTrue(ArrayMath.relativeDifference(all.theta(p.name()), none.theta(p.name())) > 1e-3, p.name());
        }
    }
}
