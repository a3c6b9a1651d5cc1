package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
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
        return SettledGradient.supports(net, Bound.layersInDynamics(net))
                ? new DenseBound(this, setup)
                : new Bound(this, setup);
    }

    private static class Bound implements BoundRule.Predictor {
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
        /** The states in place of pre-activations, of the same phase; the states themselves in a dense layer. */
        private final Scratch[] post;

        private final Scratch[] freePost;
        private final Scratch[] negativePost;
        private final Scratch[] postChange;
        private final Scratch[] postMean;
        /** The drives of layers that are not dense; null for the others. */
        private final Activations[] drives;

        /** What the first layer receives from the clamped input. */
        private final Scratch drive;

        private final Activations output;
        private final Scratch error;

        Bound(EquilibriumPropagation rule, Setup setup) {
            this.rule = rule;
            net = setup.network();
            loss = setup.loss();
            n = layersInDynamics(net);
            hasReadout = n < net.depth();
            requireEnergy();
            s = setup.likeOutputs();
            next = setup.likeOutputs();
            feedback = setup.likeOutputs();
            free = setup.likeOutputs();
            negativePhase = setup.likeOutputs();
            post = likeUnits(setup, s);
            freePost = likeUnits(setup, free);
            negativePost = likeUnits(setup, negativePhase);
            postChange = likeUnits(setup, next);
            postMean = likeUnits(setup, feedback);
            drives = net.layers().stream()
                    .map(l -> l.plain() ? null : setup.activations(l))
                    .toArray(Activations[]::new);
            drive = setup.perExample(net.layer(0).outputs());
            output = setup.activations(net.last());
            error = setup.perExample(setup.targets());
        }

        static int layersInDynamics(Network net) {
            boolean readout = net.last().activation().outputFunction() == OutputFunction.SOFTMAX;
            return readout ? net.depth() - 1 : net.depth();
        }

        /** Refuses layers in the dynamics that have no energy. */
        private void requireEnergy() {
            for (int l = 0; l < n; l++) {
                if (!net.layer(l).poolsBeforeActivation()) {
                    throw new IncompatibleException("in layer " + l + " (counted from 0) only pooling may come between"
                            + " the weights and the activation, and nothing after it; write a conv without activation,"
                            + " then the pool, then an activation");
                }
            }
        }

        /** Returns memory of the shape of the pre-activations; in a dense layer, {@code states} itself. */
        private Scratch[] likeUnits(Setup setup, Scratch[] states) {
            Scratch[] units = states.clone();
            for (int l = 0; l < n; l++) {
                Layer layer = net.layer(l);
                units[l] = layer.plain() ? states[l] : setup.perExample(layer.units());
            }
            return units;
        }

        /** Overwrites {@code to} with what the weights of a layer and its pools make of {@code in}. */
        private void drive(int l, Matrix in, Scratch to) {
            if (drives[l] == null) {
                net.layer(l).affine(in, to);
            } else {
                net.layer(l).forward(in, drives[l]);
                to.set(drives[l].activationInput());
            }
        }

        /** Takes the states back through the pools, at the maxima of the last drives. */
        private void unpool(int l) {
            if (drives[l] != null) {
                net.layer(l).backwardBeforeActivation(drives[l], s[l], post[l]);
            }
        }

        /** Computes the states at the places of pre-activations, with the maxima of the present phase. */
        private void unpoolAll() {
            for (int l = 0; l < n; l++) {
                if (l > 0 && drives[l] != null) {
                    net.layer(l).forward(s[l - 1], drives[l]);
                }
                unpool(l);
            }
        }

        private void settle(Matrix x) {
            drive(0, x, drive);
            for (int l = 0; l < n; l++) {
                s[l].fill(0);
            }
            relax(null, 0, rule.free);
        }

        private void relax(Matrix targets, float beta, int steps) {
            for (int k = 0; k < steps; k++) {
                next[0].set(drive);
                for (int l = 1; l < n; l++) {
                    drive(l, s[l - 1], next[l]);
                }
                for (int l = 0; l < n; l++) {
                    if (l + 1 < n) {
                        unpool(l + 1);
                        net.layer(l + 1)
                                .backwardAffine(post[l + 1], net.layer(l + 1).weights(), feedback[l]);
                        next[l].add(1, feedback[l]);
                    } else if (beta != 0) {
                        gradient(targets, feedback[l]);
                        next[l].add(-beta, feedback[l]);
                    }
                }
                for (int l = 0; l < n; l++) {
                    activate(net.layer(l), next[l], s[l]);
                }
            }
        }

        private static void activate(Layer layer, Scratch a, Scratch h) {
            if (layer.plain()) {
                layer.activate(a, h);
            } else {
                layer.activation().apply(a.data(), h.data(), a.rows(), a.cols());
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

        /** Copies the states; in a dense layer they are their own places of pre-activations. */
        private void keep(Scratch[] states, Scratch[] places) {
            unpoolAll();
            for (int l = 0; l < n; l++) {
                states[l].set(s[l]);
                if (places[l] != states[l]) {
                    places[l].set(post[l]);
                }
            }
        }

        /**
         * gradient += scale (s_l' s_{l-1} - o_l' o_{l-1}) for two states s and o, written with their mean m as
         * (s_l - o_l)' m_{l-1} + m_l' (s_{l-1} - o_{l-1}): the difference of two large products would lose digits.
         */
        private void credit(Matrix x, Scratch[] o, Scratch[] oPost, float scale) {
            Scratch[] change = next, mean = feedback;
            unpoolAll();
            for (int l = 0; l < n; l++) {
                change[l].set(s[l]).add(-1, o[l]);
                mean[l].set(s[l]).add(1, o[l]).scale(0.5f);
                if (postChange[l] != change[l]) {
                    postChange[l].set(post[l]).add(-1, oPost[l]);
                    postMean[l].set(post[l]).add(1, oPost[l]).scale(0.5f);
                }
                net.layer(l).accumulateOuterProduct(scale, postChange[l], l == 0 ? x : mean[l - 1]);
                if (l > 0) {
                    net.layer(l).accumulateOuterProduct(scale, postMean[l], change[l - 1]);
                }
                net.layer(l).creditBias(scale, postChange[l]);
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
            keep(free, freePost);
            if (rule.nudge == Nudge.CENTRED) {
                relax(t, -rule.beta, rule.nudged);
                keep(negativePhase, negativePost);
                for (int l = 0; l < n; l++) {
                    s[l].set(free[l]);
                }
                relax(t, rule.beta, rule.nudged);
                credit(x, negativePhase, negativePost, -1 / (2 * rule.beta));
            } else {
                boolean minus =
                        rule.nudge == Nudge.RANDOM_SIGN && batch.random("sign").uniform() < 0.5f;
                float beta = minus ? -rule.beta : rule.beta;
                relax(t, beta, rule.nudged);
                credit(x, free, freePost, -1 / beta);
            }
            return value;
        }

        /** Computes the gradient of the loss of the free state, with as many steps for the errors as for the state. */
        void learnSettled(Batch batch, SettledGradient settled) {
            Matrix x = batch.inputs();
            settle(x);
            if (n > 0) {
                gradient(batch.targets(), feedback[n - 1]);
                settled.relax(next, s, feedback[n - 1], rule.free);
                settled.credit(x, s);
            }
            if (hasReadout) {
                readout(x);
                loss.valueAndError(output, batch.targets(), error);
                net.last().credit(error, output);
            }
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

    /** The rule bound to dense layers, of whose settled state the gradient is known. */
    private static final class DenseBound extends Bound implements BoundRule.Settling {
        private final SettledGradient settled;

        DenseBound(EquilibriumPropagation rule, Setup setup) {
            super(rule, setup);
            settled = new SettledGradient(setup.network(), layersInDynamics(setup.network()), setup);
        }

        @Override
        public void learnSettled(Batch batch) {
            learnSettled(batch, settled);
        }
    }
}
