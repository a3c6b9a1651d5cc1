package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * Batch normalization: subtracts from each channel its mean over the batch and divides it by its standard deviation,
 * then applies a trained scale and shift.
 *
 * <pre>
 * training    x' = (x - mean) / sqrt(variance + epsilon);   h = gamma x' + beta
 * evaluation  the same with running_mean and running_variance
 *
 * running_mean     <- (1 - momentum) running_mean + momentum mean
 * running_variance <- (1 - momentum) running_variance + momentum variance N / (N - 1)
 * </pre>
 *
 * Mean and variance (divided by N) are over the N numbers of a channel: all examples of the batch and all positions.
 * gamma begins with 1, beta with 0 ({@code affine: false} leaves both out: h = x'), running_mean with 0 and
 * running_variance with 1. The running statistics are state:
 * they change once per training step, and never in an evaluation. With {@code momentum: 0} they are the plain mean of
 * all steps so far. Momentum is that of PyTorch; TensorFlow and Flax call 1 - momentum by this name.
 *
 * <p>A training step needs N of at least 2: for features, a batch of two examples. The bias of the synapses before it
 * has no effect, because the mean is subtracted. The scale of those weights has none on the outputs either, but a rule
 * with feedback matrices of its own propagates errors in their scale: tune its rate, and do not take that of
 * back-propagation.
 *
 * <p>Ioffe and Szegedy 2015, Batch normalization: accelerating deep network training by reducing internal covariate
 * shift, ICML.
 */
@Component(value = "batch-norm", version = 2)
public record BatchNorm(
        @Hyper(
                value = "0.1",
                range = "[0,1]",
                doc = "weight of the current batch in the running statistics; 0: plain mean of all")
        float momentum,

        @Hyper(value = "0.00001", range = "(0,inf)", doc = "added to the variance")
        float epsilon,

        @Hyper(value = "true", omitDefault = true, doc = "whether there are a trained scale and shift")
        boolean affine)
        implements StageKind {
    /** With a trained scale and shift. */
    public BatchNorm(float momentum, float epsilon) {
        this(momentum, epsilon, true);
    }

    @Override
    public Stage bind(LayerSetup setup) {
        return new BatchNormStage(this, setup);
    }
}
