package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.testkit.junit.ActivationContractTest;
import java.util.List;

class ActivationsKeepTheContractTest extends ActivationContractTest {
    @Override
    protected List<Activation> components() {
        return List.of(
                new Elu(1),
                new Exp(),
                new Gelu(Gelu.Form.EXACT),
                new Gelu(Gelu.Form.TANH),
                new HardSigmoid(1 / 6f),
                new Identity(),
                new LeakyRelu(0.01f),
                new Mish(),
                new Relu(),
                new Selu(),
                new Sigmoid(1, 0),
                new Sigmoid(4, 0.5f),
                new Silu(1),
                new Softmax(),
                new Softplus(1),
                new Softplus(3),
                new Softsign(),
                new Tanh());
    }
}
