package dev.engram.app.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.components.layers.Normalised;
import dev.engram.app.components.layers.SequenceConvolution;
import dev.engram.engine.step.Snapshot;
import dev.engram.plugins.learningrules.DifferenceTargetPropagation;
import dev.engram.plugins.learningrules.KolenPollack;
import dev.engram.plugins.learningrules.LocalLosses;
import dev.engram.plugins.learningrules.ThreeFactor;
import dev.engram.plugins.learningrules.WeightPerturbation;
import dev.engram.plugins.optimizers.Chain;
import dev.engram.plugins.optimizers.ClipByGlobalNorm;
import dev.engram.plugins.optimizers.Ema;
import dev.engram.plugins.optimizers.LayerChoice;
import dev.engram.plugins.optimizers.Sam;
import dev.engram.plugins.optimizers.Split;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that is saved, restored elsewhere and continued gives the same bits as one that was never interrupted.
 */
class SaveAndRestoreTest {
    private static final Optimizer SGD = new GradientDescent(0.05f), MOMENTUM = new HeavyBall(0.01f, 0.9f);
    private static final LearningRule BACKPROP = new Backpropagation();

    static Stream<LearningRule> rules() {
        return Stream.of(
                BACKPROP,
                new KolenPollack(0.001f),
                new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                new LocalLosses(LocalLosses.Kind.PRED, 0),
                new WeightPerturbation(
                        0.01f, WeightPerturbation.Direction.SIGNS, WeightPerturbation.Sides.TWO_SIDED, 0),
                new ThreeFactor(0.01f, 0.9f));
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                SGD,
                MOMENTUM,
                new Split(Split.Part.HIDDEN, MOMENTUM, SGD),
                new Split(Split.Part.NETWORK, SGD, MOMENTUM, LayerChoice.parse("1")),
                new Ema(SGD, 0.9f, Ema.Start.PARAMETERS),
                new Sam(MOMENTUM, 0.05f, false),
                new Ema(new Chain(List.of(new ClipByGlobalNorm(1, 1e-6f), MOMENTUM)), 0.9f, Ema.Start.PARAMETERS));
    }

    private static Arguments pair(TrainingTask trainingTask, LearningRule rule, Optimizer o) {
        return Arguments.of(trainingTask, rule, o);
    }

    static Stream<Arguments> everyRule() {
        TrainingTask typical = TrainingTask.typical();
        return rules().flatMap(r ->
                Stream.of(SGD, MOMENTUM, new Sam(MOMENTUM, 0.05f, false)).map(o -> pair(typical, r, o)));
    }

    static Stream<Arguments> everyOptimizer() {
        TrainingTask typical = TrainingTask.typical();
        List<LearningRule> some = List.of(
                BACKPROP,
                new KolenPollack(0.001f),
                new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                new ThreeFactor(0.01f, 0.9f));
        return optimizers().flatMap(o -> some.stream().map(r -> pair(typical, r, o)));
    }

    static Stream<Arguments> others() {
        LayerKind[] blocks = {
            new SequenceConvolution(1, 3, 3, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS),
            TrainingTask.dense(6, new Identity()),
            new Normalised(new Tanh(), 0.3f),
            TrainingTask.dense(TrainingTask.CLASSES, new Softmax())
        };
        TrainingTask drop = TrainingTask.typical().inputs(12).layers(blocks);
        return Stream.of(
                pair(drop, BACKPROP, MOMENTUM), pair(drop, new KolenPollack(0.01f), new Sam(SGD, 0.05f, false)));
    }

    @ParameterizedTest
    @MethodSource({"everyRule", "everyOptimizer", "others"})
    void continuesWithTheSameBits(TrainingTask trainingTask, LearningRule rule, Optimizer o) {
        TrainingHarness whole = new TrainingHarness(trainingTask, rule, o),
                resumed = new TrainingHarness(trainingTask, rule, o);
        whole.steps(7);
        Snapshot saved = whole.stepper().save();
        float[] evaluated = whole.stepper().evaluationPoint().clone();
        resumed.stepper().restore(saved);
        assertArrayEquals(evaluated, resumed.stepper().evaluationPoint());
        for (int i = 0; i < 10; i++) {
            assertEquals(whole.step(), resumed.step());
        }
        assertArrayEquals(whole.theta(), resumed.theta());
        assertArrayEquals(whole.stepper().evaluationPoint(), resumed.stepper().evaluationPoint());
        same(whole.stepper().save(), resumed.stepper().save());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void savingRightAfterRestoringGivesTheSameSnapshot(Optimizer o) {
        TrainingTask still = TrainingTask.typical().sameBatch();
        TrainingHarness first = new TrainingHarness(still, new ThreeFactor(0.01f, 0.9f), o),
                second = new TrainingHarness(still, new ThreeFactor(0.01f, 0.9f), o);
        first.steps(5);
        Snapshot saved = first.stepper().save();
        second.stepper().restore(saved);
        same(saved, second.stepper().save());
    }

    @Test
    void aSnapshotDoesNotChangeWithLaterSteps() {
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.typical(), new ThreeFactor(0.01f, 0.9f), new Ema(MOMENTUM, 0.9f, Ema.Start.PARAMETERS));
        trainingHarness.steps(3);
        Snapshot saved = trainingHarness.stepper().save();
        trainingHarness.steps(3);
        TrainingHarness once = new TrainingHarness(
                TrainingTask.typical(), new ThreeFactor(0.01f, 0.9f), new Ema(MOMENTUM, 0.9f, Ema.Start.PARAMETERS));
        TrainingHarness twice = new TrainingHarness(
                TrainingTask.typical(), new ThreeFactor(0.01f, 0.9f), new Ema(MOMENTUM, 0.9f, Ema.Start.PARAMETERS));
        once.stepper().restore(saved);
        once.steps(3);
        twice.stepper().restore(saved);
        twice.steps(3);
        assertArrayEquals(trainingHarness.theta(), once.theta());
        assertArrayEquals(trainingHarness.theta(), twice.theta());
    }

    @Test
    void aRunCanGoBackToItsOwnSnapshot() {
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.typical(), new KolenPollack(0.01f), new Ema(MOMENTUM, 0.9f, Ema.Start.PARAMETERS));
        trainingHarness.steps(3);
        Snapshot saved = trainingHarness.stepper().save();
        trainingHarness.steps(5);
        float[] there = trainingHarness.theta().clone(),
                evaluated = trainingHarness.stepper().evaluationPoint().clone();
        trainingHarness.stepper().restore(saved);
        trainingHarness.steps(5);
        assertArrayEquals(there, trainingHarness.theta());
        assertArrayEquals(evaluated, trainingHarness.stepper().evaluationPoint());
    }

    private static void same(Snapshot a, Snapshot b) {
        assertEquals(a.t(), b.t());
        assertArrayEquals(a.theta(), b.theta());
        same(a.slots(), b.slots());
        same(a.ruleState(), b.ruleState());
        assertEquals(a.scalars(), b.scalars());
        assertEquals(a.view(), b.view());
    }

    private static void same(Map<String, float[]> a, Map<String, float[]> b) {
        assertEquals(a.keySet(), b.keySet());
        a.forEach((name, x) -> assertArrayEquals(x, b.get(name), name));
    }
}
