package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.ResidualKind;
import java.util.List;

/**
 * A residual branch: layers F whose input is added to their output.
 *
 * <pre>
 *   h = F(x) + s(x),   s(x) = x without a shortcut
 *   error at x: F's error + s's error
 * </pre>
 *
 * Layers that follow use the sum: an {@code activation} after it gives the blocks of 2015, layers that begin with a
 * normalization and an activation give the pre-activation blocks of 2016. Without a shortcut, F keeps the shape; else
 * the shortcut gives the shape of F's output, such as a conv with kernel 1 and the stride of the branch, or an avg-pool
 * before such a conv. Under every learning rule, the identity leaves the error unchanged; a rule may replace the
 * weights of a shortcut as those of every layer. A branch contains at least one layer with weights. Cost: that of the
 * layers.
 *
 * <p>Learning rules that propagate errors from layer to layer by themselves need a chain of layers.
 *
 * <p>He, Zhang, Ren and Sun 2016, Deep residual learning for image recognition, CVPR; 2016, Identity mappings in deep
 * residual networks, ECCV.
 */
@Component("residual")
public record Residual(
        @Hyper(doc = "the layers F of the branch") List<LayerKind> layers,

        @Hyper(value = "[]", doc = "the layers s of the shortcut; none for the identity")
        List<LayerKind> shortcut)
        implements ResidualKind {
    public Residual {
        layers = List.copyOf(layers);
        shortcut = List.copyOf(shortcut);
    }
}
