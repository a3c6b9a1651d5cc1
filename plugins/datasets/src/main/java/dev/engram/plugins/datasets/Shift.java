package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;

/**
 * Moves an image by a random number of pixels.
 *
 * <pre>
 *   x[c, i, j] = x[c, i - a, j - b],   a ~ U{-rows, ..., rows},   b ~ U{-columns, ..., columns}
 * </pre>
 *
 * Pixels from outside have a constant value. All channels move alike. Applied to training data only, drawn anew in
 * every epoch.
 *
 * <p>Simard, Steinkraus and Platt 2003, Best practices for convolutional neural networks applied to visual document
 * analysis.
 */
@Component("shift")
public record Shift(
        @Hyper(value = "2", range = "[0,10000]", doc = "largest move down or up, in pixels")
        int rows,

        @Hyper(value = "2", range = "[0,10000]", doc = "largest move right or left, in pixels")
        int columns,

        @Hyper(value = "0", doc = "value of the pixels that come in, in the unit of the inputs after scaling")
        float value)
        implements Augmentation {
    @Override
    public void apply(Example e) {
        Rng rng = e.random("shift");
        int down = rng.uniformInt(2 * rows + 1) - rows;
        int right = rng.uniformInt(2 * columns + 1) - columns;
        Positions.move(e, down, right, value);
    }

    @Override
    public String incompatibility(Shape shape) {
        return Positions.missing("shift", shape);
    }
}
