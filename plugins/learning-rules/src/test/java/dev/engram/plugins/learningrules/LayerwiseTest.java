package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.Threshold;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of hidden layers below a read-out. */
class LayerwiseTest {
    private static final SoftHebb SOFT = new SoftHebb(1, false, false);

    private static final TrainingTask DEEP = TrainingTask.typical();

    @Test
    void theReadOutLearnsByTheTrueGradientAndTheHiddenLayersByTheRuleAlone() {
        for (LocalRule rule : List.of(SOFT, new KrotovHopfield(2, 0.4f, 2))) {
            TrainingHarness alone = new TrainingHarness(DEEP, rule),
                    pair = new TrainingHarness(DEEP, new Layerwise(rule, new Delta())),
                    truth = new TrainingHarness(DEEP, new Backprop());
            alone.step();
            pair.step();
            truth.step();
            assertArrayEquals(pair.gradient(), alone.gradient(), 0f, "by itself it is the layerwise rule");
            for (Parameter p : alone.arena().parameters()) {
                float[] g = alone.gradient(p.name());
                if (p.is(Parameter.Tag.LAST)) {
                    assertArrayEquals(truth.gradient(p.name()), g, 0f, p.name());
                } else {
                    assertEquals(p.is(Parameter.Tag.BIAS), ArrayMath.isZero(g), p.name());
                }
            }
        }
    }

    @Test
    void theHiddenLayersDoNotHearTheTargets() {
        TrainingTask other = new TrainingTask(
                new SyntheticBatch.Data(
                        DEEP.seed(),
                        DEEP.rows(),
                        DEEP.inputs(),
                        DEEP.targets(),
                        (x, at, n, t, to, k) -> t[to] = 1,
                        DEEP.data().batchIndex()),
                DEEP.layers(),
                DEEP.loss());
        float[] a = TrainingHarness.gradient(DEEP, SOFT), b = TrainingHarness.gradient(other, SOFT);
        TrainingHarness trainingHarness = new TrainingHarness(DEEP, SOFT);
        for (Parameter p : trainingHarness.arena().parameters()) {
            boolean same = Arrays.equals(a, p.from(), p.to(), b, p.from(), p.to());
            assertEquals(!p.is(Parameter.Tag.LAST), same, p.name());
        }
    }

    @Test
    void aRuleOfEachKindNeedsItsOwnLayersOnly() {
        Layerwise bcm = new Layerwise(new Bcm(0.1f, 2), new Delta());
        assertEquals(
                Set.of(Requirement.HIDDEN_LAYER, Requirement.OUTPUT_LAYER, Requirement.LOSS_SLOPE), bcm.requirements());
        assertEquals(
                "the rule of the hidden layers needs activations that are never negative, such as relu",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(DEEP, bcm))
                        .getMessage());
        new TrainingHarness(TrainingTask.deep(new Threshold(), new Softmax(), new CrossEntropy()), bcm).step();
        assertEquals(
                "the rule of the last layer needs activations with a slope",
                assertThrows(
                                IncompatibleException.class,
                                () -> new TrainingHarness(
                                        TrainingTask.deep(new Tanh(), new Threshold(), new SumOfSquares()), SOFT))
                        .getMessage());
    }

    @Test
    void softHebbCanHaveASharpnessOfEachHiddenLayer() {
        int hidden = DEEP.layers().size() - 1;
        for (int l = 0; l < hidden; l++) {
            Float[] each = new Float[hidden];
            Arrays.fill(each, 1f);
            each[l] = 5f;
            TrainingHarness one = new TrainingHarness(DEEP, sharpness(each)),
                    all = new TrainingHarness(DEEP, new SoftHebb(5, false, false)),
                    none = new TrainingHarness(DEEP, SOFT);
            one.step();
            all.step();
            none.step();
            for (int k = 0; k < hidden; k++) {
                String weights = "layer" + k + "/weights";
                assertArrayEquals((k == l ? all : none).gradient(weights), one.gradient(weights), weights);
            }
        }
        assertEquals(
                "layer-sharpness has 1 number, but soft-hebb trains " + hidden + " layers; give one number for each",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(DEEP, sharpness(2f)))
                        .getMessage());
        assertThrows(IncompatibleException.class, () -> sharpness(-1f));
        assertTrue(assertThrows(
                        IncompatibleException.class,
                        () -> new SoftHebb(3, false, false, SoftHebb.Losers.LEARN, List.of(2f)))
                .getMessage()
                .startsWith("sharpness: 3.0 would have no effect, because layer-sharpness has a number"));
        Layerwise output = new Layerwise(SOFT, sharpness(1f, 2f));
        assertEquals(
                "layer-sharpness has 2 numbers, but soft-hebb trains 1 layer; give one number for each",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(DEEP, output))
                        .getMessage());
    }

    private static SoftHebb sharpness(Float... ofLayers) {
        return new SoftHebb(1, false, false, SoftHebb.Losers.LEARN, List.of(ofLayers));
    }

    @Test
    void aRuleForAnOutputLayerIsRejectedForHiddenLayers() {
        for (LocalRule rule : List.of(new Delta(), new Perceptron(), new Hebb(true, 0))) {
            assertTrue(assertThrows(IncompatibleException.class, () -> new Layerwise(rule, new Delta()))
                    .getMessage()
                    .startsWith("a rule for an output layer cannot train hidden layers"));
        }
    }
}
