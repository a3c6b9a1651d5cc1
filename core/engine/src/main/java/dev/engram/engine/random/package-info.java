/**
 * Random numbers with the same bits everywhere: named streams, one for each purpose of a run, and the numbers, signs
 * and permutations drawn from them. A seed and a name identify a stream. Streams are counter-based: the n-th number
 * depends only on the stream and n. So adding a consumer does not change the numbers of another, and no generator state
 * has to be saved. Start reading at {@link dev.engram.engine.random.RandomStreams}; {@link
 * dev.engram.engine.random.StepStreams} are those of one training step.
 *
 * <p>Blocks of normal numbers are drawn by scalar loops or, with the same bits, by loops in the Vector API. The package
 * depends on the SPI's {@code Rng} and on {@code kernel.vector}, which decides between the two.
 */
package dev.engram.engine.random;
