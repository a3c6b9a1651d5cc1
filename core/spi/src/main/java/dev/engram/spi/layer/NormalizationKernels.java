package dev.engram.spi.layer;

/**
 * The loops of normalization layers, with the same bits on every machine.
 *
 * <p>Arrays hold {@code n x channels x positions} numbers from the index {@code at}; of one channel, the positions of
 * an example are contiguous. To normalize groups of an example, call an operation for one example, with its groups as
 * channels. Sums are in double precision and have a fixed order.
 */
public interface NormalizationKernels {
    /**
     * The numbers of one call.
     *
     * @param n the number of examples
     * @param channels the number of channels of an example, each of which is normalized
     * @param positions the number of positions of a channel; 1 for features
     */
    record Extent(int n, int channels, int positions) {}

    /** {@code sums[c] = sum of x[n,c,p]}. */
    void sums(Extent e, float[] x, int at, double[] sums);

    /** {@code sums[c] = sum of (x[n,c,p] - mean[c])^2}. */
    void squares(Extent e, float[] x, int at, float[] mean, double[] sums);

    /** {@code sums[c] = sum of x[n,c,p] * y[n,c,p]}. */
    void products(Extent e, float[] x, float[] y, int at, double[] sums);

    /** {@code out[n,c,p] = (x[n,c,p] - mean[c]) * factor[c]}; {@code out} may be {@code x}. */
    void standardize(Extent e, float[] x, int at, float[] mean, float[] factor, float[] out);

    /**
     * {@code out[n,c,p] = factor[factorFrom + c] * x[n,c,p] + shift[shiftFrom + c]}; {@code out} may be {@code x}.
     */
    void affine(Extent e, float[] x, int at, float[] factor, int factorFrom, float[] shift, int shiftFrom, float[] out);

    /**
     * {@code out[n,c,p] = factor[c] * (d[n,c,p] - mean[c] - slope[c] * h[n,c,p])}, the derivative of a normalization
     * with the normalized numbers {@code h}; {@code out} may be {@code d}.
     */
    void project(Extent e, float[] d, float[] h, int at, float[] mean, float[] slope, float[] factor, float[] out);
}
