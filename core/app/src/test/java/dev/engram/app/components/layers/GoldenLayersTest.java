package dev.engram.app.components.layers;

import static dev.engram.app.components.layers.GoldenHarness.EYE;
import static dev.engram.app.components.layers.GoldenHarness.NORM;
import static dev.engram.app.components.layers.GoldenHarness.assertClose;
import static dev.engram.app.components.layers.GoldenHarness.copy;
import static dev.engram.app.components.layers.GoldenHarness.harness;
import static dev.engram.app.components.layers.GoldenHarness.parameter;
import static dev.engram.app.components.layers.GoldenHarness.probe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.plugins.layers.AvgPool;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.ConvTranspose;
import dev.engram.plugins.layers.GlobalAvgPool;
import dev.engram.plugins.layers.GroupNorm;
import dev.engram.plugins.layers.LayerNorm;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.layers.Pad;
import dev.engram.plugins.layers.Triangle;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped layers give PyTorch's outputs, gradients and tangents, which were computed in double precision. */
class GoldenLayersTest {
    /** The layer is the second, behind the one that shapes its input. */
    private static final Map<String, String> SYNAPSES = Map.of("w", "layer1/weights", "b", "layer1/bias");

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
                Arguments.of("triangle", new Triangle(1.4f), Map.of()),
                Arguments.of("triangle_features", new Triangle(1), Map.of()),
                Arguments.of("pad_reflect", new Pad(2, Pad.Mode.REFLECT), Map.of()),
                Arguments.of("pad_replicate", new Pad(1, Pad.Mode.REPLICATE), Map.of()),
                Arguments.of("pad_reflect_sequence", new Pad(3, Pad.Mode.REFLECT), Map.of()),
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
}
