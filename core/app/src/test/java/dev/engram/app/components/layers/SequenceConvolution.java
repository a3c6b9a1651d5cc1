package dev.engram.app.components.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerKernels;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;

/**
 * A one-dimensional convolution with loops of its own, as a plugin could write it.
 *
 * <pre>
 * a[o, p] = b[o] + sum_{c, q} W[o, c q] x[c, p + q]
 * </pre>
 *
 * Inputs are channels x length, the kernel is maps x (channels * width).
 */
public record SequenceConvolution(
        int channels, int maps, int width, Activation activation, Initialiser weights, Initialiser bias)
        implements SynapsesKind {
    @Override
    public AffineMap bind(LayerSetup setup) {
        int length = setup.input().size() / channels;
        if (length < width) {
            throw setup.mismatch("at least " + channels + " x " + width + " inputs");
        }
        setup.weights(maps, channels * width, channels * width, maps * width);
        setup.bias(maps);
        return new Kernel(setup.kernels(), this, length, length - width + 1);
    }

    private record Kernel(LayerKernels kernels, SequenceConvolution kind, int length, int positions)
            implements AffineMap {
        /** Called for every product of an input and a weight that is added to a pre-activation. */
        private interface ProductVisitor {
            void at(int unit, int input, int weight);
        }

        private void forEachProduct(ProductVisitor m) {
            int width = kind.width;
            for (int o = 0; o < kind.maps; o++) {
                for (int p = 0; p < positions; p++) {
                    for (int c = 0; c < kind.channels; c++) {
                        for (int q = 0; q < width; q++) {
                            m.at(o * positions + p, c * length + p + q, (o * kind.channels + c) * width + q);
                        }
                    }
                }
            }
        }

        @Override
        public Shape output() {
            return Shape.sequence(kind.maps, positions);
        }

        @Override
        public long multiplyAdds() {
            return (long) kind.maps * positions * kind.channels * kind.width;
        }

        @Override
        public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
            int units = output().size();
            float[] w = kernels.array(weights);
            int from = kernels.offset(weights);
            for (int r = 0; r < in.rows(); r++) {
                int row = r, at = r * units;
                for (int u = 0; u < units; u++) {
                    a.data()[at + u] = bias == null ? 0 : bias.get(u / positions, 0);
                }
                forEachProduct((u, i, k) -> a.data()[at + u] += w[from + k] * in.get(row, i));
            }
        }

        @Override
        public void backward(Matrix d, Matrix m, Scratch delta) {
            delta.fill(0);
            float[] w = kernels.array(m);
            int from = kernels.offset(m);
            for (int r = 0; r < d.rows(); r++) {
                int row = r, at = r * delta.cols();
                forEachProduct((u, i, k) -> delta.data()[at + i] += d.get(row, u) * w[from + k]);
            }
        }

        @Override
        public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
            float s = scale / post.rows();
            float[] g = gradient.array();
            clear(gradient, kind.maps * kind.channels * kind.width);
            for (int r = 0; r < post.rows(); r++) {
                int row = r;
                forEachProduct((u, i, k) -> g[gradient.from() + k] += s * post.get(row, u) * pre.get(row, i));
            }
        }

        @Override
        public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
            float s = scale / post.rows();
            clear(gradient, kind.maps);
            for (int r = 0; r < post.rows(); r++) {
                for (int u = 0; u < post.cols(); u++) {
                    gradient.array()[gradient.from() + u / positions] += s * post.get(r, u);
                }
            }
        }

        private static void clear(GradientRange gradient, int n) {
            for (int i = gradient.from(); i < gradient.from() + n && !gradient.accumulate(); i++) {
                gradient.array()[i] = 0;
            }
        }
    }
}
