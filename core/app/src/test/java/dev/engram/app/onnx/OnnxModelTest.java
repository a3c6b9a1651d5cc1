package dev.engram.app.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Flatten;
import dev.engram.plugins.layers.GlobalAvgPool;
import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The frame of a model, and what cannot be written as one. */
class OnnxModelTest {
    @Test
    void aModelHasNamesMetadataAndAnyNumberOfExamples() throws Exception {
        List<LayerKind> layers = List.of(OnnxComparison.dense(3, new Softmax()));
        byte[] model = OnnxComparison.model(
                Shape.features(2), layers, OnnxComparison.weights(OnnxComparison.learner(Shape.features(2), layers)));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model)) {
            assertEquals(List.of("input"), List.copyOf(session.getInputNames()));
            assertEquals(List.of("output"), List.copyOf(session.getOutputNames()));
            assertEquals(
                    "probabilities (softmax)",
                    session.getMetadata().getCustomMetadata().get("output"));
            assertEquals("1", session.getMetadata().getCustomMetadata().get("seed"));
            assertEquals("Engram", session.getMetadata().getProducerName());
            for (int rows = 1; rows < 4; rows++) {
                float[] x = new float[2 * rows];
                try (OnnxTensor tensor =
                                OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {rows, 2});
                        OrtSession.Result result = session.run(Map.of("input", tensor))) {
                    assertEquals(rows, ((float[][]) result.get(0).getValue()).length);
                }
            }
        }
    }

    private static String meaning(LayerKind end) throws Exception {
        List<LayerKind> layers = List.of(OnnxComparison.conv(3, 1, "1", 1, 1), new ActivationLayer(new Softmax()), end);
        byte[] model = OnnxComparison.model(
                OnnxComparison.MAP, layers, OnnxComparison.weights(OnnxComparison.learner(OnnxComparison.MAP, layers)));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model)) {
            return session.getMetadata().getCustomMetadata().get("output");
        }
    }

    @Test
    void flattenedProbabilitiesAreProbabilitiesAndTheirMeansAreNot() throws Exception {
        assertEquals("probabilities (softmax)", meaning(new Flatten()));
        assertTrue(meaning(new GlobalAvgPool()).startsWith("the network's own numbers"));
    }

    @Test
    void equalNetworksAreEqualBytes() throws IOException {
        List<LayerKind> layers = List.of(
                OnnxComparison.conv(3, 2, "1", 1, 1), new BatchNorm(0.1f, 1e-5f), OnnxComparison.dense(2, new Tanh()));
        WeightFile weights = OnnxComparison.weights(OnnxComparison.learner(OnnxComparison.MAP, layers));
        assertArrayEquals(
                OnnxComparison.model(OnnxComparison.MAP, layers, weights),
                OnnxComparison.model(OnnxComparison.MAP, layers, weights));
    }

    private static String rejection(List<LayerKind> layers, WeightFile weights) {
        return assertThrows(IncompatibleException.class, () -> OnnxComparison.model(Shape.features(2), layers, weights))
                .getMessage();
    }

    /** A layer of another plugin, with loops of its own over the first examples or over all. */
    @Component("mirror")
    record Mirror(
            @Hyper(value = "1", doc = "number of examples; 0: all")
            int rows) implements StageKind {
        @Override
        public Stage bind(LayerSetup setup) {
            return new Reversed(setup.input(), rows);
        }
    }

    private record Reversed(Shape output, int rows) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            for (int r = 0, n = rows == 0 ? pass.rows() : rows; r < n; r++) {
                y[r] = x[x.length - 1 - r];
            }
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            d[0] = delta[0];
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            v[0] = u[0];
        }
    }

    @Test
    void aLayerThatOnnxCannotExpressIsNamed() {
        WeightFile weights = OnnxComparison.weights(
                OnnxComparison.learner(Shape.features(2), List.of(OnnxComparison.dense(2, OnnxComparison.NONE))));
        for (int rows : new int[] {0, 1}) {
            assertEquals(
                    "layer 1 (mirror) cannot be written as ONNX: it computes with loops of its own; write the weights"
                            + " as safetensors or npz",
                    rejection(List.of(OnnxComparison.dense(2, OnnxComparison.NONE), new Mirror(rows)), weights));
        }
        Activation.Elementwise square = new Activation.Elementwise() {
            @Override
            public float value(float a) {
                return a * a;
            }

            @Override
            public float derivative(float a, float h) {
                return 2 * a;
            }
        };
        assertTrue(rejection(List.of(OnnxComparison.dense(2, square)), weights)
                .startsWith("layer 0 (dense) cannot be written as ONNX: the activation "));
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        List<LayerKind> layers = List.of(OnnxComparison.dense(2, OnnxComparison.NONE));
        WeightFile weights = OnnxComparison.weights(OnnxComparison.learner(Shape.features(2), layers));
        assertEquals(
                "the array 0.weight (2 x 2) of the weights must have the shape 3 x 2 in this network; they are those of"
                        + " another network",
                rejection(List.of(OnnxComparison.dense(3, OnnxComparison.NONE)), weights));
        assertEquals(
                "the weights have no array 1.weight, which the network needs; they are those of another network",
                rejection(
                        List.of(
                                OnnxComparison.dense(2, OnnxComparison.NONE),
                                OnnxComparison.dense(2, OnnxComparison.NONE)),
                        weights));
        List<NamedArray> more = new ArrayList<>(weights.arrays());
        more.add(new NamedArray("rule.feedback", new int[] {1}, new float[1]));
        more.add(new NamedArray("3.weight", new int[] {1}, new float[1]));
        assertEquals(
                "no layer of the network has the array 3.weight of the weights; they are those of another network",
                rejection(layers, new WeightFile(more, Map.of())));
    }
}
