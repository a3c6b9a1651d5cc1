package dev.engram.plugins.layers;

import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.junit.LayerContractTest;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Tanh;
import java.util.List;

class LayersKeepTheContractTest extends LayerContractTest {
    private static Conv conv(int maps, int stride, String padding, int dilation, int groups, boolean biased) {
        return new Conv(
                maps,
                3,
                stride,
                padding,
                dilation,
                groups,
                new Tanh(),
                TrainingTask.GLOROT,
                TrainingTask.ZEROS,
                biased);
    }

    private static ConvTranspose transposed(int maps, int stride, int padding, int outputPadding, int groups) {
        return new ConvTranspose(
                maps,
                3,
                stride,
                padding,
                outputPadding,
                1,
                groups,
                new Tanh(),
                TrainingTask.GLOROT,
                TrainingTask.ZEROS);
    }

    private static Dense dense(int units) {
        return new Dense(units, new Identity(), TrainingTask.GLOROT, TrainingTask.ZEROS);
    }

    @Override
    protected List<LayerKind> components() {
        return List.of(
                new ActivationLayer(new Tanh()),
                new AvgPool(2, 0, "valid", false, true),
                new AvgPool(3, 2, "1", true, false),
                new BatchNorm(0.1f, 1e-5f),
                conv(3, 1, "valid", 1, 1, true),
                conv(4, 2, "same", 1, 2, false),
                conv(4, 1, "2", 2, 4, true),
                transposed(3, 2, 1, 1, 1),
                transposed(4, 1, 0, 0, 2),
                dense(7),
                new Dropout(0.3f, false),
                new Dropout(0.3f, true),
                new Flatten(),
                new GlobalAvgPool(),
                new GroupNorm(2, 1e-5f),
                new LayerNorm(1e-5f),
                new MaxPool(2, 0, "valid", false),
                new MaxPool(3, 2, "1", true),
                new Pad(1, Pad.Mode.REFLECT),
                new Pad(2, Pad.Mode.REPLICATE),
                new Pad(1, Pad.Mode.ZEROS),
                new Residual(List.of(conv(4, 1, "same", 1, 1, true)), List.of()),
                new Residual(
                        List.of(new ActivationLayer(new Tanh()), conv(3, 2, "same", 1, 1, true)),
                        List.of(conv(3, 2, "same", 1, 1, false))),
                new Residual(
                        List.of(new LayerNorm(1e-5f), conv(3, 2, "same", 1, 1, true)),
                        List.of(new AvgPool(2, 0, "same", false, true), conv(3, 1, "same", 1, 1, false))),
                new Residual(List.of(conv(4, 2, "same", 1, 1, true)), List.of(new AvgPool(2, 0, "same", false, true))),
                new Triangle(1),
                new Triangle(1.4f));
    }
}
