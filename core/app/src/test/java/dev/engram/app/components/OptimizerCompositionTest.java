package dev.engram.app.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.plugins.learningrules.DifferenceTargetPropagation;
import dev.engram.plugins.learningrules.KolenPollack;
import dev.engram.plugins.learningrules.LocalLosses;
import dev.engram.plugins.learningrules.ThreeFactor;
import dev.engram.plugins.learningrules.WeightPerturbation;
import dev.engram.plugins.optimizers.Chain;
import dev.engram.plugins.optimizers.ClipByGlobalNorm;
import dev.engram.plugins.optimizers.Ema;
import dev.engram.plugins.optimizers.Sam;
import dev.engram.plugins.optimizers.Split;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Scratch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers inside optimizers: chains, splits, wrappers, schedules. */
class OptimizerCompositionTest {
    private static final Optimizer MOMENTUM = new HeavyBall(0.05f, 0.9f);
    private static final Optimizer SGD = new GradientDescent(0.1f);
    private static final LearningRule BACKPROP = new Backpropagation();

    private static float[] after(int steps, TrainingTask trainingTask, LearningRule rule, Optimizer o) {
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask, rule, o);
        trainingHarness.steps(steps);
        return trainingHarness.theta();
    }

    static Stream<LearningRule> demanding() {
        return Stream.of(
                new KolenPollack(0.01f),
                new ThreeFactor(0.01f, 0.9f),
                new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                new LocalLosses(LocalLosses.Kind.PRED, 0),
                new WeightPerturbation(
                        0.01f, WeightPerturbation.Direction.SIGNS, WeightPerturbation.Sides.TWO_SIDED, 0));
    }

    /**
     * With the same batch, noise and rule state, and with coupled weights, the second evaluation repeats the first.
     */
    @ParameterizedTest
    @MethodSource("demanding")
    void samWithRhoZeroIsItsBase(LearningRule rule) {
        assertArrayEquals(
                after(20, TrainingTask.typical(), rule, new GradientDescent(0.1f)),
                after(20, TrainingTask.typical(), rule, new Sam(new GradientDescent(0.1f), 0, false)));
    }

    @Test
    void averagingDoesNotChangeTheTraining() {
        assertArrayEquals(
                after(20, TrainingTask.typical(), BACKPROP, MOMENTUM),
                after(20, TrainingTask.typical(), BACKPROP, new Ema(MOMENTUM, 0.9f, Ema.Start.PARAMETERS)));
    }

    @Test
    void eachPartOfASplitIsUpdatedByItsOwnOptimizer() {
        TrainingHarness split =
                new TrainingHarness(TrainingTask.typical(), BACKPROP, new Split(Split.Part.HIDDEN, MOMENTUM, SGD));
        TrainingHarness whole = new TrainingHarness(TrainingTask.typical(), BACKPROP, SGD);
        TrainingHarness weights =
                new TrainingHarness(TrainingTask.typical(), BACKPROP, new Split(Split.Part.WEIGHTS, MOMENTUM, SGD));
        split.step();
        whole.step();
        weights.step();
        for (String p : List.of("layer0/weights", "layer0/bias", "layer1/bias", "layer2/weights", "layer2/bias")) {
            assertArrayEquals(whole.theta(p), split.theta(p), p);
        }
        assertArrayEquals(weights.theta("layer1/weights"), split.theta("layer1/weights"));
        assertFalse(Arrays.equals(whole.theta("layer1/weights"), split.theta("layer1/weights")));
    }

    @ParameterizedTest
    @EnumSource(Split.Part.class)
    void splitSupportsRulesWithTheirOwnParameters(Split.Part part) {
        for (LearningRule rule : List.of(
                new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                new LocalLosses(LocalLosses.Kind.PRED, 0),
                new KolenPollack(0.01f))) {
            float[] whole = after(5, TrainingTask.typical(), rule, MOMENTUM);
            assertArrayEquals(
                    whole,
                    after(5, TrainingTask.typical(), rule, new Split(part, MOMENTUM, MOMENTUM)),
                    rule.toString());
        }
    }

    @Test
    void slotsOfNestedOptimizersHaveTheirPathsAsNames() {
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.typical(),
                BACKPROP,
                new Ema(new Chain(List.of(new ClipByGlobalNorm(1, 1e-6f), MOMENTUM)), 0.9f, Ema.Start.PARAMETERS));
        trainingHarness.step();
        Snapshot s = trainingHarness.stepper().save();
        assertEquals(List.of("inner/1/sum", "mean"), List.copyOf(s.slots().keySet()));
        assertEquals("mean", s.view());
    }

    @Test
    void updatingAnElementwiseOptimizerInPiecesChangesNoBit() {
        TrainingTask big = TrainingTask.typical()
                .layers(
                        TrainingTask.dense(256, new Tanh()),
                        TrainingTask.dense(256, new Tanh()),
                        TrainingTask.dense(TrainingTask.CLASSES, new Softmax()));
        for (Optimizer o : List.of(SGD, MOMENTUM)) {
            assertTrue(o.elementwise());
            assertArrayEquals(
                    after(3, big, BACKPROP, new Chain(List.of(o))),
                    after(3, big, BACKPROP, o),
                    "a chain is updated at once");
        }
    }

    /** Gradient descent at a rate of 0.1 / (1 + t). */
    private static final ResolvedOptimizer DECAYING_RATE =
            new ResolvedOptimizer("decaying", (t, total) -> new GradientDescent(0.1f / (1 + t)));

    @Test
    void aScheduledRateDependsOnTheNumberOfSteps() {
        Landscape f = new Bowl();
        Stepper s = new Stepper(new LandscapeSource(f, f.start()), DECAYING_RATE, 10, 0);
        double x = 1;
        for (int t = 0; t < 10; t++) {
            s.step();
            x *= 1 - 0.1 / (1 + t);
        }
        assertEquals(x, s.source().arena().theta()[0], 1e-6);
    }

    @Test
    void scratchOfOneNameIsKeptForEachShape() {
        List<Scratch> seen = new ArrayList<>();
        Optimizer o = s -> {
            seen.add(s.scratch("x", 2, 3));
            seen.add(s.scratch("x", 3, 2));
        };
        TrainingHarness trainingHarness = new TrainingHarness(TrainingTask.typical(), BACKPROP, o);
        seen.clear();
        trainingHarness.steps(2);
        assertSame(seen.get(0), seen.get(2));
        assertSame(seen.get(1), seen.get(3));
    }
}
