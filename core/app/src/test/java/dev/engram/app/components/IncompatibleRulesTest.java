package dev.engram.app.components;

import static dev.engram.app.components.SampleConfiguration.CE;
import static dev.engram.app.components.SampleConfiguration.DOTS;
import static dev.engram.app.components.SampleConfiguration.HIDDEN;
import static dev.engram.app.components.SampleConfiguration.MUON;
import static dev.engram.app.components.SampleConfiguration.OUTPUT;
import static dev.engram.app.components.SampleConfiguration.SAM;
import static dev.engram.app.components.SampleConfiguration.SGD;
import static dev.engram.app.components.SampleConfiguration.TRAINING;
import static dev.engram.app.components.SampleConfiguration.WHOLE;
import static dev.engram.app.components.SampleConfiguration.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.components.SampleConfiguration.Demanding;
import dev.engram.app.components.SampleConfiguration.Dots;
import dev.engram.app.components.layers.SequenceConvolution;
import dev.engram.plugins.layers.Dropout;
import dev.engram.plugins.learningrules.DifferenceTargetPropagation;
import dev.engram.plugins.learningrules.KolenPollack;
import dev.engram.plugins.learningrules.Oja;
import dev.engram.plugins.optimizers.Split;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules, networks and data that do not fit together are rejected before anything runs, with the reason. */
class IncompatibleRulesTest {
    @Test
    void whatFitsIsAccepted() {
        assertEquals(List.of(), problems(DOTS, new Backpropagation(), SAM, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of(),
                problems(
                        DOTS,
                        new KolenPollack(0.001f),
                        new Split(Split.Part.HIDDEN, MUON, SGD),
                        8,
                        CE,
                        HIDDEN,
                        HIDDEN,
                        OUTPUT));
        assertEquals(List.of(), problems(DOTS, new Backpropagation(), WHOLE, TRAINING, CE, HIDDEN, OUTPUT));
    }

    @Test
    void activationsThatDoNotSuitTheRule() {
        assertEquals(
                List.of("rule: demanding needs activations that are never negative"),
                problems(DOTS, Demanding.of(Requirement.NOT_NEGATIVE), SGD, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of("rule: Backpropagation needs differentiable activations in every layer"),
                problems(
                        DOTS,
                        new Backpropagation(),
                        SGD,
                        8,
                        new SumOfSquares(),
                        HIDDEN,
                        TrainingTask.dense(3, new Threshold())));
    }

    @Test
    void networksOfTheWrongShape() {
        assertEquals(
                List.of("network.1: Backpropagation needs a last layer as wide as the targets: the layer has 4"
                        + " outputs, the data has 3 targets"),
                problems(DOTS, new Backpropagation(), SGD, 8, CE, HIDDEN, TrainingTask.dense(4, new Softmax())));
        assertEquals(
                List.of("rule: difference-target-propagation needs at least one hidden layer"),
                problems(
                        DOTS,
                        new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                        SGD,
                        8,
                        CE,
                        OUTPUT));
        assertEquals(
                List.of("rule: demanding needs a network of exactly one layer"),
                problems(DOTS, Demanding.of(Requirement.ONE_LAYER), SGD, 8, CE, HIDDEN, OUTPUT));
        LayerKind pooled = new SequenceConvolution(1, 3, 3, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS);
        assertEquals(
                List.of("rule: demanding needs dense layers with only an activation: no convolution, pooling,"
                        + " normalization, dropout or residual"),
                problems(DOTS, Demanding.of(Requirement.PLAIN_LAYERS), SGD, 8, CE, pooled, OUTPUT));
    }

    @Test
    void theWidthOfTheOutputIsReportedAtTheLastLayerWithWeights() {
        List<String> found = problems(
                DOTS,
                new Backpropagation(),
                SGD,
                8,
                CE,
                HIDDEN,
                new Dropout(0.5f, false),
                TrainingTask.dense(4, new Softmax()),
                new Dropout(0.5f, false));
        assertEquals(1, found.size());
        assertTrue(found.get(0).startsWith("network.2: Backpropagation needs a last layer"), found.get(0));
    }

    @Test
    void aRuleThatLearnsFromPatchesOnALayerWithoutThem() {
        LayerKind conv = new SequenceConvolution(1, 3, 2, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS);
        List<String> found = problems(DOTS, new Oja(), SGD, 8, CE, conv, OUTPUT);
        assertEquals(List.of("rule: oja: the layer cannot be taken apart into patches, one for each position"), found);
    }

    @Test
    void dataThatDoNotSuitTheRule() {
        assertEquals(
                List.of("rule: demanding needs data with classes"),
                problems(
                        new Dots(6, false),
                        Demanding.of(Requirement.CLASSES),
                        SGD,
                        8,
                        new SumOfSquares(),
                        TrainingTask.dense(4, new Tanh())));
    }

    @Test
    void namesThatAreTakenTwice() {
        LearningRule twice = setup -> {
            setup.state("memory", 1, 1);
            setup.state("memory", 1, 1);
            return batch -> 0;
        };
        LearningRule heads = setup -> {
            setup.head("head", 7);
            setup.head("head", 7);
            return batch -> 0;
        };
        assertEquals(
                "two matrices are called memory",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(TrainingTask.typical(), twice))
                        .getMessage());
        assertEquals(
                "two parameters are called rule/head/weights",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(TrainingTask.typical(), heads))
                        .getMessage());
    }
}
