package dev.engram.plugins.optimizers;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.junit.OptimizerContractTest;
import java.util.List;

class OptimizersKeepTheContractTest extends OptimizerContractTest {
    @Override
    protected List<Optimizer> components() {
        return List.of(
                new Sgd(0.1f),
                new Momentum(0.01f, 0.9f, 0, false),
                new Momentum(0.01f, 0.9f, 0.5f, false),
                new Momentum(0.1f, 0.9f, 0, true),
                new Nesterov(0.01f, 0.9f),
                new AdaGrad(0.01f, 0, 0, 1e-10f, false),
                new AdaGrad(0.5f, 0.1f, 0.1f, 1e-7f, true),
                new RmsProp(0.01f, 0.99f, 0, false, 1e-8f, false, 0, false),
                new RmsProp(0.01f, 0.9f, 0.9f, true, 1e-8f, true, 1, true),
                new Adam(0.001f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true),
                new Adam(0.001f, 0.9f, 0.999f, 1e-8f, Epsilon.INSIDE_ROOT, false));
    }
}
