package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.AvgPool;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.Dropout;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.DifferenceTargetPropagation;
import dev.engram.spi.Activations;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Difference target propagation on convolutions, with inverses that undo kernels and pools. */
class TargetsOnMapsTest {
    private static final Shape IMAGE = new Shape(2, 4, 4);
    private static final float PULL = 0.25f;

    private static LayerKind conv(int maps) {
        return new Conv(maps, 3, 1, "1", 1, 1, new Identity(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
    }

    private static TrainingTask task(LayerKind stage) {
        return TrainingTask.classes(
                        new CrossEntropy(),
                        new PositionRulesTest.Positions(IMAGE),
                        conv(3),
                        conv(4),
                        stage,
                        TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
                .inputs(IMAGE.size())
                .sameBatch();
    }

    private static LearningRule rule() {
        return new DifferenceTargetPropagation(PULL, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true);
    }

    static Stream<LayerKind> pools() {
        return Stream.of(new MaxPool(2, 2, "valid", false), new ActivationLayer(new Identity()));
    }

    /** The inverse is then the transposed Jacobian of linear layers and pools. */
    @ParameterizedTest
    @MethodSource("pools")
    void withTheKernelsOwnWeightsAsInverseItIsBackpropagation(LayerKind pool) {
        TrainingHarness dtp = new TrainingHarness(task(pool), rule());
        dtp.copy("layer1/weights", "rule/inverse/1/weights");
        dtp.step();
        TrainingHarness exact = new TrainingHarness(task(pool), new Backpropagation());
        exact.step();
        for (String p : new String[] {"layer1/weights", "layer1/bias", "layer0/weights", "layer0/bias"}) {
            float[] expected = ArrayMath.scaled(PULL, exact.gradient(p));
            assertEquals(0, ArrayMath.relativeDifference(expected, dtp.gradient(p)), 1e-4, p);
        }
    }

    /** What comes back from the pools is mapped to the same outputs. */
    @Test
    void pooledNumbersReturnToAPlaceFromWhichTheyWerePooled() {
        for (LayerKind pool :
                new LayerKind[] {new MaxPool(2, 2, "valid", false), new AvgPool(2, 2, "valid", false, true)}) {
            float[][] seen = new float[2][];
            LearningRule probe = setup -> {
                Activations pass = setup.activations(setup.network().layer(1));
                Activations[] all = setup.activationsPerLayer();
                Layer layer = setup.network().layer(1);
                Scratch positive = setup.perExample(layer.outputs()), back = setup.perExample(layer.units());
                return batch -> {
                    setup.network().forward(batch.inputs(), all);
                    layer.forward(all[0].output(), pass);
                    positive.map(pass.output(), Math::abs);
                    layer.unpool(pass, positive, back);
                    seen[0] = positive.data().clone();
                    layer.forward(all[0].output(), pass, (l, a) -> a.set(back));
                    seen[1] = positive.set(pass.output()).data().clone();
                    return 0;
                };
            };
            new TrainingHarness(task(pool), probe).step();
            assertArrayEquals(seen[0], seen[1], 1e-6f);
        }
    }

    /** The gradient of the sum of D * g(x), for fixed D and x, against finite differences. */
    @Test
    void theInverseOfAConvolutionLearnsByItsGradient() {
        LearningRule probe = setup -> {
            Layer layer = setup.network().layer(1), inverse = setup.inverse(layer, "inverse", new Tanh());
            Activations pass = setup.activations(inverse);
            Scratch x = setup.perExample(layer.units()),
                    d = setup.perExample(layer.inputs()),
                    e = setup.perExample(layer.inputs());
            return batch -> {
                x.gaussian(batch.random("x"));
                d.gaussian(batch.random("d"));
                inverse.forward(x, pass);
                inverse.backwardActivation(pass, d, e);
                inverse.credit(e, pass);
                double sum = 0;
                for (int i = 0; i < d.rows() * d.cols(); i++) {
                    sum += d.data()[i] * pass.output().get(i / d.cols(), i % d.cols()) / d.rows();
                }
                return sum;
            };
        };
        TrainingHarness h = new TrainingHarness(task(new MaxPool(2, 2, "valid", false)), probe);
        h.step();
        assertEquals(0, ArrayMath.relativeDifference(h.numericalGradient(2e-2f), h.gradient()), 2e-3);
    }

    @Test
    void layersWithoutAnInverseAreRefused() {
        for (LayerKind stage : new LayerKind[] {new MaxPool(3, 1, "valid", false), new Dropout(0.5f, false)}) {
            String why = assertThrows(
                            IncompatibleException.class, () -> new TrainingHarness(task(stage), rule()).step())
                    .getMessage();
            assertTrue(why.contains("the rule needs an inverse of every"), why);
        }
    }
}
