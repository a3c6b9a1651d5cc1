package dev.engram.spi.layer;

import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;

/**
 * The operations of layers, at the speed of the engine and with the same bits on every machine. A result must not
 * overlap an operand.
 */
public interface LayerKernels {
    /** {@code c = a b' + bias}, with the bias added to each row; {@code bias} is null for none. */
    void multiplyTransposedB(Matrix a, Matrix b, Matrix bias, Scratch c);

    /** {@code c = a b}. */
    void multiply(Matrix a, Matrix b, Scratch c);

    /** {@code gradient += scale a' b}. */
    void multiplyTransposedA(float scale, Matrix a, Matrix b, GradientRange gradient);

    /** {@code gradient += scale} times the sum of the rows of {@code a}. */
    void sumRows(float scale, Matrix a, GradientRange gradient);

    /**
     * Returns the array that contains the numbers of a matrix, row by row from {@link #offset}. It must only be read,
     * and not kept: the engine may move a matrix between two calls.
     */
    float[] array(Matrix m);

    /** Returns the index of the first number of a matrix in its {@link #array}. */
    int offset(Matrix m);

    /** Returns the loops of normalization layers. */
    NormalizationKernels normalization();
}
