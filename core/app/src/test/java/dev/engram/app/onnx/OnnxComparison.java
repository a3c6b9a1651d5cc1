package dev.engram.app.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.weights.WeightFile;
import dev.engram.plugins.activations.Identity;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.ConvTranspose;
import dev.engram.plugins.layers.Dense;
import dev.engram.spi.Activation;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.SumOfSquares;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks, computed by Engram and by ONNX Runtime. */
final class OnnxComparison {
    static final int ROWS = 5;
    static final double TOLERANCE = 1e-6;
    static final Zeros ZEROS = new Zeros();
    static final Activation NONE = new Identity();
    static final Shape MAP = new Shape(4, 7, 6);
    static final Shape SEQUENCE = Shape.sequence(4, 9);

    static LayerKind dense(int units, Activation activation) {
        return new Dense(units, activation, ZEROS, ZEROS);
    }

    static LayerKind conv(int kernel, int stride, String padding, int dilation, int groups) {
        return new Conv(6, kernel, stride, padding, dilation, groups, new Tanh(), ZEROS, ZEROS, true);
    }

    static LayerKind transposed(int kernel, int stride, int padding, int extra, int dilation, int groups) {
        return new ConvTranspose(6, kernel, stride, padding, extra, dilation, groups, NONE, ZEROS, ZEROS);
    }

    private OnnxComparison() {}

    static Learner learner(Shape input, List<LayerKind> layers) {
        Learner probe = new Learner(
                1, new NetworkSpec(input, layers, new SumOfSquares(), 1), new Backpropagation(), ROWS, false);
        int targets = probe.network()
                .layers()
                .get(probe.network().layers().size() - 1)
                .outputs();
        Learner learner = new Learner(
                1, new NetworkSpec(input, layers, new SumOfSquares(), targets), new Backpropagation(), ROWS, false);
        Random random = new Random(5);
        float[] theta = learner.arena().theta();
        for (int i = 0; i < theta.length; i++) {
            theta[i] = 0.25f * (float) random.nextGaussian();
        }
        learner.ruleState().forEach((name, state) -> {
            for (int i = 0; i < state.length; i++) {
                state[i] = name.endsWith("variance") ? 0.5f + random.nextFloat() : 0.3f * (float) random.nextGaussian();
            }
        });
        return learner;
    }

    static WeightFile weights(Learner learner) {
        return new WeightFile(learner.weights().copy(learner.arena().theta()), Map.of("seed", "1"));
    }

    static byte[] model(Shape input, List<LayerKind> layers, WeightFile weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxModel.write(input, layers, weights, out);
        return out.toByteArray();
    }

    static float[] predict(Learner learner, Shape input, float[] x) {
        int outputs = learner.network()
                .layers()
                .get(learner.network().layers().size() - 1)
                .outputs();
        ComputeContext context = new ComputeContext();
        ScratchMatrix scores = new ScratchMatrix(ROWS, outputs, context), each = new ScratchMatrix(ROWS, 1, context);
        MatrixView targets = new MatrixView(new float[ROWS * outputs], 0, ROWS, outputs);
        learner.predict(new MatrixView(x, 0, ROWS, input.size()), targets, scores, each);
        return scores.data().clone();
    }

    static float[] run(byte[] model, Shape input, float[] x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int[] dims = OnnxValue.dims(input);
        long[] shape = new long[dims.length + 1];
        shape[0] = ROWS;
        for (int i = 0; i < dims.length; i++) {
            shape[i + 1] = dims[i];
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model, options);
                    OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
                    OrtSession.Result result = session.run(Map.of("input", tensor))) {
                FloatBuffer values = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
                float[] y = new float[values.remaining()];
                values.get(y);
                return y;
            }
        }
    }

    static void requireSame(Shape input, List<LayerKind> layers, float[] x) throws IOException, OrtException {
        Learner learner = learner(input, layers);
        float[] expected = predict(learner, input, x);
        float[] found = run(model(input, layers, weights(learner)), input, x);
        assertEquals(expected.length, found.length);
        double spread = 0;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], TOLERANCE * Math.max(1, Math.abs(expected[i])), "number " + i);
            spread = Math.max(spread, Math.abs(expected[i] - expected[0]));
        }
        assertTrue(spread > 1e-3, "all outputs are " + expected[0]);
    }

    static float[] gaussian(int n) {
        Random random = new Random(7);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
