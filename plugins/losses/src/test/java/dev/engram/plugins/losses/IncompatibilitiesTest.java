package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.engram.spi.LossFunction;
import dev.engram.spi.LossFunction.Targets;
import dev.engram.spi.OutputFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncompatibilitiesTest {
    @Test
    void squaresFollowAnyOutputAndAnyData() {
        for (OutputFunction outputFunction : OutputFunction.values()) {
            for (LossFunction f :
                    List.of(new Sse(), new Mse(), new Mae(Reduction.MEAN), new Huber(1, Reduction.MEAN))) {
                assertNull(f.incompatibility(outputFunction));
                assertNull(f.fuse(outputFunction));
                assertNull(f.incompatibility(new Targets(false, 1, false)));
                assertNull(f.incompatibility(new Targets(true, 10, false)));
            }
        }
    }

    @Test
    void otherLossesFollowOnlyTheirOutputs() {
        for (OutputFunction outputFunction : OutputFunction.values()) {
            assertEquals(
                    outputFunction == OutputFunction.SOFTMAX,
                    new CrossEntropy().incompatibility(outputFunction) == null,
                    outputFunction.name());
            assertEquals(
                    outputFunction == OutputFunction.SOFTMAX,
                    new CrossEntropy().fuse(outputFunction) != null,
                    outputFunction.name());
            assertEquals(
                    outputFunction == OutputFunction.IDENTITY,
                    new CrossEntropyWithLogits().incompatibility(outputFunction) == null,
                    outputFunction.name());
            assertNull(new CrossEntropyWithLogits().fuse(outputFunction));
            assertEquals(
                    outputFunction == OutputFunction.SIGMOID,
                    new BinaryCrossEntropy(Reduction.SUM).incompatibility(outputFunction) == null,
                    outputFunction.name());
            assertEquals(
                    outputFunction == OutputFunction.SIGMOID,
                    new BinaryCrossEntropy(Reduction.SUM).fuse(outputFunction) != null,
                    outputFunction.name());
            boolean probabilities =
                    outputFunction == OutputFunction.SOFTMAX || outputFunction == OutputFunction.SIGMOID;
            assertEquals(
                    probabilities,
                    new SeedCrossEntropy(1e-7f).incompatibility(outputFunction) == null,
                    outputFunction.name());
            assertNull(new SeedCrossEntropy(1e-7f).fuse(outputFunction));
        }
    }

    @Test
    void messagesSayWhatToDo() {
        assertEquals(
                "cross-entropy compares distributions, so it follows a softmax output; set the last layer's activation"
                        + " to softmax, or keep it at identity and use cross-entropy-with-logits (or seed-cross-entropy"
                        + " after sigmoid)",
                new CrossEntropy().incompatibility(OutputFunction.OTHER));
        assertEquals(
                "cross-entropy-with-logits includes the softmax, so it follows an identity output; set the last"
                        + " layer's activation to identity, or keep softmax there and use cross-entropy",
                new CrossEntropyWithLogits().incompatibility(OutputFunction.SOFTMAX));
        assertEquals(
                "seed-cross-entropy takes the logarithm of the outputs, so they have to be probabilities; set the"
                        + " last layer's activation to softmax or sigmoid",
                new SeedCrossEntropy(1e-7f).incompatibility(OutputFunction.IDENTITY));
        assertEquals(
                "binary-cross-entropy needs each output to be a probability; set the last layer's activation to"
                        + " sigmoid with gain 1 and shift 0, or use cross-entropy after softmax",
                new BinaryCrossEntropy(Reduction.SUM).incompatibility(OutputFunction.SOFTMAX));
        assertEquals(
                "cross-entropy needs one output for each class: with a single one, the other class always has loss 0;"
                        + " use the coding one-hot, or sigmoid and binary-cross-entropy",
                new CrossEntropy().incompatibility(new Targets(true, 1, false)));
        assertNotNull(new CrossEntropyWithLogits().incompatibility(new Targets(true, 1, false)));
        assertNull(new CrossEntropy().incompatibility(new Targets(true, 2, false)));
        assertEquals(
                "seed-cross-entropy needs classes, but the data has numbers; use mse or sse, or set classes:"
                        + " true if the target is a class",
                new SeedCrossEntropy(1e-7f).incompatibility(new Targets(false, 3, false)));
        assertEquals(
                "cross-entropy needs targets of 0 and 1, not of -1 and 1; use the coding one-hot, or another loss",
                new CrossEntropy().incompatibility(new Targets(true, 3, true)));
        assertEquals(
                "binary-cross-entropy needs targets of 0 and 1, not of -1 and 1; use the coding binary or one-hot",
                new BinaryCrossEntropy(Reduction.SUM).incompatibility(new Targets(true, 1, true)));
    }

    @Test
    void marginsNeedSignsAndScores() {
        for (LossFunction f :
                List.of(new Hinge(Reduction.SUM), new SquaredHinge(Reduction.SUM), new Perceptron(Reduction.SUM))) {
            assertNull(f.incompatibility(OutputFunction.IDENTITY));
            assertNull(f.incompatibility(OutputFunction.OTHER));
            assertNotNull(f.incompatibility(OutputFunction.SIGMOID));
            assertNull(f.incompatibility(new Targets(true, 1, true)));
            assertNull(f.incompatibility(new Targets(true, 3, true)));
            assertNotNull(f.incompatibility(new Targets(false, 1, false)));
        }
        assertEquals(
                "hinge needs targets of -1 and 1; use the coding signed",
                new Hinge(Reduction.SUM).incompatibility(new Targets(true, 3, false)));
        assertEquals(
                "hinge needs outputs of both signs, but those of the last layer are never negative;"
                        + " set the last layer's activation to identity",
                new Hinge(Reduction.SUM).incompatibility(OutputFunction.SOFTMAX));
        LossFunction many = new MultiClassHinge(Reduction.MEAN);
        assertNull(many.incompatibility(new Targets(true, 3, false)));
        assertNull(many.incompatibility(new Targets(true, 3, true)));
        assertEquals(
                "multi-class-hinge needs classes with one output for each; use the coding one-hot, or hinge",
                many.incompatibility(new Targets(true, 1, true)));
        assertEquals(
                "multi-class-hinge needs classes with one output for each; use mae or mse for numbers",
                many.incompatibility(new Targets(false, 3, false)));
    }

    @Test
    void relativesOfCrossEntropyFollowProbabilities() {
        for (OutputFunction outputFunction : OutputFunction.values()) {
            assertEquals(
                    outputFunction == OutputFunction.SIGMOID,
                    new Focal(2, 0.25f, Reduction.SUM).incompatibility(outputFunction) == null,
                    outputFunction.name());
            assertEquals(
                    outputFunction == OutputFunction.SIGMOID,
                    new Focal(2, 0.25f, Reduction.SUM).fuse(outputFunction) != null,
                    outputFunction.name());
            for (LossFunction f : List.of(new KlDivergence(), new LabelSmoothingCrossEntropy(0.1f))) {
                assertEquals(
                        outputFunction == OutputFunction.SOFTMAX,
                        f.incompatibility(outputFunction) == null,
                        outputFunction.name());
                assertEquals(
                        outputFunction == OutputFunction.SOFTMAX,
                        f.fuse(outputFunction) != null,
                        outputFunction.name());
            }
        }
        assertNull(new KlDivergence().incompatibility(new Targets(false, 3, false)));
        assertNotNull(new KlDivergence().incompatibility(new Targets(true, 1, false)));
        assertNotNull(new LabelSmoothingCrossEntropy(0.1f).incompatibility(new Targets(false, 3, false)));
        assertNotNull(new Focal(2, 0.25f, Reduction.SUM).incompatibility(new Targets(true, 1, true)));
    }

    @Test
    void poissonFollowsRatesAndPoissonWithLogRatesTheirLogarithms() {
        for (OutputFunction outputFunction : OutputFunction.values()) {
            assertEquals(
                    outputFunction == OutputFunction.EXP,
                    new Poisson(Reduction.SUM).incompatibility(outputFunction) == null,
                    outputFunction.name());
            assertEquals(
                    outputFunction == OutputFunction.EXP,
                    new Poisson(Reduction.SUM).fuse(outputFunction) != null,
                    outputFunction.name());
            assertEquals(
                    outputFunction == OutputFunction.IDENTITY,
                    new PoissonWithLogRates(Reduction.SUM).incompatibility(outputFunction) == null,
                    outputFunction.name());
        }
        assertEquals(
                "poisson needs counts, but the data has classes; use cross-entropy, or binary-cross-entropy"
                        + " after sigmoid",
                new Poisson(Reduction.SUM).incompatibility(new Targets(true, 1, false)));
    }

    @Test
    void aDirectionTakesMoreThanOneNumber() {
        assertEquals(
                "cosine-distance compares directions, and a single output only has a sign; use mse or hinge",
                new CosineDistance().incompatibility(new Targets(false, 1, false)));
        assertNull(new CosineDistance().incompatibility(new Targets(false, 2, false)));
    }
}
