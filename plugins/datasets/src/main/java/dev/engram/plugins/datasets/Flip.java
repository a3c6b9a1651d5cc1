package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;

/**
 * Mirrors an image, left to right, at random.
 *
 * <pre>
 *   x[c, i, j] = x[c, i, width - 1 - j]   with the given probability
 * </pre>
 *
 * All channels alike; sequences are reversed. Applied to training data only, drawn anew in every epoch. Not for images
 * whose mirror image means something else, such as digits. PyTorch: RandomHorizontalFlip.
 *
 * <p>Krizhevsky, Sutskever and Hinton 2012, ImageNet classification with deep convolutional neural networks.
 */
@Component("flip")
public record Flip(
        @Hyper(value = "0.5", range = "[0,1]", doc = "probability that an example is mirrored")
        float probability) implements Augmentation {
    @Override
    public void apply(Example e) {
        if (e.random("flip").uniform() >= probability) {
            return;
        }
        float[] x = e.x();
        int width = e.shape().width();
        for (int row = e.from(), end = row + e.shape().size(); row < end; row += width) {
            for (int i = row, j = row + width - 1; i < j; i++, j--) {
                float keep = x[i];
                x[i] = x[j];
                x[j] = keep;
            }
        }
    }

    @Override
    public String incompatibility(Shape shape) {
        return Positions.missing("flip", shape);
    }
}
