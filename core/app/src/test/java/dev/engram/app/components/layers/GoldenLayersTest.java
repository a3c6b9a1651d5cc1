package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.plugins.layers.AvgPool;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.ConvTranspose;
import dev.engram.plugins.layers.Embedding;
import dev.engram.plugins.layers.GlobalAvgPool;
import dev.engram.plugins.layers.GroupNorm;
import dev.engram.plugins.layers.LayerNorm;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Parameter;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped layers give PyTorch's outputs, gradients and tangents, which were computed in double precision. */
class GoldenLayersTest {
    private static final double TOLERANCE = 3e-6;
    private static final Initialiser EYE = (w, from, to, fanIn, fanOut, rng) -> {
        for (int i = from; i < to; i++) {
            w[i] = (i - from) / fanIn == (i - from) % fanIn ? 1 : 0;
        }
    };

    private static TrainingHarness harness(GoldenCase golden, LayerProbe probe, LayerKind... layers) {
        int[] shape = golden.inputShape();
        int inputs = 1;
        for (int i = 1; i < shape.length; i++) {
            inputs *= shape[i];
        }
        int outputs = golden.output().length / shape[0];
        LayerKind[] all = Stream.of(
                        Stream.of(new ShapedIdentity(new Shape(
                                shape[1],
                                shape.length == 4 ? shape[2] : 1,
                                shape.length > 2 ? shape[shape.length - 1] : 1))),
                        Stream.of(layers),
                        Stream.of(new Dense(outputs, new Identity(), EYE, TrainingTask.ZEROS)))
                .flatMap(s -> s)
                .toArray(LayerKind[]::new);
        TrainingTask task =
                TrainingTask.linear(outputs, new double[inputs]).layers(all).rows(shape[0]);
        return new TrainingHarness(task, probe);
    }

    private static LayerProbe probe(GoldenCase golden) {
        return new LayerProbe(
                golden.numbers("in", "x"),
                golden.errorAtOutput(),
                golden.hasTangent() ? golden.numbers("tangent_in", "x") : null);
    }

    /** Copies the golden parameters into the network, by the end of their names. */
    private static void copy(
            GoldenCase golden, String group, Map<String, String> names, TrainingHarness h, float[] to) {
        names.forEach((name, ending) -> {
            Parameter p = parameter(h, ending);
            System.arraycopy(golden.numbers(group, name), 0, to, p.from(), p.to() - p.from());
        });
    }

    private static Parameter parameter(TrainingHarness h, String ending) {
        return h.arena().allParameters().stream()
                .filter(p -> p.name().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    /** The layer is the second, behind the one that shapes its input. */
    private static final Map<String, String> SYNAPSES = Map.of("w", "layer1/weights", "b", "layer1/bias");

    private static final Map<String, String> NORM = Map.of("gamma", "/gamma", "beta", "/beta");

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("batchnorm_train", new BatchNorm(0.1f, 1e-5f), NORM),
                Arguments.of("batchnorm_dense_train", new BatchNorm(0.1f, 1e-5f), NORM),
                Arguments.of("layernorm", new LayerNorm(1e-5f), NORM),
                Arguments.of("groupnorm", new GroupNorm(2, 1e-5f), NORM),
                Arguments.of("maxpool2d", new MaxPool(2, 2, "valid", false), Map.of()),
                Arguments.of("maxpool2d_overlap_pad", new MaxPool(3, 2, "1", false), Map.of()),
                Arguments.of("maxpool2d_ties", new MaxPool(2, 0, "valid", false), Map.of()),
                Arguments.of("avgpool2d_include_pad", new AvgPool(3, 2, "1", false, true), Map.of()),
                Arguments.of("avgpool2d_exclude_pad", new AvgPool(3, 2, "1", false, false), Map.of()),
                Arguments.of("global_avgpool", new GlobalAvgPool(), Map.of()),
                Arguments.of("conv2d_plain", conv(3, 2, 1, "valid", 1, 1), SYNAPSES),
                Arguments.of(
                        "conv2d_stride_pad",
                        new Conv(
                                2,
                                3,
                                2,
                                "1",
                                1,
                                1,
                                new Identity(),
                                TrainingTask.GLOROT,
                                TrainingTask.ZEROS,
                                true,
                                2,
                                1,
                                "2"),
                        SYNAPSES),
                Arguments.of("conv2d_dilation", conv(2, 3, 1, "1", 2, 1), SYNAPSES),
                Arguments.of("conv2d_groups", conv(4, 2, 1, "0", 1, 2), SYNAPSES),
                Arguments.of("conv2d_depthwise", conv(2, 3, 1, "1", 1, 2), SYNAPSES),
                Arguments.of("conv2d_same_tf_stride2", conv(1, 3, 2, "same", 1, 1), SYNAPSES),
                Arguments.of("conv2d_same_even_kernel", conv(1, 2, 1, "same", 1, 1), SYNAPSES),
                Arguments.of(
                        "conv_transpose2d",
                        new ConvTranspose(3, 3, 2, 1, 1, 1, 1, new Identity(), TrainingTask.GLOROT, TrainingTask.ZEROS),
                        SYNAPSES));
    }

