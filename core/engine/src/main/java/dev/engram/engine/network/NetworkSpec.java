package dev.engram.engine.network;

import dev.engram.spi.LossFunction;
import java.util.List;

/**
 * A network and its loss, before the parameters exist.
 *
 * @param inputs the width of an example
 * @param layers the layers, from the input to the output
 * @param loss the loss at the output
 * @param targets the width of a target
 */
public record NetworkSpec(int inputs, List<LayerKind> layers, LossFunction loss, int targets) {
    LayerKind output() {
        return layers.get(layers.size() - 1);
    }
}
