package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
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
 * gradient that alignment compares with is that of the forward pass, which is a different function. Cost: 2 (free +
 * nudged) forward passes, centred 2 (free + 2 nudged), minus those of the first layer, which is computed once.
 *
 * <p>In a convolution, W' s is the transposed convolution. Its only stage may be an activation: pooling, normalization
 * and dropout have no place in the energy, and are refused.
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
        return new Bound(this, setup);
    }

    private static final class Bound implements BoundRule.Predictor {
        private final EquilibriumPropagation rule;
        private final Network net;
        private final Objective loss;
        /** Number of layers in the dynamics: all, or all but the read-out. */
        private final int n;

        private final boolean hasReadout;
        private final Scratch[] s;
        private final Scratch[] next;
        private final Scratch[] feedback;
        private final Scratch[] free;
        private final Scratch[] negativePhase;
        /** Pre-activation of the first layer from the clamped input. */
        private final Scratch drive;

        private final Activations output;
        private final Scratch error;

        Bound(EquilibriumPropagation rule, Setup setup) {
            this.rule = rule;
            net = setup.network();
            loss = setup.loss();
            hasReadout = net.last().activation().outputFunction() == OutputFunction.SOFTMAX;
            n = hasReadout ? net.depth() - 1 : net.depth();
            s = setup.likePreActivations();
            next = setup.likePreActivations();
            feedback = setup.likePreActivations();
            free = setup.likePreActivations();
            negativePhase = setup.likePreActivations();
            drive = setup.perExample(net.layer(0).units());
            output = setup.activations(net.last());
            error = setup.perExample(setup.targets());
        }

        private void settle(Matrix x) {
            net.layer(0).affine(x, drive);
            for (int l = 0; l < n; l++) {
                s[l].fill(0);
            }
            relax(null, 0, rule.free);
        }

        private void relax(Matrix targets, float beta, int steps) {
            for (int k = 0; k < steps; k++) {
                for (int l = 0; l < n; l++) {
                    if (l == 0) {
                        next[l].set(drive);
                    } else {
                        net.layer(l).affine(s[l - 1], next[l]);
                    }
                    if (l + 1 < n) {
                        net.layer(l + 1)
                                .backwardAffine(s[l + 1], net.layer(l + 1).weights(), feedback[l]);
                        next[l].add(1, feedback[l]);
                    } else if (beta != 0) {
                        gradient(targets, feedback[l]);
                        next[l].add(-beta, feedback[l]);
                    }
                }
                for (int l = 0; l < n; l++) {
                    net.layer(l).activate(next[l], s[l]);
                }
            }
        }

        /** dC/ds of the last layer in the dynamics. */
        private void gradient(Matrix targets, Scratch slope) {
            if (hasReadout) {
                readout(s[n - 1]);
                loss.valueAndError(output, targets, error);
                net.last().backwardAffine(error, net.last().weights(), slope);
            } else {
                loss.gradient(s[n - 1], targets, slope);
            }
        }

        private static void copy(Scratch[] from, Scratch[] to, int n) {
            for (int l = 0; l < n; l++) {
                to[l].set(from[l]);
            }
        }

        /**
         * gradient += scale (s_l' s_{l-1} - o_l' o_{l-1}) for two states s and o, written with their mean m as
         * (s_l - o_l)' m_{l-1} + m_l' (s_{l-1} - o_{l-1}): the difference of two large products would lose digits.
         */
        private void credit(Matrix x, Scratch[] o, float scale) {
            Scratch[] change = next, mean = feedback;
            for (int l = 0; l < n; l++) {
                change[l].set(s[l]).add(-1, o[l]);
                mean[l].set(s[l]).add(1, o[l]).scale(0.5f);
                net.layer(l).accumulateOuterProduct(scale, change[l], l == 0 ? x : mean[l - 1]);
                if (l > 0) {
                    net.layer(l).accumulateOuterProduct(scale, mean[l], change[l - 1]);
                }
                net.layer(l).creditBias(scale, change[l]);
            }
        }

        /** Computes the activations of the read-out; {@code x} is used if no layer in the dynamics precedes it. */
        private void readout(Matrix x) {
            net.last().forward(n == 0 ? x : s[n - 1], output);
        }

        @Override
        public double learn(Batch batch) {
            Matrix x = batch.inputs(), t = batch.targets();
            settle(x);
            double value;
            if (hasReadout) {
                readout(x);
                value = loss.valueAndError(output, t, error);
                net.last().credit(error, output);
            } else {
                value = loss.value(s[n - 1], t);
            }
            copy(s, free, n);
            if (rule.nudge == Nudge.CENTRED) {
                relax(t, -rule.beta, rule.nudged);
                copy(s, negativePhase, n);
                copy(free, s, n);
                relax(t, rule.beta, rule.nudged);
                credit(x, negativePhase, -1 / (2 * rule.beta));
            } else {
                boolean minus =
                        rule.nudge == Nudge.RANDOM_SIGN && batch.random("sign").uniform() < 0.5f;
                float beta = minus ? -rule.beta : rule.beta;
                relax(t, beta, rule.nudged);
                credit(x, free, -1 / beta);
            }
            return value;
        }

        @Override
        public void predict(Matrix inputs, Scratch scores) {
            settle(inputs);
            if (hasReadout) {
                readout(inputs);
                scores.set(output.output());
            } else {
                scores.set(s[n - 1]);
            }
        }
    }
}
