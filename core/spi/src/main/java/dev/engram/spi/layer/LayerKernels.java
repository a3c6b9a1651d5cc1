package dev.engram.spi.layer;

import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.ConvGeometry;

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
     * Overwrites {@code a} with the convolution (cross-correlation) of {@code x}: a[o,i,j] = bias[o] + the sum over
     * c,u,v of w[o,c,u,v] x[c,i',j'].
     *
     * @param x rows x {@code g.inputs()}
     * @param w {@code g.outChannels()} x {@code g.patch()}
     * @param bias one number per output channel; null for none
     * @param a rows x {@code g.outputs()}
     */
    void convolve(ConvGeometry g, Matrix x, Matrix w, Matrix bias, Scratch a);

    /**
     * Overwrites {@code x}, rows x {@code g.inputs()}, with the adjoint of {@link #convolve}, which is the transposed
     * convolution of {@code d}, rows x {@code g.outputs()}.
     *
     * @param bias one number per input channel, which is added; null for none
     */
    void convolveTransposed(ConvGeometry g, Matrix d, Matrix w, Matrix bias, Scratch x);

    /** {@code gradient[o,c,u,v] += scale} times the sum over examples and positions of d[o,i,j] x[c,i',j']. */
    void correlate(ConvGeometry g, float scale, Matrix d, Matrix x, GradientRange gradient);

    /** {@code gradient[c] += scale} times the sum over examples and positions of channel c of {@code d}. */
    void sumPositions(int channels, float scale, Matrix d, GradientRange gradient);

    /**
     * Overwrites {@code rows} with the patches that a group of a convolution multiplies with its weights: one row of
     * {@code g.patch()} numbers for each position of each example.
     *
     * @param group from 0, below {@code g.groups()}
     */
    void patches(ConvGeometry g, int group, Matrix x, Scratch rows);

    /**
     * Returns the array that contains the numbers of a matrix, row by row from {@link #offset}. It must only be read,
     * and not kept: the engine may move a matrix between two calls.
     */
    float[] array(Matrix m);

    /** Returns the index of the first number of a matrix in its {@link #array}. */
    int offset(Matrix m);

    /** Returns the loops of pooling layers. */
    PoolingKernels pooling();

    /** Returns the loops of normalization layers. */
    NormalizationKernels normalization();
}
