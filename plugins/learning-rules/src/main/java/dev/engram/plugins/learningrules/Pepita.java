package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
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
 * of F does not matter, as its distribution is symmetric.
 *
 * <p>In a convolution, F projects the error onto the image, and G_l is the correlation of the maps H_l - H~_l with the
 * second pass's input, summed over positions. H_l is then the output of the activation, before pooling and dropout,
 * which only take part in the passes. Not possible: a pool before the activation, residual connections and batch-norm,
 * whose statistics would differ between the passes. Cost: the multiply-adds of three forward passes, without a
 * backward pass. Dellaferrera and Kreiman 2022.
 */
@Component("pepita")
public record Pepita(
        @Hyper(value = "0.05", range = "[0,inf)", doc = "scale of the projection of the error onto the input")
        float scale)
        implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(
                Requirement.OUTPUT_LAYER, Requirement.CHAIN, Requirement.SEPARATE_EXAMPLES, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int top = net.depth() - 1, inputs = net.layer(0).inputs(), k = setup.targets();
        Activations[] first = setup.activationsPerLayer(), second = setup.activationsPerLayer();
        Matrix projection = setup.fixedUniform("projection", inputs, k, scale * Maths.sqrt(6f / inputs));
        Scratch error = setup.perExample(k), modulated = setup.perExample(inputs);
        Scratch[] d = setup.likePreActivations();
        for (Layer l : net.layers()) {
            if (l.activationShape().size() != l.units()) {
                throw new IncompatibleException("the rule compares the activities of " + l.unitShape()
                        + " units, but in layer " + l.index() + " (counted from 0) pooling precedes the activation;"
                        + " set the activation in the layer with the weights, and pool after it");
            }
        }
        return batch -> {
            net.forward(batch.inputs(), first);
            double loss = setup.loss().valueAndError(first[top], batch.targets(), error);
            modulated.multiplyTransposedB(error, projection).scale(-1).add(1, batch.inputs());
            net.forward(modulated, second);
            for (int l = 0; l < top; l++) {
                d[l].set(first[l].activationOutput()).add(-1, second[l].activationOutput());
                net.layer(l).credit(d[l], second[l]);
            }
            net.last().credit(error, second[top]);
            return loss;
        };
    }
}
