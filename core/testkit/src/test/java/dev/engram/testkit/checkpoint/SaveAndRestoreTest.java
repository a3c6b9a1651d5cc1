package dev.engram.testkit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.network.LayerKind;
import dev.engram.engine.step.Snapshot;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.layers.Convolution;
import dev.engram.testkit.layers.Normalised;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.standins.Chain;
import dev.engram.testkit.standins.Clip;
import dev.engram.testkit.standins.Ema;
import dev.engram.testkit.standins.KolenPollack;
import dev.engram.testkit.standins.LocalLosses;
import dev.engram.testkit.standins.ParameterSplit;
import dev.engram.testkit.standins.Sam;
import dev.engram.testkit.standins.TargetPropagation;
import dev.engram.testkit.standins.ThreeFactor;
import dev.engram.testkit.standins.WeightPerturbation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training that is saved, restored elsewhere and goes on makes the same bits as one that was never
 * interrupted.
 */
class SaveAndRestoreTest {
    private static final Optimizer SGD = new GradientDescent(0.05f), MOMENTUM = new HeavyBall(0.01f, 0.9f);
    private static final LearningRule BACKPROP = new Backpropagation();

    static Stream<LearningRule> rules() {
        return Stream.of(
                BACKPROP,
                new KolenPollack(0.001f),
                new TargetPropagation(0.5f, 0.1f),
                new LocalLosses(),
                new WeightPerturbation(0.01f),
                new ThreeFactor(0.01f, 0.9f));
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                SGD,
                MOMENTUM,
                new ParameterSplit(ParameterSplit.Part.HIDDEN, MOMENTUM, SGD),
                new Ema(0.9f, SGD),
                new Sam(0.05f, MOMENTUM),
                new Ema(0.9f, new Chain(List.of(new Clip(1), MOMENTUM))));
    }

    private static Arguments pair(TrainingTask trainingTask, LearningRule rule, Optimizer o) {
        return Arguments.of(trainingTask, rule, o);
    }

    static Stream<Arguments> everyRule() {
        TrainingTask usual = TrainingTask.typical();
        return rules().flatMap(
                        r -> Stream.of(SGD, MOMENTUM, new Sam(0.05f, MOMENTUM)).map(o -> pair(usual, r, o)));
    }

    static Stream<Arguments> everyOptimizer() {
        TrainingTask usual = TrainingTask.typical();
        List<LearningRule> some = List.of(
                BACKPROP, new KolenPollack(0.001f), new TargetPropagation(0.5f, 0.1f), new ThreeFactor(0.01f, 0.9f));
        return optimizers().flatMap(o -> some.stream().map(r -> pair(usual, r, o)));
    }

    static Stream<Arguments> others() {
        LayerKind[] blocks = {
            new Convolution(1, 3, 3, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS),
            new Normalised(6, new Tanh(), 0.3f, TrainingTask.GLOROT, TrainingTask.ZEROS),
            TrainingTask.dense(TrainingTask.CLASSES, new Softmax())
        };
        TrainingTask drop = TrainingTask.typical().inputs(12).layers(blocks);
        return Stream.of(pair(drop, BACKPROP, MOMENTUM), pair(drop, new KolenPollack(0.01f), new Sam(0.05f, SGD)));
    }

    @ParameterizedTest
    @MethodSource({"everyRule", "everyOptimizer", "others"})
    void goesOnWithTheSameBits(TrainingTask trainingTask, LearningRule rule, Optimizer o) {
        TrainingHarness whole = new TrainingHarness(trainingTask, rule, o),
                resumed = new TrainingHarness(trainingTask, rule, o);
        whole.steps(7);
        Snapshot saved = whole.stepper().save();
        float[] viewed = whole.stepper().evaluationPoint().clone();
        resumed.stepper().restore(saved);
        assertArrayEquals(viewed, resumed.stepper().evaluationPoint());
        for (int i = 0; i < 10; i++) {
            assertEquals(whole.step(), resumed.step());
        }
        assertArrayEquals(whole.theta(), resumed.theta());
        assertArrayEquals(whole.stepper().evaluationPoint(), resumed.stepper().evaluationPoint());
        same(whole.stepper().save(), resumed.stepper().save());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void whatIsSavedAtOnceAfterRestoringIsWhatWasRestored(Optimizer o) {
        TrainingTask still = TrainingTask.typical().sameBatch();
        TrainingHarness first = new TrainingHarness(still, new ThreeFactor(0.01f, 0.9f), o),
                second = new TrainingHarness(still, new ThreeFactor(0.01f, 0.9f), o);
        first.steps(5);
        Snapshot saved = first.stepper().save();
        second.stepper().restore(saved);
        same(saved, second.stepper().save());
    }

    @Test
    void anOldSnapshotIsNotTouchedByWhatComesAfterIt() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical(), new ThreeFactor(0.01f, 0.9f), new Ema(0.9f, MOMENTUM));
        trainingHarness.steps(3);
        Snapshot saved = trainingHarness.stepper().save();
        trainingHarness.steps(3);
        TrainingHarness once =
                new TrainingHarness(TrainingTask.typical(), new ThreeFactor(0.01f, 0.9f), new Ema(0.9f, MOMENTUM));
        TrainingHarness twice =
                new TrainingHarness(TrainingTask.typical(), new ThreeFactor(0.01f, 0.9f), new Ema(0.9f, MOMENTUM));
        once.stepper().restore(saved);
        once.steps(3);
        twice.stepper().restore(saved);
        twice.steps(3);
        assertArrayEquals(trainingHarness.theta(), once.theta());
        assertArrayEquals(trainingHarness.theta(), twice.theta());
    }

    @Test
    void aRunCanGoBackToItsOwnSnapshot() {
        TrainingHarness trainingHarness =
                new TrainingHarness(TrainingTask.typical(), new KolenPollack(0.01f), new Ema(0.9f, MOMENTUM));
        trainingHarness.steps(3);
        Snapshot saved = trainingHarness.stepper().save();
        trainingHarness.steps(5);
        float[] there = trainingHarness.theta().clone(),
                viewed = trainingHarness.stepper().evaluationPoint().clone();
        trainingHarness.stepper().restore(saved);
        trainingHarness.steps(5);
        assertArrayEquals(there, trainingHarness.theta());
        assertArrayEquals(viewed, trainingHarness.stepper().evaluationPoint());
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