    private static Conv conv(int maps, int kernel, int stride, String padding, int dilation, int groups) {
        return new Conv(
                maps,
                kernel,
                stride,
                padding,
                dilation,
                groups,
                new Identity(),
                TrainingTask.GLOROT,
                TrainingTask.ZEROS,
                true);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerGivesOutputGradientsAndTangentOfPyTorch(String name, LayerKind kind, Map<String, String> parameters) {
        GoldenCase golden = GoldenCase.of(name);
        LayerProbe probe = probe(golden);
        TrainingHarness h = harness(golden, probe, kind);
        copy(golden, "in", parameters, h, h.theta());
        probe.direction = new float[h.theta().length];
        if (golden.hasTangent()) {
            copy(golden, "tangent_in", parameters, h, probe.direction);
        }
        h.step();
        assertClose(golden.output(), probe.output, name + ": output");
        assertClose(golden.numbers("grad", "x"), probe.errorAtInput, name + ": error at the input");
        parameters.forEach((tensor, ending) -> {
            float[] mean = h.gradient(parameter(h, ending).name());
            for (int i = 0; i < mean.length; i++) {
                mean[i] *= golden.inputShape()[0];
            }
            assertClose(golden.numbers("grad", tensor), mean, name + ": " + tensor);
        });
        if (golden.hasTangent()) {
            assertClose(golden.tangent(), probe.tangent, name + ": tangent");
        }
    }

    @Test
    void aPoolOfTwoRowsAndOneColumnTakesEachColumnByItself() {
        GoldenCase golden = GoldenCase.of("maxpool2d");
        for (LayerKind kind : new LayerKind[] {
            new MaxPool(2, 0, "valid", false, 1, 0, "valid"), new AvgPool(2, 0, "valid", false, true, 1, 0, "valid")
        }) {
            int[] shape = golden.inputShape();
            float[] x = golden.numbers("in", "x");
            int width = shape[3], rows = shape[2] / 2;
            float[] expected = new float[shape[0] * shape[1] * rows * width];
            for (int i = 0; i < expected.length; i++) {
                int map = i / (rows * width), r = i / width % rows, c = i % width;
                float upper = x[(map * shape[2] + 2 * r) * width + c],
                        lower = x[(map * shape[2] + 2 * r + 1) * width + c];
                expected[i] = kind instanceof MaxPool ? Math.max(upper, lower) : (upper + lower) / 2;
            }
            LayerProbe probe = new LayerProbe(x, expected, null);
            TrainingTask task = TrainingTask.linear(expected.length / shape[0], new double[x.length / shape[0]])
                    .layers(
                            new ShapedIdentity(new Shape(shape[1], shape[2], width)),
                            kind,
                            new Dense(expected.length / shape[0], new Identity(), EYE, TrainingTask.ZEROS))
                    .rows(shape[0]);
            new TrainingHarness(task, probe).step();
            assertClose(expected, probe.output, kind + ": output");
        }
    }

    @Test
    void aMapWithoutEnoughIndicesIsRefusedWithItsShape() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new ConvGeometry(
                        1, 1_000_000, 1, WindowAxis.padded(8, 3, 1, 10_000, 1), WindowAxis.padded(8, 3, 1, 10_000, 1)));
        assertEquals(
                "the output of a convolution, 1000000 x 20006 x 20006, has more than 2147483647 numbers",
                e.getMessage());
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        assertEquals(0, ArrayMath.relativeDifference(expected, actual), TOLERANCE, what);
    }

    @Test
    void oneStepOfBatchNormUpdatesTheRunningStatisticsAsPyTorchDoes() {
        GoldenCase data = GoldenCase.of("batchnorm_train"), running = GoldenCase.of("batchnorm_running");
        LayerProbe probe = probe(data);
        TrainingHarness h = harness(data, probe, new BatchNorm(0.1f, 1e-5f));
        h.step();
        Map<String, float[]> state = h.ruleState();
        assertArrayEquals(running.numbers("running_mean"), state(state, "running-mean"), 1e-6f);
        assertArrayEquals(running.numbers("running_var_pytorch"), state(state, "running-variance"), 1e-6f);
    }

    private static float[] state(Map<String, float[]> state, String ending) {
        return state.entrySet().stream()
                .filter(e -> e.getKey().endsWith(ending))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void equalBatchesBringTheRunningStatisticsToThoseOfTheBatch() {
        GoldenCase data = GoldenCase.of("batchnorm_train"), running = GoldenCase.of("batchnorm_running");
        for (float momentum : new float[] {0.1f, 0}) {
            LayerProbe probe = probe(data);
            TrainingHarness h = harness(data, probe, new BatchNorm(momentum, 1e-5f));
            for (int t = 0; t < 10; t++) {
                h.step();
            }
            float[] mean = state(h.ruleState(), "running-mean"), of = running.numbers("batch_mean");
            double share = momentum == 0 ? 1 : 1 - Math.pow(0.9, 10);
            for (int c = 0; c < of.length; c++) {
                assertEquals(of[c] * share, mean[c], 1e-6);
            }
        }
    }

    @Test
    void anEvaluationUsesTheRunningStatisticsAndCouplesNoExamples() {
        GoldenCase data = GoldenCase.of("batchnorm_train"), eval = GoldenCase.of("batchnorm_eval");
        LayerProbe probe = probe(data);
        TrainingHarness h = harness(data, probe, new BatchNorm(0.1f, 1e-5f));
        copy(eval, "in", NORM, h, h.theta());
        h.step();
        int rows = data.inputShape()[0], outputs = data.output().length / rows;
        float[] all = predicted(h, eval.numbers("in", "x"), rows, outputs);
        assertClose(eval.output(), all, "evaluation");
        float[] first = Arrays.copyOf(eval.numbers("in", "x"), outputs);
        assertArrayEquals(Arrays.copyOf(all, outputs), predicted(h, first, 1, outputs));
    }

    private static float[] predicted(TrainingHarness h, float[] x, int rows, int outputs) {
        ComputeContext context = new ComputeContext();
        ScratchMatrix scores = new ScratchMatrix(rows, outputs, context), each = new ScratchMatrix(rows, 1, context);
        h.learner()
                .predict(
                        new MatrixView(x, 0, rows, outputs),
                        new MatrixView(new float[rows * outputs], 0, rows, outputs),
                        scores,
                        each);
        return Arrays.copyOf(scores.data(), rows * outputs);
    }

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
