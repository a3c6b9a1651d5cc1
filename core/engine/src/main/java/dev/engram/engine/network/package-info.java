/**
 * A network, a loss and a learning rule over one array of parameters: turns a batch into a gradient and inputs into
 * predictions. It implements the SPI's {@code Setup}, {@code Network} and {@code Layer}, and depends on the SPI, {@code
 * kernel}, {@code parallel}, {@code matrix}, {@code random} and {@code weights} only.
 *
 * <p>Start reading at {@link dev.engram.engine.network.Learner}. {@link dev.engram.engine.network.RuleSetup} gives a
 * rule what it asks for. {@link dev.engram.engine.network.NetworkBuilder} makes a {@link
 * dev.engram.engine.network.Block} of synapses and the stages after them, each bound by a plugin, and connects residual
 * branches. A step allocates nothing.
 */
package dev.engram.engine.network;
