package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;

/**
 * A fully connected layer: a = W h + b, then the activation. W is units x inputs, drawn by the initialiser; b is units x 1.
 */
@Component("dense")
public record Dense(
        @Hyper(range = "[1,1000000]", doc = "how many units")
        int units,

        @Hyper(value = "identity", doc = "what the units do with their input")
        Activation activation,

        @Hyper(value = "glorot-uniform", doc = "first weights")
        Initialiser weights,

        @Hyper(value = "zeros", doc = "first biases") Initialiser bias)
        implements LayerKind {
    @Override
    public BaseLayer build(Arena arena, ComputeContext computeContext, BuildContext buildContext) {
        return new BaseLayer(
                arena,
                computeContext,
                buildContext,
                BaseLayer.WeightShape.dense(buildContext.inputs(), units),
                activation,
                weights,
                bias);
    }
}
