package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.network.LayerException;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.Dense;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Reshape;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import org.junit.jupiter.api.Test;

/** Local rules that learn from each position of a convolution as from an example. */
class PositionRulesTest {
    private static final Shape IMAGE = new Shape(2, 5, 4);

    /** Gives the units of a dense layer positions. */
    record Positions(Shape shape) implements StageKind {
        @Override
        public Stage bind(LayerSetup setup) {
            return new Reshape(shape);
        }
    }

    /** Credits the outer product of pre-activation and input, and of the error behind the activation. */
    record OuterProduct(boolean perPosition, boolean readsWeights) implements LocalRule {
        @Override
        public void learn(Synapses s) {
            Matrix a = s.preActivation();
            if (readsWeights) {
                Scratch product = s.perExample("product", a.cols()).multiplyTransposedB(s.input(), s.weights());
                for (int r = 0; r < a.rows(); r++) {
                    for (int c = 0; c < a.cols(); c++) {
                        assertEquals(a.get(r, c), product.get(r, c), 1e-5, "position " + r + ", unit " + c);
                    }
                }
            }
            Scratch d = s.perExample("error", a.cols());
            s.backwardActivation(s.output(), d);
            s.credit(d);
        }
    }

    private static TrainingHarness harness(LocalRule rule) {
        LayerKind conv = new Conv(3, 3, 1, "1", 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
        TrainingTask task = TrainingTask.classes(
                new CrossEntropy(),
                new Dense(IMAGE.size(), new Identity(), TrainingTask.GLOROT, TrainingTask.ZEROS),
                new Positions(IMAGE),
                conv,
                TrainingTask.dense(TrainingTask.CLASSES, new Softmax()));
        TrainingHarness harness = new TrainingHarness(task, rule);
        harness.step();
        return harness;
    }

    @Test
    void patchesTimesWeightsAreThePreActivations() {
        harness(new OuterProduct(true, true));
    }

    @Test
    void theMeanOverPositionsIsTheCorrelationDividedByTheirNumber() {
        TrainingHarness rows = harness(new OuterProduct(true, false)), whole = harness(new OuterProduct(false, false));
        for (String p : new String[] {"layer1/weights", "layer1/bias"}) {
            float[] expected = ArrayMath.scaled(1f / IMAGE.positions(), whole.gradient(p));
            assertTrue(ArrayMath.relativeDifference(expected, rows.gradient(p)) < 1e-5, p);
        }
        assertEquals(
                0, ArrayMath.maxDifference(whole.gradient("layer2/weights"), rows.gradient("layer2/weights")), "dense");
    }

    @Test
    void aRuleThatReadsTheWeightsAsUnitsTimesInputsIsRefused() {
        IncompatibleException e =
                assertThrows(IncompatibleException.class, () -> harness(new OuterProduct(false, true)));
        assertTrue(e.getMessage().contains("layer 1"), e.getMessage());
    }

    @Test
    void theShapeOfTheInputCanChangeBeforeTheFirstWeightsButNoParameterCanBeThere() {
        LayerKind conv = new Conv(3, 3, 1, "valid", 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
        LayerKind output = TrainingTask.dense(TrainingTask.CLASSES, new Softmax());
        TrainingTask images = TrainingTask.classes(new CrossEntropy()).inputs(IMAGE.size());
        TrainingHarness harness =
                new TrainingHarness(images.layers(new Positions(IMAGE), conv, output), new Backpropagation());
        harness.step();
        assertEquals(3 * IMAGE.channels() * 9, harness.gradient("layer0/weights").length);
        LayerException e = assertThrows(
                LayerException.class,
                () -> new TrainingHarness(
                        images.layers(new Positions(IMAGE), new Normalised(new Tanh(), 0), output),
                        new Backpropagation()));
        assertEquals("1", e.path());
        assertEquals(
                "input/Normalised is before the first layer with weights, where no rule trains parameters, but it has"
                        + " the parameter input/Normalised/gain; leave the parameters out (affine: false), or put it"
                        + " after a layer with weights",
                e.getMessage());
    }
}
