package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/**
 * Triangle activation: at each position, what a channel has more than the mean of all channels, to a power.
 *
 * <pre>
 *   h[c,i,j] = max(0, a[c,i,j] - mean over k of a[k,i,j])^power
 *   slope:     s[c,i,j] = power * (a[c,i,j] - mean)^(power - 1) if a[c,i,j] exceeds the mean, else 0
 *   J' delta:  s delta - mean over k of s[k] delta[k];   J u: s (u - mean over k of u[k])
 * </pre>
 *
 * Units compete: at each position, those below the mean are silent. Features are channels with one position. The shape
 * does not change; write it after a layer without activation. With a power below 1 the slope has no bound just above
 * the mean. The Jacobian is exact; the program of SoftHebb's authors leaves the mean over channels out of it. Cost: no
 * multiply-adds.
 *
 * <p>Coates, Ng and Lee 2011, An analysis of single-layer networks in unsupervised feature learning, AISTATS; with a
 * power: Journe, Garcia Rodriguez, Guo and Moraitis 2023, Hebbian deep learning without feedback, ICLR.
 */
@Component("triangle")
public record Triangle(
        @Hyper(value = "1", range = "(0,100]", doc = "exponent")
        float power) implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        Shape shape = setup.input();
        return new Bound(power, shape, setup.floats(shape.size(), 0), new float[shape.positions()]);
    }

    /**
     * The bound layer.
     *
     * @param slopes the index of the slopes in the memory of a pass
     * @param mean scratch memory: one number for each position
     */
    private record Bound(float power, Shape output, int slopes, float[] mean) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            float[] s = pass.floats(slopes);
            int n = output.size(), positions = output.positions();
            for (int from = 0; from < pass.rows() * n; from += n) {
                means(x, from);
                for (int c = from; c < from + n; c += positions) {
                    for (int p = 0; p < positions; p++) {
                        activate(x[c + p] - mean[p], c + p, y, s);
                    }
                }
            }
        }

        private void activate(float above, int i, float[] y, float[] s) {
            if (above <= 0) {
                y[i] = 0;
                s[i] = 0;
            } else {
                y[i] = power == 1 ? above : Maths.pow(above, power);
                s[i] = power * y[i] / above;
            }
        }

        /** Sets the mean over the channels of the example that begins at an index, for each position. */
        private void means(float[] x, int from) {
            int n = output.size(), positions = output.positions();
            System.arraycopy(x, from, mean, 0, positions);
            for (int c = from + positions; c < from + n; c += positions) {
                for (int p = 0; p < positions; p++) {
                    mean[p] += x[c + p];
                }
            }
            for (int p = 0; p < positions; p++) {
                mean[p] /= output.channels();
            }
        }

        private void subtractMeans(StagePass pass, float[] a) {
            int n = output.size(), positions = output.positions();
            for (int from = 0; from < pass.rows() * n; from += n) {
                means(a, from);
                for (int c = from; c < from + n; c += positions) {
                    for (int p = 0; p < positions; p++) {
                        a[c + p] -= mean[p];
                    }
                }
            }
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            float[] s = pass.floats(slopes);
            for (int i = 0, n = pass.rows() * output.size(); i < n; i++) {
                d[i] = s[i] * delta[i];
            }
            subtractMeans(pass, d);
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            float[] s = pass.floats(slopes);
            int n = pass.rows() * output.size();
            System.arraycopy(u, 0, v, 0, n);
            subtractMeans(pass, v);
            for (int i = 0; i < n; i++) {
                v[i] *= s[i];
            }
        }

        @Override
        public float min(float inputs) {
            return 0;
        }
    }
}
