package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.junit.OptimizerContractTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

class ElementwiseKeepTheContractTest extends OptimizerContractTest {
    /** Powers of many numbers keep the compiler from removing what a power of a constant allocates. */
    @BeforeAll
    static void computeManyPowers() {
        double sum = 0;
        for (int i = 0; i < 300_000; i++) {
            sum += StrictMath.pow(0.5 + (i & 63) * 0.03, 0.3 + (i & 7) * 0.7);
        }
        assertTrue(sum > 0);
    }

    @Override
    protected List<Optimizer> components() {
        return List.of(
                new AdaDelta(1, 0.9f, 1e-6f),
                new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50),
                new AdamW(0.001f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 0.01f, true),
                new AmsGrad(0.001f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.BEFORE_CORRECTION),
                new AmsGrad(0.001f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.AFTER_CORRECTION),
                new AmsGrad(0.001f, 0.9f, 0.999f, 1e-8f, AmsGrad.Maximum.UNCORRECTED),
                new AdaMax(0.002f, 0.9f, 0.999f, 1e-8f),
                new NAdam(0.002f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING),
                new NAdam(0.002f, 0.9f, 0.999f, 1e-8f, NAdam.Course.GROWING, 0.01),
                new NAdam(0.002f, 0.9f, 0.999f, 1e-8f, NAdam.Course.CONSTANT),
                new RAdam(0.001f, 0.9f, 0.999f, 1e-8f, Epsilon.BEFORE_CORRECTION, 5, RAdam.Start.MOMENTUM),
                new RAdam(0.001f, 0.9f, 0.9f, 1e-8f, Epsilon.AFTER_CORRECTION, 4, RAdam.Start.WAIT),
                new AdaBelief(0.001f, 0.9f, 0.999f, 1e-16f),
                new SignSgd(0.001f),
                new Signum(0.001f, 0.9f),
                new Lion(1e-4f, 0.9f, 0.99f, 0),
                new Lion(1e-4f, 0.9f, 0.99f, 0.1f));
    }
}
