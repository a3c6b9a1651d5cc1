package dev.engram.app.components;

import static dev.engram.app.components.SampleConfiguration.CE;
import static dev.engram.app.components.SampleConfiguration.DOTS;
import static dev.engram.app.components.SampleConfiguration.HIDDEN;
import static dev.engram.app.components.SampleConfiguration.OUTPUT;
import static dev.engram.app.components.SampleConfiguration.SGD;
import static dev.engram.app.components.SampleConfiguration.TRAINING;
import static dev.engram.app.components.SampleConfiguration.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.learningrules.NodePerturbation;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.Backpropagation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches that batch normalization cannot use, and rules that cannot use it, are refused before anything runs. */
class BatchesForBatchNormTest {
    private static final LayerKind NORM = new BatchNorm(0.1f, 1e-5f);
    private static final String NEEDS =
            "training.batch: layer 1 of those with weights is normalized over the batch, which needs at least 2"
                    + " examples, but ";

    @Test
    void aBatchOfOneExample() {
        assertEquals(
                List.of(NEEDS + "a batch has 1; use larger batches, or group-norm or layer-norm"),
                problems(DOTS, new Backpropagation(), SGD, 1, CE, HIDDEN, NORM, OUTPUT));
        assertEquals(List.of(), problems(DOTS, new Backpropagation(), SGD, 2 * TRAINING, CE, HIDDEN, NORM, OUTPUT));
    }

    @Test
    void aLastBatchOfOneExample() {
        assertEquals(
                List.of(NEEDS + "the last batch of an epoch has 1 (43 examples in batches of 7); use another batch"
                        + " size, or last-batch: drop"),
                problems(DOTS, new Backpropagation(), SGD, 7, CE, HIDDEN, NORM, OUTPUT));
    }

    @Test
    void aRuleThatComparesLossesOfSingleExamples() {
        LearningRule rule = new NodePerturbation(
                0.01f, NodePerturbation.Noise.SIGNS, false, false, NodePerturbation.Presynaptic.CLEAN);
        assertEquals(
                List.of("rule: node-perturbation needs layers that compute each example by itself: no batch-norm"),
                problems(DOTS, rule, SGD, 8, CE, HIDDEN, NORM, OUTPUT));
    }
}
