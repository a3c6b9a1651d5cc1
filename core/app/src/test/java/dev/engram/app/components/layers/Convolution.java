package dev.engram.app.components.layers;

import dev.engram.engine.network.Arena;
import dev.engram.engine.network.BaseLayer;
import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.LayerActivations;
import dev.engram.engine.network.LayerKind;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;

/**
 * A layer with a one-dimensional convolution, max-pooling of neighbouring pairs, and an activation.
 *
 * <pre>
 * a[o, p] = b[o] + sum_{c, q} W[o, c q] x[c, p + q];   h[o, p] = phi(max(a[o, 2p], a[o, 2p + 1]))
 * </pre>
 *
 * Inputs are channels x length, outputs are maps x half the positions; the kernel is maps x (channels * width). The
 * activation must be increasing, since it is applied after the pooling.
 */
public record Convolution(
        int channels, int maps, int width, Activation.Elementwise activation, Initialiser weights, Initialiser bias)
        implements LayerKind {
    @Override
    public BaseLayer build(Arena arena, ComputeContext computeContext, BuildContext buildContext) {
        return new ConvolutionBlock(this, arena, computeContext, buildContext, buildContext.inputs() / channels);
    }

    private BaseLayer.WeightShape synapses(int length) {
        int fan = channels * width;
        return new BaseLayer.WeightShape(maps * (length - width + 1), maps, fan, fan, maps * width);
    }

    private static final class ConvolutionBlock extends BaseLayer {
        private final Activation.Elementwise phi;
        private final int channels;
        private final int maps;
        private final int width;
        private final int length;
        private final int positions;
        private final int pooled;

        ConvolutionBlock(
                Convolution kind, Arena arena, ComputeContext computeContext, BuildContext buildContext, int length) {
            super(arena, computeContext, buildContext, kind.synapses(length), kind.activation, kind.weights, kind.bias);
            phi = kind.activation;
            channels = kind.channels;
            maps = kind.maps;
            width = kind.width;
            this.length = length;
            positions = length - width + 1;
            pooled = positions / 2;
        }

        @Override
        public int outputs() {
            return maps * pooled;
        }

        @Override
        public boolean plain() {
            return false;
        }

        /** Called for every product of an input and a weight that is added to a pre-activation. */
        private interface ProductVisitor {
            void at(int unit, int input, int weight);
        }

        private void forEachProduct(ProductVisitor m) {
            for (int o = 0; o < maps; o++) {
                for (int p = 0; p < positions; p++) {
                    for (int c = 0; c < channels; c++) {
                        for (int q = 0; q < width; q++) {
                            m.at(o * positions + p, c * length + p + q, o * channels * width + c * width + q);
                        }
                    }
                }
            }
        }

        /** a += the convolution of the input with the kernel in an array like theta. */
        private void convolve(Matrix in, float[] theta, Scratch a) {
            for (int r = 0; r < in.rows(); r++) {
                int row = r, from = r * units();
                forEachProduct((u, i, k) -> a.data()[from + u] += theta[w.from() + k] * in.get(row, i));
            }
        }

        /** a = the biases in an array like theta. */
        private void biases(float[] theta, Scratch a) {
            for (int i = 0; i < a.rows() * units(); i++) {
                a.data()[i] = theta[b.from() + i % units() / positions];
            }
        }

        @Override
        public void affine(Matrix in, Scratch a) {
            biases(arena.active(), a);
            convolve(in, arena.active(), a);
        }

        @Override
        public void backwardAffine(Matrix d, Matrix m, Scratch delta) {
            delta.fill(0);
            int fan = channels * width;
            for (int r = 0; r < d.rows(); r++) {
                int row = r, from = r * inputs();
                forEachProduct((u, i, k) -> delta.data()[from + i] += d.get(row, u) * m.get(k / fan, k % fan));
            }
        }

        @Override
        public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
            arena.zeroIfUncredited(w);
            float s = scale / post.rows();
            for (int r = 0; r < post.rows(); r++) {
                int row = r;
                forEachProduct((u, i, k) -> arena.gradient()[w.from() + k] += s * post.get(row, u) * pre.get(row, i));
            }
        }

        @Override
        public void creditBias(float scale, Matrix post) {
            arena.zeroIfUncredited(b);
            float s = scale / post.rows();
            for (int r = 0; r < post.rows(); r++) {
                for (int u = 0; u < units(); u++) {
                    arena.gradient()[b.from() + u / positions] += s * post.get(r, u);
                }
            }
        }

        /** Returns the index of the larger pre-activation of a pool. */
        private int argmax(Matrix pre, int row, int out) {
            int u = out / pooled * positions + out % pooled * 2;
            return pre.get(row, u) >= pre.get(row, u + 1) ? u : u + 1;
        }

        @Override
        protected void applyStage(LayerActivations t) {
            for (int r = 0; r < t.preActivation().rows(); r++) {
                for (int j = 0; j < outputs(); j++) {
                    t.output().data()[r * outputs() + j] =
                            phi.value(t.preActivation().get(r, argmax(t.preActivation(), r, j)));
                }
            }
        }

        @Override
        public void backwardActivation(Activations t, Matrix delta, Scratch d) {
            d.fill(0);
            for (int r = 0; r < d.rows(); r++) {
                for (int j = 0; j < outputs(); j++) {
                    int u = argmax(t.preActivation(), r, j);
                    d.data()[r * units() + u] = delta.get(r, j)
                            * phi.derivative(
                                    t.preActivation().get(r, u), t.output().get(r, j));
                }
            }
        }

        @Override
        public void jvp(Activations t, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut) {
            dPre.fill(0);
            if (direction != null) {
                float[] along = ((Scratch) direction).data();
                biases(along, dPre);
                convolve(t.input(), along, dPre);
            }
            if (dIn != null) {
                convolve(dIn, arena.active(), dPre);
            }
            for (int r = 0; r < dPre.rows(); r++) {
                for (int j = 0; j < outputs(); j++) {
                    int u = argmax(t.preActivation(), r, j);
                    dOut.data()[r * outputs() + j] = dPre.get(r, u)
                            * phi.derivative(
                                    t.preActivation().get(r, u), t.output().get(r, j));
                }
            }
        }
    }
}
