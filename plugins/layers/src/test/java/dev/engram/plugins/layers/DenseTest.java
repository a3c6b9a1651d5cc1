package dev.engram.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import org.junit.jupiter.api.Test;

class DenseTest {
    private static TrainingHarness trained(LayerKind... layers) {
        TrainingHarness harness =
                new TrainingHarness(TrainingTask.classes(new CrossEntropy(), layers), new Backpropagation());
        harness.steps(5);
        return harness;
    }

    @Test
    void theComponentTrainsAsTheStandInOfTheTestKit() {
        LayerKind hidden = new Dense(7, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS);
        LayerKind output = new Dense(TrainingTask.CLASSES, new Softmax(), TrainingTask.GLOROT, TrainingTask.ZEROS);
        TrainingHarness ours = trained(hidden, output);
        TrainingHarness standIn =
                trained(TrainingTask.dense(7, new Tanh()), TrainingTask.dense(TrainingTask.CLASSES, new Softmax()));
        assertArrayEquals(standIn.theta(), ours.theta());
    }
}
