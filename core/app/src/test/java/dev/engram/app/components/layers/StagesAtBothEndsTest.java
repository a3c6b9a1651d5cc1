package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.AvgPool;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.Dropout;
import dev.engram.plugins.layers.GlobalAvgPool;
import dev.engram.plugins.layers.LayerNorm;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.FeedbackAlignment;
import dev.engram.plugins.learningrules.LocalLosses;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages before the first weights, and networks that end with a pool. */
class StagesAtBothEndsTest {
    private static final Shape IMAGE = new Shape(2, 4, 4);
    private static final LayerKind POSITIONS = new PositionRulesTest.Positions(IMAGE);
    private static final LayerKind NORM = new BatchNorm(0.1f, 1e-5f, false);
    private static final LayerKind AVERAGE = new AvgPool(2, 1, "valid", false, true);
    private static final LayerKind SOFTMAX = new ActivationLayer(new Softmax());
    private static final LayerKind OUTPUT = TrainingTask.dense(TrainingTask.CLASSES, new Softmax());

    private static LayerKind conv(int maps, Activation activation) {
        return new Conv(maps, 3, 1, "1", 1, 1, activation, TrainingTask.GLOROT, TrainingTask.ZEROS, true);
    }

    private static TrainingTask task(LayerKind... layers) {
        return TrainingTask.classes(new CrossEntropy(), layers)
                .inputs(IMAGE.size())
                .sameBatch();
    }

    private static TrainingTask classifiedByTheirMaps(LayerKind... last) {
        LayerKind branch = new Skip(List.of(NORM, conv(3, new Tanh())), List.of());
        return task(Stream.concat(
                        Stream.of(POSITIONS, conv(3, new Tanh()), branch, conv(TrainingTask.CLASSES, new Identity())),
                        Stream.of(last))
                .toArray(LayerKind[]::new));
    }

    static Stream<TrainingTask> networks() {
        LayerKind layerNorm = new LayerNorm(1e-5f, false);
        return Stream.of(
                task(POSITIONS, NORM, new Dropout(0.3f, false), AVERAGE, conv(2, new Tanh()), OUTPUT),
                task(POSITIONS, new ActivationLayer(new Tanh()), TrainingTask.dense(5, new Tanh()), layerNorm, OUTPUT),
                task(
                        POSITIONS,
                        new Skip(List.of(NORM, conv(2, new Tanh()), conv(2, new Identity())), List.of()),
                        conv(2, new Tanh()),
                        OUTPUT),
                task(
                        POSITIONS,
                        layerNorm,
                        new Skip(List.of(new ActivationLayer(new Tanh()), conv(2, new Tanh())), List.of()),
                        OUTPUT),
                classifiedByTheirMaps(new GlobalAvgPool(), SOFTMAX),
                classifiedByTheirMaps(new AvgPool(2, 0, "valid", false, true), new GlobalAvgPool(), SOFTMAX),
                classifiedByTheirMaps(SOFTMAX, new GlobalAvgPool()),
                classifiedByTheirMaps(new GlobalAvgPool(), SOFTMAX, new Dropout(0, false)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void backpropIsTheGradientOfTheLoss(TrainingTask task) {
        TrainingHarness harness = new TrainingHarness(task, new Backpropagation());
        harness.step();
        assertEquals(0, ArrayMath.relativeDifference(harness.numericalGradient(4e-3f), harness.gradient()), 1e-3);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aTrainingStepLearnsAndFeedbackAlignmentDoesToo(TrainingTask task) {
        for (LearningRule rule :
                List.of(new Backpropagation(), new FeedbackAlignment(1, FeedbackAlignment.Draw.UNIFORM))) {
            TrainingHarness harness = new TrainingHarness(task, rule, new GradientDescent(0.05f));
            double first = harness.steps(4);
            harness.steps(40);
            double last = harness.steps(4);
            assertTrue(last < first, rule + ": " + first + " became " + last);
        }
    }

    @Test
    void theDerivativeAlongADirectionGoesThroughThePoolAtTheEnd() {
        TrainingHarness harness =
                new TrainingHarness(classifiedByTheirMaps(new GlobalAvgPool(), SOFTMAX), TangentProbe.of(1e-3f));
        harness.step();
        assertEquals(
                0, ArrayMath.relativeDifference(TangentProbe.numeric(harness), TangentProbe.analytic(harness)), 1e-3);
    }

    @Test
    void aPoolOfOnePositionBeforeTheFirstWeightsChangesNoBit() {
        LayerKind[] layers = {POSITIONS, new MaxPool(1, 1, "valid", false), conv(2, new Tanh()), OUTPUT};
        LayerKind[] without = {POSITIONS, conv(2, new Tanh()), OUTPUT};
        assertArrayEquals(
                TrainingHarness.gradient(task(without), new Backpropagation()),
                TrainingHarness.gradient(task(layers), new Backpropagation()));
    }

    @Test
    void theRunningStatisticsOfTheInputAreUpdatedOnceInAStep() {
        TrainingHarness harness =
                new TrainingHarness(task(POSITIONS, NORM, conv(2, new Tanh()), OUTPUT), new Backpropagation());
        harness.steps(3);
        assertEquals(3, harness.ruleState().get("network/input/batch-norm/steps")[0]);
        assertFalse(harness.learner().network().layer(0).separatesExamples());
    }

    @Test
    void aRuleThatAppliesTheFirstLayerItselfIsRefused() {
        LearningRule rule = setup -> {
            Activations[] pass = setup.activationsPerLayer();
            return batch -> {
                setup.network().layer(0).forward(batch.inputs(), pass[0]);
                return 0;
            };
        };
        IncompatibleException e = assertThrows(
                IncompatibleException.class,
                () -> new TrainingHarness(task(POSITIONS, NORM, conv(2, new Tanh()), OUTPUT), rule).step());
        assertTrue(e.getMessage().contains("no stage may come before the first weights"), e.getMessage());
    }

    @Test
    void aRuleWithOutputLayersOfItsOwnNeedsAnActivationAtTheEnd() {
        TrainingTask task = classifiedByTheirMaps(SOFTMAX, new GlobalAvgPool());
        IncompatibleException e = assertThrows(
                IncompatibleException.class,
                () -> new TrainingHarness(task, new LocalLosses(LocalLosses.Kind.PRED, 0)));
        assertTrue(e.getMessage().contains("ends with another stage"), e.getMessage());
    }
}
