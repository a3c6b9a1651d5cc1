package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.ResidualKind;
import java.util.List;

/**
 * A residual branch: the input is added to the output of a list of layers.
 *
 * <pre>
 * h = F(x) + s(x)
 * </pre>
 *
 * F is the list {@code layers}, which contains at least one layer with weights. s is the identity, or the list
 * {@code shortcut}, such as a 1 x 1 convolution with the stride of the branch (a projection). Both terms must have the
 * same shape. An activation of the sum is the next layer: {@code activation: relu}. The error of the sum reaches both
 * paths; the identity leaves it unchanged under every learning rule, and a projection is a layer with weights like all
 * others.
 *
 * <p>He, Zhang, Ren and Sun 2016, Deep residual learning for image recognition, CVPR; 2016, Identity mappings in deep
 * residual networks, ECCV.
 */
@Component("residual")
public record Residual(
        @Hyper(doc = "layers of the branch, in order") List<LayerKind> layers,

        @Hyper(value = "[]", doc = "layers of the shortcut, in order; none for the identity")
        List<LayerKind> shortcut)
        implements ResidualKind {
    public Residual {
        layers = List.copyOf(layers);
        shortcut = List.copyOf(shortcut);
    }
}
