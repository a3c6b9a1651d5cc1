package dev.engram.plugins.learningrules;

import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.shape.Shape;

/**
 * The features of maps whose similarity is compared: a 3 x 3 convolution with padding 1, and then, for more than three
 * channels, the standard deviation of each channel over its positions. The convolution is a dense layer on patches.
 */
final class SimilarityMaps {
    /** Added to variances: the slope of a standard deviation of 0 would be infinite. */
    private static final float FLOOR = 1e-8f;

    private static final int TAPS = 9;
    private final Layer kernel;
    private final Shape shape;
    /** One row for each position: the inputs of the kernel, and the error there. */
    private final Scratch patches;

    private final Scratch patchErrors;
    /** One row for each position, one column for each channel. */
    private final Scratch z;

    private final Scratch zErrors;

    /** @param kernel a linear layer of 9 * channels inputs and as many units as channels */
    SimilarityMaps(Setup setup, Layer kernel, Shape shape) {
        this.kernel = kernel;
        this.shape = shape;
        patches = setup.perExample(shape.positions(), TAPS * shape.channels());
        patchErrors = setup.perExample(shape.positions(), TAPS * shape.channels());
        z = setup.perExample(shape.positions(), shape.channels());
        zErrors = setup.perExample(shape.positions(), shape.channels());
    }

    /** Returns the number of features of an example. */
    static int width(Shape shape) {
        return reduced(shape) ? shape.channels() : shape.size();
    }

    private static boolean reduced(Shape shape) {
        return shape.channels() > 3;
    }

    /** Overwrites {@code features}, rows x width, with those of the maps {@code h}. */
    void forward(Matrix h, Scratch features) {
        float[] to = patches.data();
        int columns = patches.cols();
        for (int row = 0; row < patches.rows(); row++) {
            for (int k = 0; k < columns; k++) {
                int at = place(row % shape.positions(), k);
                to[row * columns + k] = at < 0 ? 0 : h.get(row / shape.positions(), at);
            }
        }
        z.multiplyTransposedB(patches, kernel.weights());
        float[] f = features.data(), from = z.data();
        int channels = shape.channels(), n = shape.positions();
        for (int r = 0; r < features.rows(); r++) {
            for (int c = 0; c < channels; c++) {
                if (reduced(shape)) {
                    f[r * channels + c] = (float) Math.sqrt(variance(r, c) + FLOOR);
                } else {
                    for (int p = 0; p < n; p++) {
                        f[(r * channels + c) * n + p] = from[(r * n + p) * channels + c];
                    }
                }
            }
        }
    }

    private float variance(int row, int channel) {
        float mean = mean(row, channel), sum = 0;
        for (int p = 0; p < shape.positions(); p++) {
            float d = z.data()[index(row, p, channel)] - mean;
            sum += d * d;
        }
        return sum / (shape.positions() - 1);
    }

    private float mean(int row, int channel) {
        float sum = 0;
        for (int p = 0; p < shape.positions(); p++) {
            sum += z.data()[index(row, p, channel)];
        }
        return sum / shape.positions();
    }

    private int index(int row, int position, int channel) {
        return (row * shape.positions() + position) * shape.channels() + channel;
    }

    /** Returns the number in an example that a tap sees at a position; -1 in the padding. */
    private int place(int position, int tap) {
        int y = position / shape.width() + tap % TAPS / 3 - 1, x = position % shape.width() + tap % 3 - 1;
        boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
        return inside ? tap / TAPS * shape.positions() + y * shape.width() + x : -1;
    }

    /** Trains the kernel, and adds the error at the maps to {@code delta}; {@code error} is at the features. */
    void backward(Scratch error, Scratch features, Scratch delta) {
        float[] e = error.data(), f = features.data(), to = zErrors.data(), from = z.data();
        int channels = shape.channels(), n = shape.positions();
        for (int r = 0; r < error.rows(); r++) {
            for (int c = 0; c < channels; c++) {
                float mean = mean(r, c),
                        slope = reduced(shape) ? e[r * channels + c] / (n - 1) / f[r * channels + c] : 0;
                for (int p = 0; p < n; p++) {
                    int i = index(r, p, c);
                    to[i] = reduced(shape) ? slope * (from[i] - mean) : e[(r * channels + c) * n + p];
                }
            }
        }
        kernel.accumulateOuterProduct(n, zErrors, patches);
        kernel.backwardAffine(zErrors, kernel.weights(), patchErrors);
        float[] sums = delta.data(), back = patchErrors.data();
        for (int row = 0; row < patchErrors.rows(); row++) {
            for (int k = 0; k < patchErrors.cols(); k++) {
                int at = place(row % n, k);
                if (at >= 0) {
                    sums[row / n * shape.size() + at] += back[row * patchErrors.cols() + k];
                }
            }
        }
    }
}
