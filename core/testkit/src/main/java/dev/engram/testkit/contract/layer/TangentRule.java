package dev.engram.testkit.contract.layer;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/**
 * Back-propagation that also computes the derivative of the loss along a random direction of all parameters, by {@link
 * Layer#jvp}. The last direction and derivative are kept.
 */
final class TangentRule implements LearningRule {
    private float[] direction;
    private double derivative;

    /** Returns the direction of the last step, with the indices of the parameters. */
    float[] direction() {
        return direction;
    }

    /** Returns the derivative of the mean loss along it. */
    double derivative() {
        return derivative;
    }

    @Override
    public BoundRule bind(Setup setup) {
        BoundRule backward = setup.backward((layer, batch) -> layer.weights());
        Network net = setup.network();
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] dPre = setup.likePreActivations(), dOut = setup.likeOutputs();
        Scratch along = setup.likeParameters(), error = setup.perExample(setup.targets());
        int top = net.depth() - 1;
        return batch -> {
            double loss = backward.learn(batch);
            along.gaussian(batch.random("contract/direction"));
            net.forward(batch.inputs(), pass);
            setup.loss().valueAndError(pass[top], batch.targets(), error);
            for (Layer layer : net.layers()) {
                Scratch below = layer.below() < 0 ? null : dOut[layer.below()];
                layer.jvp(pass[layer.index()], below, along, dPre[layer.index()], dOut[layer.index()]);
            }
            derivative = error.multiplyElementwise(dPre[top]).sum() / batch.rows();
            direction = along.data();
            return loss;
        };
    }
}
