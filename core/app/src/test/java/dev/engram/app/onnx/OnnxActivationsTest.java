package dev.engram.app.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.plugins.activations.Elu;
import dev.engram.plugins.activations.Exp;
import dev.engram.plugins.activations.Gelu;
import dev.engram.plugins.activations.HardSigmoid;
import dev.engram.plugins.activations.Identity;
import dev.engram.plugins.activations.LeakyRelu;
import dev.engram.plugins.activations.Mish;
import dev.engram.plugins.activations.RectifiedPower;
import dev.engram.plugins.activations.Relu;
import dev.engram.plugins.activations.Selu;
import dev.engram.plugins.activations.Sigmoid;
import dev.engram.plugins.activations.Silu;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.activations.Softplus;
import dev.engram.plugins.activations.Softsign;
import dev.engram.plugins.activations.Tanh;
import dev.engram.spi.Activation;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes from the activations of a model what Engram predicts. */
class OnnxActivationsTest {
    static Stream<Activation> activations() {
        return Stream.of(
                new Elu(0.7f),
                new Exp(),
                new Gelu(Gelu.Form.EXACT),
                new Gelu(Gelu.Form.TANH),
                new HardSigmoid(0.2f),
                new Identity(),
                new LeakyRelu(0.1f),
                new Mish(),
                new RectifiedPower(1.5f),
                new Relu(),
                new Selu(),
                new Sigmoid(1, 0),
                new Sigmoid(4, 0.5f),
                new Silu(1),
                new Silu(1.702f),
                new Softmax(),
                new Softplus(1),
                new Softplus(3),
                new Softsign(),
                new Tanh());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyActivationIsTheSame(Activation activation) throws Exception {
        OnnxComparison.requireSame(
                Shape.features(8),
                List.of(OnnxComparison.dense(9, activation)),
                OnnxComparison.gaussian(OnnxComparison.ROWS * 8));
    }

    @Test
    void everyShippedActivationIsTested() throws IOException {
        TreeSet<String> shipped = new TreeSet<>();
        for (URL index : Collections.list(getClass().getClassLoader().getResources("META-INF/extensions.idx"))) {
            try (InputStream in = index.openStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(l -> l.startsWith("dev.engram.plugins.activations."))
                        .forEach(shipped::add);
            }
        }
        TreeSet<String> tested = new TreeSet<>();
        activations().forEach(a -> tested.add(a.getClass().getName()));
        assertEquals(shipped, tested);
    }
}
