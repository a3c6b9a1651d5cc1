package dev.engram.testkit.standins;

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
 * Difference target propagation: learned inverses carry targets, not errors, down the network.
 *
 * <pre>
 * T_{L-1} = H_{L-1} - pull dJ/dH_{L-1}
 * T_{l-1} = H_{l-1} + g_l(T_l) - g_l(H_l)        g_l(h) = phi_{l-1}(V_l h + c_l)
 * W_l: |f_l(H_{l-1}) - T_l|^2 / 2 falls;   W_L: the loss falls
 * V_l, c_l: |g_l(f_l(N)) - N|^2 / 2 falls, N = H_{l-1} + noise N(0,1)
 * </pre>
 *
 * Keeps an inverse for every hidden layer but the first. With one hidden layer its gradient is pull times
 * back-propagation's. Lee, Zhang, Fischer and Bengio 2015.
 */
@Component("difference-target-propagation")
public record TargetPropagation(
        @Hyper(value = "0.5", range = "[0,inf)", doc = "how far the highest target goes down the gradient")
        float pull,

        @Hyper(value = "0.1", range = "[0,inf)", doc = "standard deviation of the noise that the inverses learn with")
        float noise)
        implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.HIDDEN_LAYER, Requirement.SLOPES, Requirement.PLAIN_LAYERS);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int top = net.depth() - 1;
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] target = setup.likeOutputs(), d = setup.likePreActivations();
        Inverse[] inverse = new Inverse[top];
        for (int l = 1; l < top; l++) {
            inverse[l] = new Inverse(setup, net.layer(l), net.layer(l - 1).activation(), noise);
        }
        return batch -> {
            net.forward(batch.inputs(), pass);
            double value = setup.loss().valueAndError(pass[top], batch.targets(), d[top]);
            net.last().credit(d[top], pass[top]);
            net.last().backwardAffine(d[top], net.last().weights(), target[top - 1]);
            target[top - 1].scale(-pull).add(1, pass[top - 1].output());
            for (int l = top - 1; l >= 0; l--) {
                net.layer(l)
                        .backwardActivation(pass[l], d[l].set(pass[l].output()).add(-1, target[l]), d[l]);
                net.layer(l).credit(d[l], pass[l]);
                if (l > 0) {
                    inverse[l].carry(pass[l], target[l], target[l - 1]);
                    inverse[l].learn(batch, pass[l].input());
                }
            }
            return value;
        };
    }

    /** What undoes one layer. */
    private static final class Inverse {
        private final Layer layer;
        private final Layer inverse;
        private final float noise;
        private final String stream;
        private final Activations again;
        private final Activations here;
        private final Activations there;
        private final Scratch near;

        Inverse(Setup setup, Layer layer, Activation below, float noise) {
            this.layer = layer;
            this.noise = noise;
            stream = "noise/" + layer.index();
            inverse = setup.layer("inverse/" + layer.index(), layer.outputs(), layer.inputs(), below);
            again = setup.activations(layer);
            here = setup.activations(inverse);
            there = setup.activations(inverse);
            near = setup.perExample(layer.inputs());
        }

        /** The target below: the difference is taken first, so that a target already reached stays so exactly. */
        void carry(Activations pass, Matrix target, Scratch below) {
            inverse.forward(pass.output(), here);
            inverse.forward(target, there);
            below.set(there.output()).add(-1, here.output()).add(1, pass.input());
        }

        void learn(Batch batch, Matrix in) {
            near.gaussian(batch.random(stream)).scale(noise).add(1, in);
            layer.forward(near, again);
            inverse.forward(again.output(), here);
            inverse.backwardActivation(here, near.scale(-1).add(1, here.output()), near);
            inverse.credit(near, here);
        }
    }
}
