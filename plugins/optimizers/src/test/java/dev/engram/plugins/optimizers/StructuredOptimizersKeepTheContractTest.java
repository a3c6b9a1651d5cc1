package dev.engram.plugins.optimizers;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.junit.OptimizerContractTest;
import java.util.List;

/** Optimizers that use matrices, the whole arena, several points, or other optimizers. */
class StructuredOptimizersKeepTheContractTest extends OptimizerContractTest {
    private static final Optimizer ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true);

    @Override
    protected List<Optimizer> components() {
        return List.of(
                new Lars(1, 0.9f, 0.001f, 0, 0, Lars.Denominator.TOGETHER, Lars.Scale.ALL),
                new Lars(0.1f, 0.5f, 0.1f, 0.01f, 1e-8f, Lars.Denominator.SEPARATE, Lars.Scale.WEIGHTS),
                new Lamb(0.001f, 0.9f, 0.999f, 1e-6f, 0, true, Lars.Scale.ALL),
                new Lamb(0.01f, 0.9f, 0.99f, 1e-6f, 0, false, Lars.Scale.WEIGHTS),
                new Muon(0.02f, 0.95f, true, 0, Muon.Scale.ORIGINAL, 5, Muon.Matrices.HIDDEN, ADAM),
                new Muon(0.02f, 0.9f, false, 0, Muon.Scale.MATCH_RMS, 7, Muon.Matrices.WEIGHTS, ADAM),
                new Split(Split.Part.WEIGHTS, ADAM, new Sgd(0.1f)),
                new Split(Split.Part.NETWORK, ADAM, new Sgd(0.1f), LayerChoice.parse("last")),
                new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024, 3),
                new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024),
                new Shampoo(0.1f, 1e-4f, 0.5f, 0.9f, 5, Shampoo.Graft.SGD, 3),
                new Soap(0.003f, 0.95f, 0.95f, 0.95f, 10, 1e-8f, 0.01f, 1024),
                new Soap(0.003f, 0.9f, 0.99f, 0.9f, 3, 1e-8f, 0, 3),
                new Adafactor(0.01f, -0.8f, 1, 0, true, 1e-3f, 1.2e-7f, Adafactor.Floor.CLAMP),
                new Adafactor(0.1f, -0.5f, 2, 0.01f, false, 1e-3f, 1e-15f, Adafactor.Floor.ADD),
                new ScheduleFreeSgd(0.1f, 0.9f, 0, 0, 0),
                new ScheduleFreeSgd(0.1f, 0, 0.01f, 5, 1),
                new ScheduleFreeAdamW(0.0025f, 0.9f, 0.999f, 1e-8f, 0, 0, 0),
                new ScheduleFreeAdamW(0.01f, 0.95f, 0.99f, 1e-8f, 0.01f, 5, 1),
                new Prodigy(1, 0.9f, 0.999f, 1e-8f, 0, 1e-6, 1, 1e30, false),
                new Prodigy(1, 0.9f, 0.99f, 1e-8f, 0, 1e-4, 0.5, 1.1, true),
                new DAdaptationSgd(1, 0.9f, 1e-6, 1e30),
                new DAdaptationSgd(1, 0, 1e-3, 2),
                new Lbfgs(1, 10, Lbfgs.Search.STRONG_WOLFE, 1e-4f, 0.9f),
                new Lbfgs(1, 3, Lbfgs.Search.ARMIJO, 1e-4f, 0.9f),
                new Lbfgs(0.5f, 4, Lbfgs.Search.NONE, 1e-4f, 0.9f),
                new ConjugateGradient(ConjugateGradient.Beta.POLAK_RIBIERE_PLUS, 1, 0, 0.2f, 1e-4f, 0.1f),
                new ConjugateGradient(ConjugateGradient.Beta.FLETCHER_REEVES, 1, 5, 0.2f, 1e-4f, 0.1f),
                new ConjugateGradient(ConjugateGradient.Beta.HESTENES_STIEFEL, 1, 0, 1e9f, 1e-4f, 0.1f),
                new ConjugateGradient(ConjugateGradient.Beta.DAI_YUAN, 1, 0, 1, 1e-4f, 0.1f),
                new Sam(ADAM, 0.05f, false),
                new Sam(new Sgd(0.1f), 0.5f, true),
                new Lookahead(ADAM, 5, 0.5f, Lookahead.View.SLOW),
                new Lookahead(ADAM, 3, 0.8f, Lookahead.View.FAST),
                new Ema(ADAM, 0.99f, Ema.Start.PARAMETERS),
                new Ema(ADAM, 0.99f, Ema.Start.DEBIASED),
                new Ema(new Sam(ADAM, 0.05f, false), 0.99f, Ema.Start.RAMP),
                new Swa(ADAM, 1, 1),
                new Swa(ADAM, 10, 3));
    }
}
