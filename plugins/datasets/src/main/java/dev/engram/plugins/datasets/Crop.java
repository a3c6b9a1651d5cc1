package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;

/**
 * Adds a border to an image, and cuts a piece of the old size out of it at a random place.
 *
 * <pre>
 *   x[c, i, j] = padded[c, i + a, j + b],   a, b ~ U{0, 1, ..., 2 padding},   padded: x with a border of constant value
 * </pre>
 *
 * The image moves by at most the padding in each direction; all (2 padding + 1)^2 places are equally likely, and all
 * channels move alike. Sequences move in one direction. Applied to training data only, drawn anew in every epoch.
 * Equal to shift with the same size. PyTorch: RandomCrop(size, padding).
 *
 * <p>He, Zhang, Ren and Sun 2016, Deep residual learning for image recognition (padding 4 on CIFAR-10).
 */
@Component("crop")
public record Crop(
        @Hyper(value = "4", range = "[0,10000]", doc = "width of the border, in pixels")
        int padding,

        @Hyper(value = "0", doc = "value of the border, in the unit of the inputs after scaling")
        float value)
        implements Augmentation {
    @Override
    public void apply(Example e) {
        Rng rng = e.random("crop");
        int down = padding - rng.uniformInt(2 * padding + 1);
        int right = padding - rng.uniformInt(2 * padding + 1);
        Positions.move(e, e.shape().height() == 1 ? 0 : down, right, value);
    }

    @Override
    public String incompatibility(Shape shape) {
        return Positions.missing("crop", shape);
    }
}
