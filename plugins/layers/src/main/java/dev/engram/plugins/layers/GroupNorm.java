package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;

/**
 * Group normalization: divides the channels of an example into groups, subtracts from the numbers of a group their mean
 * and divides them by their standard deviation, then applies a trained scale and shift to each channel.
 *
 * <pre>
 * x' = (x - mean) / sqrt(variance + epsilon);   h = gamma[channel] x' + beta[channel]
 * </pre>
 *
 * Mean and variance are over all channels and positions of the group. gamma begins with 1, beta with 0;
 * {@code affine: false} leaves both out. Training and evaluation are the same, and any batch size works. One group
 * normalizes as layer normalization does; as many groups as channels is instance normalization. The groups must divide
 * the channels.
 *
 * <p>Wu and He 2018, Group normalization, ECCV.
 */
@Component("group-norm")
public record GroupNorm(
        @Hyper(range = "[1,1000000]", doc = "number of groups")
        int groups,

        @Hyper(value = "0.00001", range = "(0,inf)", doc = "added to the variance")
        float epsilon,

        @Hyper(value = "true", omitDefault = true, doc = "whether there are a trained scale and shift")
        boolean affine)
        implements StageKind {
    /** With a trained scale and shift. */
    public GroupNorm(int groups, float epsilon) {
        this(groups, epsilon, true);
    }

    @Override
    public Stage bind(LayerSetup setup) {
        int channels = setup.input().channels();
        if (channels % groups != 0) {
            throw new IncompatibleException(
                    "group-norm cannot divide " + channels + " channels into " + groups + " groups of equal size");
        }
        return new ExampleNormStage(setup, groups, affine ? setup.input().positions() : 0, epsilon);
    }
}
