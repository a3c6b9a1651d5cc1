package dev.engram.plugins.optimizers;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.junit.OptimizerContractTest;
import java.util.List;

/** Links of chains, alone if they descend alone, and in a chain. */
class LinksKeepTheContractTest extends OptimizerContractTest {
    private static final Sgd SGD = new Sgd(0.1f);
    private static final Adam ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true);

    private static Optimizer chain(Optimizer... links) {
        return new Chain(List.of(links));
    }

    @Override
    protected List<Optimizer> components() {
        return List.of(
                chain(SGD),
                chain(new ClipByGlobalNorm(1, 1e-6f), ADAM, new WeightDecay(1e-4f, true)),
                new ClipByValue(0.01f),
                chain(new ClipByValue(1), SGD),
                new ClipByGlobalNorm(0.1f, 0),
                chain(new ClipByGlobalNorm(1, 1e-6f), SGD),
                new ClipByNorm(0.1f),
                chain(new ClipByNorm(1), SGD),
                new ClipByRms(0.01f),
                chain(ADAM, new ClipByRms(1)),
                chain(SGD, new ProjectOntoBox(-10, 10)),
                chain(new WeightDecay(1e-4f, true), SGD),
                chain(ADAM, new WeightDecay(1e-4f, true)),
                chain(SGD, new ReduceOnPlateau(0.5f, 2, 3, 1e-4f, 1, 0.01f)));
    }
}
