package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.spi.Layer;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers declare their cost before anything runs. */
class LayerCostTest {
    private static List<Layer> layers() {
        Conv conv = new Conv(4, 3, 1, "same", 1, 1, new Identity(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
        TrainingTask task = TrainingTask.classes(
                        new CrossEntropy(),
                        new ShapedIdentity(new Shape(2, 6, 6)),
                        conv,
                        new BatchNorm(0.1f, 1e-5f),
                        new ActivationLayer(new Tanh()),
                        new MaxPool(2, 0, "valid", false),
                        TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
                .inputs(2 * 6 * 6);
        return new TrainingHarness(task, new Backpropagation())
                .learner()
                .network()
                .layers();
    }

    /** Four bytes for each number: pre-activations, normalized numbers, outputs of stages, and places of maxima. */
    @Test
    void activationBytesAreThoseThatAForwardPassKeeps() {
        int map = 4 * 6 * 6, pooled = 4 * 3 * 3;
        assertEquals(4 * (map + 2 * map + map + 2 * pooled), layers().get(1).activationBytes());
        assertEquals(4 * 2 * TrainingTask.CLASSES, layers().get(2).activationBytes());
    }

    @Test
    void multiplyAddsOfAConvolutionAreThoseOfItsKernelAtEachPosition() {
        assertEquals(4 * 6 * 6 * 2 * 3 * 3, layers().get(1).multiplyAdds());
        assertEquals(4 * 3 * 3 * TrainingTask.CLASSES, layers().get(2).multiplyAdds());
    }
}
