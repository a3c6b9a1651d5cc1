package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * PEPITA (present the error to perturb the input to modulate activity): a second forward pass, with the input
 * changed by the error, replaces the backward pass.
 *
 * <pre>
 * first pass on X: H_l, E = D_L;   second pass on X - E F': H~_l        F: inputs x targets, never changed
 * G_l = (H_l - H~_l)' H~_{l-1} / B for l < L;   G_L = E' H~_{L-1} / B;   H~_0 = X - E F'
 * F within +-scale sqrt(6 / inputs)
 * </pre>
 *
 * Biases learn from the mean rows of H_l - H~_l and of E. To first order H_1 - H~_1 = phi'(A_1) * (E F' W_1'):
 * feedback alignment whose matrix adapts with the first weights. With F = 0 hidden layers are not trained. The sign
 * of F does not matter, as its distribution is symmetric. Cost: the multiply-adds of three forward passes, without a
 * backward pass. Dellaferrera and Kreiman 2022.
 */
@Component("pepita")
public record Pepita(
        @Hyper(value = "0.05", range = "[0,inf)", doc = "scale of the projection of the error onto the input")
        float scale)
        implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.PLAIN_LAYERS, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int top = net.depth() - 1, inputs = net.layer(0).inputs(), k = setup.targets();
        Activations[] first = setup.activationsPerLayer(), second = setup.activationsPerLayer();
        Matrix projection = setup.fixedUniform("projection", inputs, k, scale * Maths.sqrt(6f / inputs));
        Scratch error = setup.perExample(k), modulated = setup.perExample(inputs);
        Scratch[] d = setup.likePreActivations();
        return batch -> {
            net.forward(batch.inputs(), first);
            double loss = setup.loss().valueAndError(first[top], batch.targets(), error);
            modulated.multiplyTransposedB(error, projection).scale(-1).add(1, batch.inputs());
            net.forward(modulated, second);
            for (int l = 0; l < top; l++) {
                net.layer(l).credit(d[l].set(first[l].output()).add(-1, second[l].output()), second[l]);
            }
            net.last().credit(error, second[top]);
            return loss;
        };
    }
}
