package dev.engram.app.components.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Maths;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerParameter;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.LayerState;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/**
 * Batch normalization (trained gain and shift), an activation and dropout, as one stage.
 *
 * <pre>
 * x' = (x - mean) / sqrt(variance + 1e-5) over the batch;   z = gain x' + shift;   h = phi(z) mask / (1 - drop)
 * </pre>
 *
 * Predictions drop no units and are normalized by the batch itself. The mean of the steps so far is kept as state, to
 * prove that it is updated once per step. Ioffe and Szegedy 2015; Srivastava et al. 2014.
 */
public record Normalised(Activation.Elementwise activation, float drop) implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        int n = setup.input().size();
        return new Batchwise(
                activation,
                drop,
                n,
                setup.parameter("gain", n, 1),
                setup.parameter("shift", n, 0),
                setup.state("steps", 1, 0),
                new int[] {
                    setup.floats(n, 0),
                    setup.floats(n, 0),
                    setup.floats(n, 0),
                    setup.floats(n, 0),
                    setup.floats(0, n),
                    setup.floats(0, n),
                    setup.floats(0, n)
                });
    }

    private static final class Batchwise implements Stage {
        private final Activation.Elementwise phi;
        private final float drop;
        private final int n;
        private final LayerParameter gain;
        private final LayerParameter shift;
        private final LayerState steps;
        private final int xs;
        private final int zs;
        private final int hs;
        private final int masks;
        private final int deviations;
        private final int gains;
        private final int shifts;

        Batchwise(
                Activation.Elementwise phi,
                float drop,
                int n,
                LayerParameter gain,
                LayerParameter shift,
                LayerState steps,
                int[] memory) {
            this.phi = phi;
            this.drop = drop;
            this.n = n;
            this.gain = gain;
            this.shift = shift;
            this.steps = steps;
            xs = memory[0];
            zs = memory[1];
            hs = memory[2];
            masks = memory[3];
            deviations = memory[4];
            gains = memory[5];
            shifts = memory[6];
        }

        @Override
        public Shape output() {
            return Shape.features(n);
        }

        private static float mean(float[] a, int rows, int n, int column) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += a[r * n + column];
            }
            return (float) (sum / rows);
        }

        /** Returns the mean of a * b over a column. */
        private static float mean(float[] a, float[] b, int rows, int n, int column) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += (double) a[r * n + column] * b[r * n + column];
            }
            return (float) (sum / rows);
        }

        @Override
        public void forward(StagePass p, float[] in, float[] y) {
            int rows = p.rows();
            float[] x = p.floats(xs), z = p.floats(zs), h = p.floats(hs), mask = p.floats(masks);
            float[] deviation = p.floats(deviations), theta = p.parameters();
            for (int j = 0; j < n; j++) {
                float mean = mean(in, rows, n, j);
                for (int i = j; i < rows * n; i += n) {
                    x[i] = in[i] - mean;
                }
                deviation[j] = Maths.sqrt(mean(x, x, rows, n, j) + 1e-5f);
                for (int i = j; i < rows * n; i += n) {
                    x[i] /= deviation[j];
                    z[i] = theta[gain.from() + j] * x[i] + theta[shift.from() + j];
                }
            }
            phi.apply(z, h, rows, n);
            Rng rng = p.training() ? p.random() : null;
            for (int i = 0; i < rows * n; i++) {
                mask[i] = rng == null ? 1 : drawMask(rng);
                y[i] = h[i] * mask[i];
            }
        }

        private float drawMask(Rng rng) {
            return rng.uniform() < drop ? 0 : 1 / (1 - drop);
        }

        @Override
        public void update(StagePass p) {
            steps.values()[0]++;
        }

        @Override
        public void backward(StagePass p, float[] in, float[] y, float[] delta, float[] d) {
            int rows = p.rows();
            float[] x = p.floats(xs), theta = p.parameters(), gs = p.floats(gains), ss = p.floats(shifts);
            for (int i = 0; i < rows * n; i++) {
                d[i] = delta[i] * p.floats(masks)[i];
            }
            phi.backward(p.floats(zs), p.floats(hs), d, rows, n);
            for (int j = 0; j < n; j++) {
                gs[j] = mean(d, x, rows, n, j);
                ss[j] = mean(d, rows, n, j);
                for (int i = j; i < rows * n; i += n) {
                    d[i] = theta[gain.from() + j] / p.floats(deviations)[j] * (d[i] - ss[j] - x[i] * gs[j]);
                }
            }
        }

        @Override
        public void credit(StagePass p, float[] gradient) {
            for (int j = 0; j < n; j++) {
                gradient[gain.from() + j] += p.floats(gains)[j];
                gradient[shift.from() + j] += p.floats(shifts)[j];
            }
        }

        @Override
        public void tangent(StagePass p, float[] in, float[] y, float[] u, float[] v) {
            int rows = p.rows();
            float[] x = p.floats(xs), theta = p.parameters(), along = p.direction();
            for (int j = 0; j < n; j++) {
                float mean = mean(u, rows, n, j), turn = mean(u, x, rows, n, j);
                float dGain = along == null ? 0 : along[gain.from() + j];
                float dShift = along == null ? 0 : along[shift.from() + j];
                for (int i = j; i < rows * n; i += n) {
                    float dx = (u[i] - mean - x[i] * turn) / p.floats(deviations)[j];
                    float dz = dGain * x[i] + theta[gain.from() + j] * dx + dShift;
                    v[i] = p.floats(masks)[i] * phi.derivative(p.floats(zs)[i], p.floats(hs)[i]) * dz;
                }
            }
        }

        @Override
        public boolean separatesExamples() {
            return false;
        }
    }
}
