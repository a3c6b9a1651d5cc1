package dev.engram.plugins.activations;

import dev.engram.spi.Activation;
import dev.engram.testkit.junit.ActivationContractTest;
import java.util.List;

class ActivationsKeepTheContractTest extends ActivationContractTest {
    @Override
    protected List<Activation> components() {
        return List.of(
                new Exp(),
                new Identity(),
                new LeakyRelu(0.01f),
                new Relu(),
                new Sigmoid(1, 0),
                new Sigmoid(4, 0.5f),
                new Softmax(),
                new Tanh());
    }
}
