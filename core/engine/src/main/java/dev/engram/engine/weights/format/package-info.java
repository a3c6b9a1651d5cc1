/**
 * Files of weights: NumPy's npz and safetensors, written with the same bytes for the same weights, and read from files
 * that other programs wrote. Start with {@link dev.engram.engine.weights.format.WeightFormat}.
 *
 * <p>A damaged file is always an {@link dev.engram.spi.IncompatibleException} that names the file and the place in it;
 * its sizes are never believed before the bytes are there.
 */
package dev.engram.engine.weights.format;
