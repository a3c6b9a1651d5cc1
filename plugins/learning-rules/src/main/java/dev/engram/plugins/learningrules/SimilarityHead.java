package dev.engram.plugins.learningrules;

import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.shape.Shape;

/**
 * A head that makes examples as similar as their targets are. With N = centred rows / (length + 1e-8), and T made
 * likewise from the targets, the loss is |N N' - T T'|^2 / B^2 and its gradient at N is 4 (N N'N - T T'N) / B^2: no
 * matrix of B x B is needed.
 */
final class SimilarityHead {
    /** Added to norms. */
    private static final float EPSILON = 1e-8f;

    private final Layer head;
    private final float share;
    /** The convolution of the maps; null for a layer without positions. */
    private final SimilarityMaps maps;

    private final Scratch features;
    private final Scratch n;
    private final Scratch t;
    private final Scratch own;
    private final Scratch right;
    private final Scratch error;
    private final Scratch part;
    private final Scratch back;

    SimilarityHead(Setup setup, int layer, Shape shape, float share) {
        boolean hasPositions = shape.positions() > 1;
        int width = hasPositions ? SimilarityMaps.width(shape) : shape.size();
        if (setup.targets() < 2) {
            throw new IncompatibleException(
                    "the similarity loss needs targets with two or more columns; code classes one-hot, or set"
                            + " the loss to pred");
        }
        if (width < 2) {
            throw new IncompatibleException("the similarity loss needs two or more units, but layer " + layer
                    + " (counted from 0) has one; add units, or set the loss to pred");
        }
        this.share = share;
        String name = "similarity/" + layer;
        maps = hasPositions
                ? new SimilarityMaps(
                        setup, setup.layer(name, 9 * shape.channels(), shape.channels(), new Linear()), shape)
                : null;
        head = hasPositions ? null : setup.layer(name, width, width, new Linear());
        features = setup.perExample(width);
        n = setup.perExample(width);
        t = setup.perExample(setup.targets());
        own = setup.scratch(width, width);
        right = setup.scratch(setup.targets(), width);
        error = setup.perExample(width);
        part = setup.perExample(width);
        back = setup.perExample(width);
    }

    void learn(Matrix h, Matrix targets, Scratch delta) {
        if (maps != null) {
            maps.forward(h, features);
        } else {
            features.multiplyTransposedB(h, head.weights());
        }
        normalise(n.set(features));
        normalise(t.set(targets));
        own.multiplyTransposedA(n, n);
        right.multiplyTransposedA(t, n);
        // B times the gradient, because errors are sums over the batch.
        error.multiply(n, own).add(-1, part.multiply(t, right)).scale(share * 4 / n.rows());
        backwardNormalise(features, error);
        if (maps != null) {
            maps.backward(error, features, delta);
            return;
        }
        head.accumulateOuterProduct(1, error, h);
        head.backwardAffine(error, head.weights(), back);
        delta.add(1, back);
    }

    private static void normalise(Scratch m) {
        float[] x = m.data();
        for (int r = 0, cols = m.cols(), rows = m.rows(); r < rows; r++) {
            int from = r * cols, to = from + cols;
            float mean = mean(x, from, to), length = length(x, mean, from, to);
            for (int i = from; i < to; i++) {
                x[i] = (x[i] - mean) / (length + EPSILON);
            }
        }
    }

    /** Transforms the gradient g at the normalised rows into that at the rows x. */
    private static void backwardNormalise(Scratch features, Scratch gradient) {
        float[] x = features.data(), g = gradient.data();
        for (int r = 0, cols = features.cols(), rows = features.rows(); r < rows; r++) {
            int from = r * cols, to = from + cols;
            float mean = mean(x, from, to), length = length(x, mean, from, to), level = mean(g, from, to), along = 0;
            for (int i = from; i < to; i++) {
                along += g[i] * (x[i] - mean);
            }
            float inverse = length > 0 ? 1 / (length + EPSILON) : 0;
            float slope = length > 0 ? along / length * inverse * inverse : 0;
            for (int i = from; i < to; i++) {
                g[i] = inverse * (g[i] - level) - slope * (x[i] - mean);
            }
        }
    }

    private static float mean(float[] x, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum / (to - from);
    }

    private static float length(float[] x, float mean, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += (x[i] - mean) * (x[i] - mean);
        }
        return (float) Math.sqrt(sum);
    }

    /** The activation of the head. */
    private record Linear() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a;
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }
    }
}
