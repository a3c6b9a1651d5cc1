package dev.engram.app.onnx;

import dev.engram.plugins.activations.Relu;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.layers.ActivationLayer;
import dev.engram.plugins.layers.AvgPool;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.Dropout;
import dev.engram.plugins.layers.Embedding;
import dev.engram.plugins.layers.Flatten;
import dev.engram.plugins.layers.GlobalAvgPool;
import dev.engram.plugins.layers.GroupNorm;
import dev.engram.plugins.layers.LayerNorm;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.layers.Pad;
import dev.engram.plugins.layers.Residual;
import dev.engram.plugins.layers.Triangle;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes from the layers of a model what Engram predicts. */
class OnnxLayersTest {
    static Stream<Arguments> networks() {
        Conv unbiased =
                new Conv(6, 3, 1, "1", 1, 1, OnnxComparison.NONE, OnnxComparison.ZEROS, OnnxComparison.ZEROS, false);
        Conv wide = new Conv(
                6,
                3,
                1,
                "valid",
                1,
                2,
                OnnxComparison.NONE,
                OnnxComparison.ZEROS,
                OnnxComparison.ZEROS,
                true,
                2,
                2,
                "1");
        LayerKind projection =
                new Conv(6, 1, 2, "valid", 1, 1, OnnxComparison.NONE, OnnxComparison.ZEROS, OnnxComparison.ZEROS, true);
        return Stream.of(
                Arguments.of(
                        "two dense layers",
                        Shape.features(8),
                        List.of(OnnxComparison.dense(7, new Tanh()), OnnxComparison.dense(3, new Softmax()))),
                Arguments.of(
                        "dense on a map", OnnxComparison.MAP, List.of(OnnxComparison.dense(3, OnnxComparison.NONE))),
                Arguments.of("conv", OnnxComparison.MAP, List.of(OnnxComparison.conv(3, 1, "valid", 1, 1))),
                Arguments.of(
                        "conv with padding and stride",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(3, 2, "1", 1, 1))),
                Arguments.of(
                        "conv with same padding",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(4, 1, "same", 1, 1), OnnxComparison.conv(2, 2, "same", 1, 1))),
                Arguments.of(
                        "conv with dilation and groups",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(3, 1, "2", 2, 2))),
                Arguments.of("conv of other width without bias", OnnxComparison.MAP, List.of(unbiased, wide)),
                Arguments.of(
                        "conv down to one position",
                        new Shape(2, 3, 3),
                        List.of(
                                OnnxComparison.conv(3, 1, "valid", 1, 1),
                                OnnxComparison.dense(2, OnnxComparison.NONE))),
                Arguments.of(
                        "conv down to one row",
                        new Shape(2, 3, 5),
                        List.of(OnnxComparison.conv(3, 1, "valid", 1, 1), OnnxComparison.conv(2, 1, "valid", 1, 1))),
                Arguments.of(
                        "conv of a sequence",
                        OnnxComparison.SEQUENCE,
                        List.of(OnnxComparison.conv(3, 2, "same", 2, 2), new MaxPool(2, 0, "valid", false))),
                Arguments.of(
                        "transposed conv", OnnxComparison.MAP, List.of(OnnxComparison.transposed(3, 2, 1, 1, 1, 1))),
                Arguments.of(
                        "transposed conv with dilation and groups",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.transposed(3, 2, 0, 0, 2, 2))),
                Arguments.of(
                        "transposed conv of a sequence",
                        OnnxComparison.SEQUENCE,
                        List.of(OnnxComparison.transposed(4, 3, 1, 2, 1, 1))),
                Arguments.of(
                        "max-pool",
                        OnnxComparison.MAP,
                        List.of(
                                OnnxComparison.conv(3, 1, "1", 1, 1),
                                new MaxPool(3, 2, "1", true),
                                new MaxPool(2, 0, "same", false))),
                Arguments.of(
                        "avg-pool",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(3, 1, "1", 1, 1), new AvgPool(3, 2, "1", true, true))),
                Arguments.of(
                        "avg-pool without padding in the mean",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(3, 1, "1", 1, 1), new AvgPool(3, 2, "same", false, false))),
                Arguments.of(
                        "avg-pool before the first weights",
                        OnnxComparison.MAP,
                        List.of(
                                new AvgPool(2, 0, "valid", false, true),
                                new Flatten(),
                                OnnxComparison.dense(2, OnnxComparison.NONE))),
                Arguments.of(
                        "global-avg-pool",
                        OnnxComparison.MAP,
                        List.of(
                                OnnxComparison.conv(3, 1, "1", 1, 1),
                                new GlobalAvgPool(),
                                OnnxComparison.dense(3, new Softmax()))),
                Arguments.of(
                        "batch-norm of features",
                        Shape.features(8),
                        List.of(
                                OnnxComparison.dense(6, OnnxComparison.NONE),
                                new BatchNorm(0.1f, 1e-5f),
                                new ActivationLayer(new Relu()),
                                OnnxComparison.dense(2, OnnxComparison.NONE))),
                Arguments.of(
                        "batch-norm of maps",
                        OnnxComparison.MAP,
                        List.of(
                                OnnxComparison.conv(3, 1, "1", 1, 1),
                                new BatchNorm(0.1f, 1e-3f),
                                OnnxComparison.conv(1, 1, "valid", 1, 1),
                                new BatchNorm(0.1f, 1e-5f, false))),
                Arguments.of(
                        "layer-norm",
                        OnnxComparison.MAP,
                        List.of(
                                OnnxComparison.conv(3, 1, "1", 1, 1),
                                new LayerNorm(1e-5f),
                                new Flatten(),
                                OnnxComparison.dense(5, OnnxComparison.NONE),
                                new LayerNorm(1e-5f, false))),
                Arguments.of(
                        "group-norm",
                        OnnxComparison.MAP,
                        List.of(
                                OnnxComparison.conv(3, 1, "1", 1, 1),
                                new GroupNorm(2, 1e-5f),
                                OnnxComparison.conv(1, 1, "valid", 1, 1),
                                new GroupNorm(3, 1e-5f, false))),
                Arguments.of(
                        "pad",
                        OnnxComparison.MAP,
                        List.of(
                                new Pad(3, Pad.Mode.REFLECT),
                                OnnxComparison.conv(3, 2, "valid", 1, 1),
                                new Pad(2, Pad.Mode.REPLICATE),
                                new Pad(1, Pad.Mode.ZEROS))),
                Arguments.of(
                        "triangle on a map",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(3, 1, "valid", 1, 1), new Triangle(1.4f))),
                Arguments.of(
                        "triangle of features",
                        Shape.features(8),
                        List.of(OnnxComparison.dense(6, OnnxComparison.NONE), new Triangle(1))),
                Arguments.of(
                        "pad of a sequence",
                        OnnxComparison.SEQUENCE,
                        List.of(new Pad(2, Pad.Mode.REFLECT), OnnxComparison.conv(3, 1, "valid", 1, 1))),
                Arguments.of(
                        "dropout",
                        Shape.features(8),
                        List.of(
                                OnnxComparison.dense(6, new Relu()),
                                new Dropout(0.5f, false),
                                OnnxComparison.dense(2, OnnxComparison.NONE))),
                Arguments.of(
                        "residual",
                        Shape.features(6),
                        List.of(
                                new Residual(
                                        List.of(
                                                OnnxComparison.dense(6, new Tanh()),
                                                OnnxComparison.dense(6, OnnxComparison.NONE)),
                                        List.of()),
                                new ActivationLayer(new Relu()),
                                OnnxComparison.dense(2, OnnxComparison.NONE))),
                Arguments.of(
                        "residual with a shortcut",
                        OnnxComparison.MAP,
                        List.of(
                                new Residual(
                                        List.of(OnnxComparison.conv(3, 2, "1", 1, 1), new BatchNorm(0.1f, 1e-5f)),
                                        List.of(projection)),
                                new Flatten(),
                                OnnxComparison.dense(2, OnnxComparison.NONE))),
                Arguments.of(
                        "softmax over a map",
                        OnnxComparison.MAP,
                        List.of(OnnxComparison.conv(3, 2, "1", 1, 1), new ActivationLayer(new Softmax()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void onnxRuntimeGivesTheSameOutputs(String name, Shape input, List<LayerKind> layers) throws Exception {
        OnnxComparison.requireSame(input, layers, OnnxComparison.gaussian(OnnxComparison.ROWS * input.size()));
    }

    @Test
    void anEmbeddingLooksUpItsRows() throws Exception {
        float[] words = new float[OnnxComparison.ROWS * 4];
        for (int i = 0; i < words.length; i++) {
            words[i] = i * 7 % 11;
        }
        LayerKind embedding = new Embedding(11, 3, new Tanh(), OnnxComparison.ZEROS);
        OnnxComparison.requireSame(
                Shape.features(4), List.of(embedding, OnnxComparison.conv(2, 1, "valid", 1, 1)), words);
        float[] single = {0, 10, 3, 3, 7};
        OnnxComparison.requireSame(
                Shape.features(1), List.of(embedding, OnnxComparison.dense(2, OnnxComparison.NONE)), single);
    }
}
