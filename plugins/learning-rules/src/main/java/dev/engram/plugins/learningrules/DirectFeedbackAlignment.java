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
 * Direct feedback alignment: fixed random matrices carry the output error directly to each hidden layer.
 *
 * <pre>
 * D_l = (S B_l) * phi_l'(A_l) for l < L;   D_L as in back-propagation        B_l: targets x outputs of layer l
 * S = D_L (DFA) or sign(D_L) (sDFA), with sign(0) = 0
 * B: uniform  within +-scale / sqrt(targets)
 *    normal   N(0,1) scale / sqrt(targets)
 * </pre>
 *
 * D_L is the error at the output's pre-activation, as defined by the loss; every layer takes the mean over the
 * batch. Hidden layers see their own input and output and the broadcast error, so they can be updated in any order,
 * and they learn even from weights that are all 0. The scale acts as a learning rate of the hidden layers. Nokland
 * 2016; sign only: Frenkel, Lefebvre and Bol 2021.
 */
@Component("direct-feedback-alignment")
public record DirectFeedbackAlignment(
        @Hyper(value = "1", range = "(0,inf)", doc = "scale of the feedback matrices")
        float scale,

        @Hyper(value = "uniform", doc = "distribution of the feedback matrices: uniform or normal")
        Draw draw,

        @Hyper(value = "error", doc = "signal to the hidden layers: the error (DFA) or its sign (sDFA)")
        Send send)
        implements LocalRule {
    /** Distribution of the feedback matrices. */
    public enum Draw {
        UNIFORM,
        NORMAL
    }

    /** Signal to the hidden layers. */
    public enum Send {
        ERROR,
        SIGN
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public Signal signal() {
        return Signal.ERROR;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.local(layer -> layer == setup.network().last() ? new Delta() : this);
    }

    @Override
    public void learn(Synapses s) {
        int k = s.signal().cols(), n = s.output().cols();
        float size = scale / Maths.sqrt(k);
        Matrix sent = send == Send.SIGN ? s.perExample("sent", k).map(s.signal(), Math::signum) : s.signal();
        Matrix b =
                draw == Draw.UNIFORM ? s.fixedUniform("feedback", k, n, size) : s.fixedGaussian("feedback", k, n, size);
        Scratch error = s.perExample("error", n).multiply(sent, b),
                d = s.perExample("d", s.preActivation().cols());
        s.backwardActivation(error, d);
        s.credit(d);
    }
}
