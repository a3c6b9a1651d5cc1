package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Equilibrium propagation: compares the fixed point of the network with that of the network whose output is nudged
 * towards the target.
 *
 * <pre>
 * s_l <- phi_l(W_l s_{l-1} + b_l + W_{l+1}' s_{l+1}),   all layers at once, s_0 = x, at first s = 0     (free phase)
 * s_L <- phi_L(W_L s_{L-1} + b_L - beta dC/ds_L),       from the free state                           (nudged phase)
 * one-sided:    G_l = -(s_l' s_{l-1} at beta - s_l' s_{l-1} at 0) / (beta B)
 * random-sign:  the same with beta or -beta, chosen at random for each batch
 * centred:      G_l = -(s_l' s_{l-1} at beta - s_l' s_{l-1} at -beta) / (2 beta B)
 * </pre>
 *
 * <p>G_l has the shape of W_l; for the bias, s_l replaces s_l' s_{l-1}. G is the gradient of the loss C at the free
 * fixed point, up to an error of order beta (one-sided) or beta^2 (centred), if both phases converge: small weights,
 * and activations with a slope up to 1 (sigmoid with gain 4 and shift 0.5, where activity is between 0 and 1). With
 * large weights the states of all layers oscillate, since all are updated at once.
 *
 * <p>A softmax output is not part of the dynamics: it is a read-out of the last hidden state. That state is nudged
 * by -beta dC/ds, and the read-out learns by its own gradient at the free state.
 *
 * <p>Predicts with the free state, not with a forward pass: the loss of predictions is not reported, and the true
 * gradient that alignment compares with is that of the forward pass, which is a different function; gradient-error
 * {reference: settled} compares with that of the free state. Cost: 2 (free +
 * nudged) forward passes, centred 2 (free + 2 nudged), minus those of the first layer, which is computed once.
 *
 * <p>In a convolution, W' s is the transposed convolution. Pooling may come between the weights and the activation:
 * <pre>
 * s_l <- phi_l(pool(W_l s_{l-1} + b_l) + W_{l+1}' unpool(s_{l+1})),   G_l from unpool(s_l) in place of s_l
 * </pre>
 * unpool is the adjoint of pool at its own input: max-pooling sends each number to the place of its maximum, found
 * anew in every step of every phase. Other stages, and pooling after the activation, have no place in the energy and
 * are refused.
 *
 * <p>Scellier and Bengio 2017; this discrete form: Ernoult, Grollier, Querlioz, Bengio and Scellier 2019; centred
 * and with read-out: Laborieux et al. 2021.
 */
@Component("equilibrium-propagation")
public record EquilibriumPropagation(
        @Hyper(value = "0.1", range = "(0,inf)", doc = "beta, the nudging strength")
        float beta,

        @Hyper(value = "30", range = "[1,inf)", doc = "steps of the free phase")
        int free,

        @Hyper(value = "10", range = "[1,inf)", doc = "steps of each nudged phase")
        int nudged,

        @Hyper(value = "centred", doc = "nudging: one-sided (free and nudged), random-sign, or centred (both signs)")
        Nudge nudge)
        implements LearningRule {
    /** The two states that are compared. */
    public enum Nudge {
        ONE_SIDED,
        RANDOM_SIGN,
        CENTRED
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(
                Requirement.OUTPUT_LAYER,
                Requirement.CHAIN,
                Requirement.SEPARATE_EXAMPLES,
                Requirement.SLOPES,
                Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        return SettledGradient.supports(net, BoundEquilibrium.layersInDynamics(net))
                ? new BoundEquilibrium.Dense(this, setup)
                : new BoundEquilibrium(this, setup);
    }
}
