package dev.engram.spi.layer;

import java.util.List;

/**
 * A branch of layers whose input is added to its output: h = F(x) + s(x). Layers that follow, such as an activation,
 * use the sum. The shapes of both terms must be equal.
 *
 * <p>An error at the sum goes unchanged to the end of the branch and to the end of the shortcut. Under every learning
 * rule, the identity shortcut leaves the error unchanged. The synapses of a projection are synapses like all others:
 * a rule may use another matrix in place of their weights.
 */
public interface ResidualKind extends LayerKind {
    /** Returns the branch F. It contains at least one layer with weights. */
    List<LayerKind> layers();

    /** Returns the shortcut s; an empty list for the identity. */
    List<LayerKind> shortcut();
}
