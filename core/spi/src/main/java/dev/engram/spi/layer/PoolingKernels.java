package dev.engram.spi.layer;

import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.Shape;

/**
 * The loops of pooling layers, with the same bits on every machine. Arrays hold rows of examples from index 0. A result
 * must not overlap an operand.
 */
public interface PoolingKernels {
    /**
     * {@code y} = the maximum of each window. Among equal numbers the first in row-major order wins; NaN wins over
     * every number.
     *
     * @param argmax overwritten with the place of each maximum in its channel, one for each number of {@code y}
     */
    void maxPool(PoolGeometry g, int rows, float[] x, float[] y, int[] argmax);

    /** {@code d} = the error at the input of {@link #maxPool}: each number of {@code delta} at its maximum. */
    void maxPoolBackward(PoolGeometry g, int rows, float[] delta, int[] argmax, float[] d);

    /** {@code v} = the numbers of {@code u} at the maxima. */
    void maxPoolTangent(PoolGeometry g, int rows, float[] u, int[] argmax, float[] v);

    /**
     * {@code y} = the mean of each window. It is its own tangent.
     *
     * @param countPadding whether positions in the padding count in the divisor
     */
    void averagePool(PoolGeometry g, boolean countPadding, int rows, float[] x, float[] y);

    /** {@code d} = the error at the input of {@link #averagePool}. */
    void averagePoolBackward(PoolGeometry g, boolean countPadding, int rows, float[] delta, float[] d);

    /** {@code y} = the mean of each channel over its positions. It is its own tangent. */
    void globalAverage(Shape input, int rows, float[] x, float[] y);

    /** {@code d} = the error at the input of {@link #globalAverage}. */
    void globalAverageBackward(Shape input, int rows, float[] delta, float[] d);
}
