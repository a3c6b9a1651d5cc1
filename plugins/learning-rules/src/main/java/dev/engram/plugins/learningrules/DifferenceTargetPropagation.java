package dev.engram.plugins.learningrules;

import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Difference target propagation: learned inverses propagate targets, not errors, down the network.
 *
 * <pre>
 * f_l(h) = phi_l(W_l h + b_l);   g_l(h) = phi_{l-1}(V_l h + c_l), down to layer l-1        V_l: inputs x units
 * top gradient (DTP):  T_{L-1} = H_{L-1} - pull d loss / d H_{L-1}, through the last layer only
 * top output (SDTP):   T_L = Y - pull (Y - targets), carried down by an inverse of the last layer
 * down:     T_{l-1} = H_{l-1} + g_l(T_l) - g_l(H_l);   without the difference (plain TP): T_{l-1} = g_l(T_l)
 * W_l, b_l: |f_l(H_{l-1}) - T_l|^2 / 2 falls, T_l held;   W_L, b_L: the loss falls
 * V_l, c_l: |g_l(f_l(N)) - N|^2 / 2 falls, N = H_{l-1} + noise N(0,1), times push
 * </pre>
 *
 * Because of the difference, a target that is met exactly above is met exactly below, however inaccurate the
 * inverse. Each gradient is local to one layer. With one hidden layer, top gradient is back-propagation, with the
 * hidden layer's gradient times pull; with invertible linear layers the displacement is a Gauss-Newton step.
 * Inverses are initialised like the output layer's weights and trained by the same optimizer, so push is their
 * relative learning rate under gradient descent (Adam cancels it). Hidden units should be tanh; top output needs
 * targets that the output units can reach.
 *
 * <p>In a convolution, V_l is a kernel of the shape of W_l, applied as a transposed convolution, and pools are undone
 * first: maxima return to their places in the forward pass, means to all places of their window. Not possible: windows
 * that overlap, normalization, dropout and residual connections.
 *
 * <p>Cost: five to six times the multiply-adds of a forward pass. Lee, Zhang, Fischer and Bengio 2015; Gauss-Newton:
 * Meulemans et al. 2020.
 */
@Component("difference-target-propagation")
public record DifferenceTargetPropagation(
        @Hyper(
                value = "0.5",
                range = "[0,inf)",
                doc = "step size of the highest target along the negative gradient of the loss")
        float pull,

        @Hyper(value = "0.1", range = "[0,inf)", doc = "standard deviation of the noise in the inverses' training")
        float noise,

        @Hyper(value = "1", range = "[0,inf)", doc = "factor of the inverses' gradients")
        float push,

        @Hyper(value = "gradient", doc = "origin of the targets: gradient (below the last layer) or output (SDTP)")
        Top top,

        @Hyper(value = "true", doc = "correct targets by the error of the inverse; false: plain target propagation")
        boolean difference)
        implements LearningRule {
    /** Origin of the targets. */
    public enum Top {
        GRADIENT,
        OUTPUT
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(
                Requirement.OUTPUT_LAYER,
                Requirement.HIDDEN_LAYER,
                Requirement.SLOPES,
                Requirement.CHAIN,
                Requirement.SEPARATE_EXAMPLES,
                Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int last = net.depth() - 1, inverses = top == Top.OUTPUT ? last : last - 1;
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] target = setup.likeOutputs(), delta = setup.likeOutputs(), d = setup.likePreActivations();
        Inverse[] inverse = new Inverse[last + 1];
        for (int l = 1; l <= inverses; l++) {
            inverse[l] = new Inverse(this, setup, net.layer(l), net.layer(l - 1).activation());
        }
        return batch -> {
            net.forward(batch.inputs(), pass);
            double loss = setup.loss().valueAndError(pass[last], batch.targets(), d[last]);
            net.last().credit(d[last], pass[last]);
            if (top == Top.OUTPUT) {
                target[last].set(pass[last].output()).scale(1 - pull).add(pull, batch.targets());
                inverse[last].propagateTarget(pass[last], target[last], target[last - 1]);
                inverse[last].learn(batch, pass[last].input());
            } else {
                net.last().backwardAffine(d[last], net.last().weights(), target[last - 1]);
                target[last - 1].scale(-pull).add(1, pass[last - 1].output());
            }
            for (int l = last - 1; l >= 0; l--) {
                net.layer(l)
                        .backwardActivation(
                                pass[l], delta[l].set(pass[l].output()).add(-1, target[l]), d[l]);
                net.layer(l).credit(d[l], pass[l]);
                if (l > 0) {
                    inverse[l].propagateTarget(pass[l], target[l], target[l - 1]);
                    inverse[l].learn(batch, pass[l].input());
                }
            }
            return loss;
        };
    }

    /** The learned inverse of one layer. */
    private static final class Inverse {
        private final DifferenceTargetPropagation rule;
        private final Layer layer;
        private final Layer inverse;
        private final String stream;
        private final Activations noisyActivations;
        private final Activations inverseOfOutput;
        private final Activations inverseOfTarget;
        private final Scratch noisyInput;
        /** The outputs of the layer in front of its pools; null for a dense layer. */
        private final Scratch unpooled;

        Inverse(DifferenceTargetPropagation rule, Setup setup, Layer layer, Activation below) {
            this.rule = rule;
            this.layer = layer;
            stream = "noise/" + layer.index();
            String name = "inverse/" + layer.index();
            inverse = layer.plain()
                    ? setup.layer(name, layer.outputs(), layer.inputs(), below)
                    : setup.inverse(layer, name, below);
            unpooled = layer.plain() ? null : setup.perExample(layer.units());
            noisyActivations = setup.activations(layer);
            inverseOfOutput = setup.activations(inverse);
            inverseOfTarget = setup.activations(inverse);
            noisyInput = setup.perExample(layer.inputs());
        }

        /** Returns outputs of the layer as its inverse receives them. */
        private Matrix received(Activations pass, Matrix outputs) {
            if (unpooled == null) {
                return outputs;
            }
            layer.unpool(pass, outputs, unpooled);
            return unpooled;
        }

        /** Takes the difference first, so that a target that is already met stays met exactly. */
        void propagateTarget(Activations pass, Matrix target, Scratch below) {
            inverse.forward(received(pass, target), inverseOfTarget);
            below.set(inverseOfTarget.output());
            if (rule.difference) {
                inverse.forward(received(pass, pass.output()), inverseOfOutput);
                below.add(-1, inverseOfOutput.output()).add(1, pass.input());
            }
        }

        void learn(Batch batch, Matrix in) {
            noisyInput.gaussian(batch.random(stream)).scale(rule.noise).add(1, in);
            layer.forward(noisyInput, noisyActivations);
            inverse.forward(received(noisyActivations, noisyActivations.output()), inverseOfOutput);
            inverse.backwardActivation(
                    inverseOfOutput, noisyInput.scale(-1).add(1, inverseOfOutput.output()), noisyInput);
            inverse.credit(noisyInput.scale(rule.push), inverseOfOutput);
        }
    }
}
