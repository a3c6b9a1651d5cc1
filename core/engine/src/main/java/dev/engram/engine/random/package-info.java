/**
 * Random numbers with the same bits everywhere. Every stream is identified by a seed and a name and is counter-based,
 * so that adding a consumer does not change the numbers of another, and no generator state has to be saved. Depends
 * on the SPI's {@code Rng}, and on the kernels only for when the Vector API is used. Start reading at {@link
 * dev.engram.engine.random.RandomStreams}.
 */
package dev.engram.engine.random;
