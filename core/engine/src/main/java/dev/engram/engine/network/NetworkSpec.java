package dev.engram.engine.network;

import dev.engram.spi.LossFunction;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import java.util.List;

/**
 * A network and its loss, before the parameters exist.
 *
 * @param input the shape of an example
 * @param layers the layers, from the input to the output
 * @param loss the loss at the output
 * @param targets the width of a target
 */
public record NetworkSpec(Shape input, List<LayerKind> layers, LossFunction loss, int targets) {
    /** A network whose examples have features without positions. */
    public NetworkSpec(int inputs, List<LayerKind> layers, LossFunction loss, int targets) {
        this(Shape.features(inputs), layers, loss, targets);
    }
}
