/**
 * Kinds of layer as plugins. A layer is a public record, annotated with {@link dev.engram.spi.Component}, that
 * implements one of three interfaces:
 *
 * <ul>
 *   <li>{@link dev.engram.spi.layer.SynapsesKind}: an affine map with a weight matrix, such as dense or convolution. A
 *       learning rule decides with which matrix an error crosses it.
 *   <li>{@link dev.engram.spi.layer.StageKind}: a function inside a layer, such as an activation, a normalization,
 *       pooling or dropout. Its derivatives are exact, whatever the rule.
 *   <li>{@link dev.engram.spi.layer.ResidualKind}: a list of layers whose input is added to their output.
 * </ul>
 *
 * <p>Synapses and the stages after them form one {@link dev.engram.spi.Layer}, the block that a rule sees. The record
 * holds hyperparameters only. It is bound to a network by {@code bind}, which receives the shape of the input from
 * {@link dev.engram.spi.layer.LayerSetup}, declares parameters, state and working memory, and returns the bound object.
 *
 * <p>Conventions: an example is one row, arranged as {@link dev.engram.spi.shape.Shape} describes. Sums over positions
 * are sums; only examples are averaged. Depends on {@code spi} and {@code spi.shape}.
 */
package dev.engram.spi.layer;
