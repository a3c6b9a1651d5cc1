package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.Dropout;
import dev.engram.plugins.learningrules.KolenPollack;
import dev.engram.plugins.learningrules.LocalLosses;
import dev.engram.plugins.optimizers.Sam;
import dev.engram.plugins.optimizers.Split;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers with convolution, pooling, batch normalisation and dropout work with rules and optimizers that know nothing of
 * them.
 */
class CustomLayersTest {
    private static final int INPUTS = 12;
    /** A seed whose pools have no near-ties, so that a finite difference never changes the maximum. */
    private static final long WITHOUT_TIES = 1;

    private static final CrossEntropy CE = new CrossEntropy();

    private static LayerKind convolution(int maps) {
        return new SequenceConvolution(1, maps, 3, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS);
    }

    private static LayerKind dense(int units) {
        return TrainingTask.dense(units, new Identity());
    }

    private static LayerKind normalised(float drop) {
        return new Normalised(new Tanh(), drop);
    }

    private static TrainingTask network(int maps, int units, float drop) {
        return TrainingTask.classes(
                        CE,
                        convolution(maps),
                        new PairPool(),
                        dense(units),
                        normalised(drop),
                        TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
                .inputs(INPUTS);
    }

    private static TrainingTask small(float drop) {
        return network(3, 6, drop);
    }

    private static TrainingTask wide(float drop) {
        return network(6, 16, drop);
    }

    /** A residual branch with a projection, after one that begins with a stage and leaves the error unchanged. */
    private static TrainingTask residual() {
        LayerKind identity = new Skip(List.of(normalised(0), dense(6), TrainingTask.dense(6, new Tanh())), List.of());
        LayerKind projected = new Skip(List.of(TrainingTask.dense(5, new Tanh())), List.of(dense(5)));
        return TrainingTask.classes(
                CE,
                TrainingTask.dense(6, new Tanh()),
                identity,
                normalised(0.2f),
                projected,
                TrainingTask.dense(TrainingTask.CLASSES, new Softmax()));
    }

    /** The shortcut begins with a stage; the branch begins with weights or a stage, or holds another branch. */
    private static TrainingTask stagesInShortcuts() {
        LayerKind projection = TrainingTask.dense(6, new Tanh());
        LayerKind besideWeights = new Skip(List.of(projection), List.of(normalised(0.2f), dense(6)));
        LayerKind besideStage = new Skip(List.of(normalised(0), projection), List.of(normalised(0.2f)));
        LayerKind inner = new Skip(List.of(projection), List.of(normalised(0)));
        LayerKind outer = new Skip(List.of(inner), List.of(new Dropout(0.2f, false), normalised(0), dense(6)));
        return TrainingTask.classes(
                CE,
                projection,
                besideWeights,
                besideStage,
                outer,
                TrainingTask.dense(TrainingTask.CLASSES, new Softmax()));
    }

    private static TrainingTask stagesInTheShortcutOfTheInput() {
        return TrainingTask.classes(
                CE,
                new Skip(
                        List.of(new ActivationLayer(new Tanh()), TrainingTask.dense(6, new Tanh())),
                        List.of(new Dropout(0.2f, false), dense(6))),
                TrainingTask.dense(TrainingTask.CLASSES, new Softmax()));
    }

    static Stream<TrainingTask> networks() {
        return Stream.of(small(0.3f).seed(WITHOUT_TIES), residual(), stagesInShortcuts());
    }

    static Stream<TrainingTask> differentiableNetworks() {
        return Stream.concat(networks(), Stream.of(stagesInTheShortcutOfTheInput()));
    }

    @ParameterizedTest
    @MethodSource("differentiableNetworks")
    void backpropIsTheGradientOfTheLoss(TrainingTask task) {
        TrainingHarness trainingHarness = new TrainingHarness(task.sameBatch(), new Backpropagation());
        trainingHarness.step();
        assertEquals(
                0,
                ArrayMath.relativeDifference(trainingHarness.numericalGradient(2e-3f), trainingHarness.gradient()),
                2e-4);
        for (Parameter p : trainingHarness.arena().parameters()) {
            assertTrue(
                    p.name().equals("layer1/bias") || !ArrayMath.isZero(trainingHarness.gradient(p.name())), p.name());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void jvpIsTheDerivativeOfTheOutput(TrainingTask task) {
        TrainingHarness trainingHarness = new TrainingHarness(task.sameBatch(), TangentProbe.of(1e-3f));
        trainingHarness.step();
        assertEquals(
                0,
                ArrayMath.relativeDifference(
                        TangentProbe.numeric(trainingHarness), TangentProbe.analytic(trainingHarness)),
                5e-4);
    }

    static Stream<LearningRule> rules() {
        return Stream.of(new Backpropagation(), new KolenPollack(0.001f), new LocalLosses(LocalLosses.Kind.PRED, 0));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rulesWithoutPlainLayersLearn(LearningRule rule) {
        Optimizer o = new Split(Split.Part.HIDDEN, new HeavyBall(0.01f, 0.9f), new HeavyBall(0.02f, 0.9f));
        TrainingHarness trainingHarness = new TrainingHarness(wide(0).rows(32), rule, o);
        double first = trainingHarness.steps(20);
        trainingHarness.steps(560);
        double last = trainingHarness.steps(20);
        assertTrue(last < first, first + " became " + last);
    }

    @Test
    void everyPassOfAStepDropsTheSameUnitsAndAPredictionDropsNone() {
        TrainingHarness trainingHarness = new TrainingHarness(small(0.5f).sameBatch(), new Backpropagation());
        double first = trainingHarness.step();
        assertEquals(first, trainingHarness.computeGradient(), "the same step again");
        assertTrue(Math.abs(first - trainingHarness.step()) > 1e-3, "the next step");
        double predicted = loss(trainingHarness);
        assertTrue(Math.abs(predicted - trainingHarness.computeGradient()) > 1e-3);
        trainingHarness.step();
        assertEquals(predicted, loss(trainingHarness));
    }

    private static double loss(TrainingHarness trainingHarness) {
        ScratchMatrix scores = new ScratchMatrix(TrainingTask.ROWS, TrainingTask.CLASSES, new ComputeContext()),
                each = new ScratchMatrix(TrainingTask.ROWS, 1, new ComputeContext());
        return trainingHarness
                .learner()
                .predict(
                        trainingHarness.batch().inputs(),
                        trainingHarness.batch().targets(),
                        scores,
                        each);
    }

    @Test
    void theStateOfALayerIsUpdatedOnceInAStepAndNeverInAnEvaluation() {
        TrainingHarness harness = new TrainingHarness(
                small(0.5f).sameBatch(), new Backpropagation(), new Sam(new GradientDescent(0.1f), 0.05f, false));
        harness.steps(3);
        assertEquals(3, harness.ruleState().get("network/layer1/Normalised/steps")[0]);
        loss(harness);
        assertEquals(3, harness.ruleState().get("network/layer1/Normalised/steps")[0]);
    }

    @Test
    void samWithRhoZeroIsItsInnerOptimizerUnderDropout() {
        TrainingHarness base = new TrainingHarness(wide(0.3f), new Backpropagation(), new GradientDescent(0.1f)),
                sam =
                        new TrainingHarness(
                                wide(0.3f), new Backpropagation(), new Sam(new GradientDescent(0.1f), 0, false));
        base.steps(20);
        sam.steps(20);
        assertArrayEquals(base.theta(), sam.theta());
    }
}
