package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * Layer normalization: subtracts from the numbers of an example their mean and divides them by their standard
 * deviation, then applies a trained scale and shift to each number.
 *
 * <pre>
 * x' = (x - mean) / sqrt(variance + epsilon);   h = gamma * x' + beta      (elementwise)
 * </pre>
 *
 * Mean and variance are over all channels and positions of the example. gamma begins with 1, beta with 0, one for each
 * number of an example; {@code affine: false} leaves both out. Training and evaluation are the same, and any batch size
 * works.
 *
 * <p>Ba, Kiros and Hinton 2016, Layer normalization, arXiv 1607.06450.
 */
@Component("layer-norm")
public record LayerNorm(
        @Hyper(value = "0.00001", range = "(0,inf)", doc = "added to the variance")
        float epsilon,

        @Hyper(value = "true", omitDefault = true, doc = "whether there are a trained scale and shift")
        boolean affine)
        implements StageKind {
    /** With a trained scale and shift. */
    public LayerNorm(float epsilon) {
        this(epsilon, true);
    }

    @Override
    public Stage bind(LayerSetup setup) {
        return new ExampleNormStage(setup, 1, affine ? 1 : 0, epsilon);
    }
}
