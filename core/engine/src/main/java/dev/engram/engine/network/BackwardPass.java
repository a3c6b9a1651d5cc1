package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/** The backward pass with a free choice of the matrices that carry the error. Many rules share this code. */
final class BackwardPass implements BoundRule {
    private final Setup setup;
    private final Setup.FeedbackPath feedbackPath;
    private final Network net;
    private final Activations[] pass;
    private final Scratch[] out;
    private final Scratch[] d;
    /** The errors at the inputs of the layers; null for a chain of layers. */
    private final Scratch[] in;

    BackwardPass(Setup setup, Setup.FeedbackPath feedbackPath) {
        this.setup = setup;
        this.feedbackPath = feedbackPath;
        net = setup.network();
        pass = setup.activationsPerLayer();
        out = setup.likeOutputs();
        d = setup.likePreActivations();
        in = ((FeedForward) net).residual()
                ? net.layers().stream().map(l -> setup.perExample(l.inputs())).toArray(Scratch[]::new)
                : null;
    }

    @Override
    public double learn(Batch batch) {
        int top = net.depth() - 1;
        net.forward(batch.inputs(), pass);
        double value = setup.loss().valueAndError(pass[top], batch.targets(), d[top]);
        if (in != null) {
            backwardThroughResidual(batch, top);
            return value;
        }
        for (int l = top; ; l--) {
            Layer layer = net.layer(l);
            layer.credit(d[l], pass[l]);
            Matrix m = l == 0 ? null : feedbackPath.weights(layer, batch);
            if (m == null) {
                return value;
            }
            Layer below = net.layer(l - 1);
            // Without pooling, the error is multiplied by the derivatives in place.
            Scratch delta = below.units() == below.outputs() ? d[l - 1] : out[l - 1];
            layer.backwardAffine(d[l], m, delta);
            below.backwardActivation(pass[l - 1], delta, d[l - 1]);
        }
    }

    /** Adds the errors of all paths where they meet. A layer that no error reaches is not trained. */
    private void backwardThroughResidual(Batch batch, int top) {
        for (int l = top; l >= 0; l--) {
            Block layer = (Block) net.layer(l);
            LayerActivations t = (LayerActivations) pass[l];
            if (l < top && !layer.stages().passes().backwardDeposits(t, d[l])) {
                continue;
            }
            layer.credit(d[l], t);
            Matrix m = t.source == null ? null : feedbackPath.weights(layer, batch);
            if (m != null) {
                layer.propagate(d[l], m, in[l]);
                t.source.deposit(layer.input().place(), in[l].data(), in[l].rows() * in[l].cols());
            }
        }
    }
}
