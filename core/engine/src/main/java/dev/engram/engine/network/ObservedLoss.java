package dev.engram.engine.network;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.RuleObserver.Channel;
import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;

/** The loss that a rule sees. Passes targets and gradients through the observer, if there is one. */
record ObservedLoss(Objective delegate, ComputeContext computeContext, int depth) implements Objective {
    private Matrix observedTargets(Channel channel, Matrix targets) {
        return computeContext.observer() == null
                ? targets
                : computeContext.observer().observedTargets(channel, targets);
    }

    /** Returns the channel at the network's output, and {@link Channel#HEAD} at any other layer. */
    private Channel channelAt(Activations output, Channel channel) {
        return ((LayerActivations) output).layer == depth - 1 ? channel : Channel.HEAD;
    }

    private void notifyError(Matrix delta) {
        if (computeContext.observer() != null) {
            computeContext.observer().onOutputError(delta);
        }
    }

    @Override
    public double valueAndError(Activations output, Matrix targets, Scratch delta) {
        double value =
                delegate.valueAndError(output, observedTargets(channelAt(output, Channel.ERROR), targets), delta);
        notifyError(delta);
        return value;
    }

    @Override
    public void error(Activations output, Matrix targets, Scratch delta) {
        delegate.error(output, observedTargets(channelAt(output, Channel.ERROR), targets), delta);
        notifyError(delta);
    }

    @Override
    public double valueAndLosses(Activations output, Matrix targets, Scratch each) {
        return delegate.valueAndLosses(output, observedTargets(channelAt(output, Channel.SCALAR), targets), each);
    }

    @Override
    public double value(Matrix y, Matrix targets) {
        return delegate.value(y, observedTargets(Channel.SCALAR, targets));
    }

    @Override
    public void gradient(Matrix y, Matrix targets, Scratch gradient) {
        delegate.gradient(y, observedTargets(Channel.ERROR, targets), gradient);
        notifyError(gradient);
    }
}
