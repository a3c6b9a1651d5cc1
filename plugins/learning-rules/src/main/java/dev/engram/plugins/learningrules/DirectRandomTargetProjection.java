package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Direct random target projection (DRTP): fixed random matrices project the target itself, which replaces the error
 * of the hidden layers.
 *
 * <pre>
 * D_l = (T B_l) * phi_l'(A_l) for l < L;   D_L as in back-propagation        B_l: targets x outputs of layer l
 * B within +-scale sqrt(6 / outputs), or normal with the same variance, scale^2 2 / outputs
 * </pre>
 *
 * The target has the sign of the error only for classes, so the rule is for classes only. It does not shrink where
 * the answer is right: hidden units continue to saturate, so small learning rates and tanh units are usual. A hidden
 * layer can be updated as soon as its output is known, whatever the layers above do. Signed sends +1 and -1 instead
 * of 1 and 0. This is needed for two classes in one column, where 0 would have no effect. Frenkel, Lefebvre and Bol
 * 2021.
 */
@Component("direct-random-target-projection")
public record DirectRandomTargetProjection(
        @Hyper(value = "1", range = "(0,inf)", doc = "scale of the projection")
        float scale,

        @Hyper(value = "false", doc = "send targets as +1 and -1")
        boolean signed,

        @Hyper(value = "uniform", omitDefault = true, doc = "distribution of the projection: uniform or normal")
        Draw draw)
        implements LocalRule {
    /** Distribution of the projection. */
    public enum Draw {
        UNIFORM,
        NORMAL
    }

    /** A uniformly distributed projection. */
    public DirectRandomTargetProjection(float scale, boolean signed) {
        this(scale, signed, Draw.UNIFORM);
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.CLASSES, Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public Signal signal() {
        return Signal.TARGET;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.local(layer -> layer == setup.network().last() ? new Delta() : this);
    }

    @Override
    public void learn(Synapses s) {
        int k = s.signal().cols(), n = s.output().cols();
        Matrix sent = signed ? s.perExample("sent", k).map(s.signal(), t -> t > 0 ? 1 : -1) : s.signal();
        Matrix b = draw == Draw.UNIFORM
                ? s.fixedUniform("projection", k, n, scale * Maths.sqrt(6f / n))
                : s.fixedGaussian("projection", k, n, scale * Maths.sqrt(2f / n));
        Scratch error = s.perExample("error", n).multiply(sent, b),
                d = s.perExample("d", s.preActivation().cols());
        s.backwardActivation(error, d);
        s.credit(d);
    }
}
