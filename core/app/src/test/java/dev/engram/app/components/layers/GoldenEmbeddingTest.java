package dev.engram.app.components.layers;

import static dev.engram.app.components.layers.GoldenHarness.EYE;
import static dev.engram.app.components.layers.GoldenHarness.assertClose;
import static dev.engram.app.components.layers.GoldenHarness.copy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.plugins.layers.Embedding;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Embeddings give the gradients of PyTorch, and reject inputs that are not indices. */
class GoldenEmbeddingTest {
    /** The rows of the table are learned where they are used; PyTorch has the positions before the vector. */
    @Test
    void anEmbeddingAddsTheErrorsOfRepeatedIndices() {
        GoldenCase golden = GoldenCase.of("embedding");
        float[] indices = {2, 0, 2, 1};
        LayerProbe probe = new LayerProbe(indices, channelsFirst(golden.errorAtOutput()), null);
        probe.errorReachesInput = false;
        TrainingTask task = TrainingTask.linear(4, 1, 1)
                .layers(
                        new Embedding(3, 2, new Identity(), TrainingTask.GLOROT),
                        new Dense(4, new Identity(), EYE, TrainingTask.ZEROS))
                .rows(2);
        TrainingHarness h = new TrainingHarness(task, probe);
        copy(golden, "in", Map.of("E", "layer0/weights"), h, h.theta());
        h.step();
        assertArrayEquals(channelsFirst(golden.output()), probe.output);
        float[] sum = h.gradient("layer0/weights");
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= 2;
        }
        assertClose(golden.numbers("grad", "E"), sum, "embedding");
    }

    /** Transposes the two positions and two units of each of two examples. */
    private static float[] channelsFirst(float[] a) {
        return new float[] {a[0], a[2], a[1], a[3], a[4], a[6], a[5], a[7]};
    }

    @Test
    void anEmbeddingRefusesWhatIsNoIndexAndAnErrorFromAbove() {
        LayerKind embedding = new Embedding(3, 2, new Identity(), TrainingTask.GLOROT);
        LayerKind dense = new Dense(4, new Identity(), EYE, TrainingTask.ZEROS);
        LayerProbe wrong = new LayerProbe(new float[] {0, 3, 1, 1}, new float[8], null);
        wrong.errorReachesInput = false;
        TrainingTask first =
                TrainingTask.linear(4, 1, 1).layers(embedding, dense).rows(2);
        String why = assertThrows(IncompatibleException.class, () -> new TrainingHarness(first, wrong))
                .getMessage();
        assertEquals(
                "an embedding of 3 vectors needs whole numbers from 0 to 2, but input 2 of an example is 3.0; the data"
                        + " must not be scaled",
                why);
        LayerProbe indices = new LayerProbe(new float[] {0, 2, 1, 1}, new float[8], null);
        TrainingTask second = TrainingTask.linear(4, 1, 1)
                .layers(new ShapedIdentity(Shape.features(2)), embedding, dense)
                .rows(2);
        String above = assertThrows(IncompatibleException.class, () -> new TrainingHarness(second, indices))
                .getMessage();
        assertEquals("an embedding has to be the first layer: no error can pass through it", above);
    }
}
