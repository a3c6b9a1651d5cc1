package dev.engram.app.components.layers;

import dev.engram.engine.network.Arena;
import dev.engram.engine.network.BaseLayer;
import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.LayerActivations;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.Segment;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import java.util.Arrays;
import java.util.Set;

/**
 * A dense layer with batch normalisation (trained gain and shift), an activation and dropout.
 *
 * <pre>
 * x = (a - mean) / sqrt(variance + 1e-5) over the batch;   z = gain x + shift;   h = phi(z) mask / (1 - drop)
 * </pre>
 *
 * Predictions drop no units and are normalised by their own batch. Ioffe and Szegedy 2015; Srivastava et al. 2014.
 */
public record Normalised(
        int units, Activation.Elementwise activation, float drop, Initialiser weights, Initialiser bias)
        implements LayerKind {
    @Override
    public BaseLayer build(Arena arena, ComputeContext computeContext, BuildContext buildContext) {
        return new Batchwise(this, arena, computeContext, buildContext);
    }

    /** The state of the stage for one forward pass. */
    private static final class PassState {
        private final float[] x;
        private final float[] z;
        private final float[] h;
        private final float[] mask;
        private final float[] deviation;
        private final float[] gain;
        private final float[] shift;
        private boolean backwardDone;

        PassState(int room, int units) {
            x = new float[room];
            z = new float[room];
            h = new float[room];
            mask = new float[room];
            deviation = new float[units];
            gain = new float[units];
            shift = new float[units];
        }
    }

    private static final class Batchwise extends BaseLayer {
        private final Activation.Elementwise phi;
        private final float drop;
        private final int n;
        private final String stream;
        private final Segment gain;
        private final Segment shift;
        private Batch batch;

        Batchwise(Normalised kind, Arena arena, ComputeContext computeContext, BuildContext buildContext) {
            super(
                    arena,
                    computeContext,
                    buildContext,
                    BaseLayer.WeightShape.dense(buildContext.inputs(), kind.units),
                    kind.activation,
                    kind.weights,
                    kind.bias);
            phi = kind.activation;
            drop = kind.drop;
            n = kind.units;
            stream = buildContext.name() + "/drop";
            float[] ones = new float[n];
            Arrays.fill(ones, 1);
            gain = arena.add(buildContext.name() + "/gain", n, 1, ones, Set.of(Parameter.Tag.STAGE));
            shift = arena.add(buildContext.name() + "/shift", n, 1, new float[n], Set.of(Parameter.Tag.STAGE));
        }

        @Override
        public boolean plain() {
            return false;
        }

        @Override
        protected void beginPass(Batch next) {
            batch = next;
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
        protected void applyStage(LayerActivations t) {
            int rows = t.preActivation().rows();
            if (t.stageState() == null) {
                t.stageState(new PassState(t.preActivation().data().length, n));
            }
            PassState m = (PassState) t.stageState();
            m.backwardDone = false;
            float[] theta = arena.active();
            for (int j = 0; j < n; j++) {
                float mean = mean(t.preActivation().data(), rows, n, j);
                for (int i = j; i < rows * n; i += n) {
                    m.x[i] = t.preActivation().data()[i] - mean;
                }
                m.deviation[j] = Maths.sqrt(mean(m.x, m.x, rows, n, j) + 1e-5f);
                for (int i = j; i < rows * n; i += n) {
                    m.x[i] /= m.deviation[j];
                    m.z[i] = theta[gain.from() + j] * m.x[i] + theta[shift.from() + j];
                }
            }
            phi.apply(m.z, m.h, rows, n);
            Rng rng = batch == null ? null : batch.random(stream);
            for (int i = 0; i < rows * n; i++) {
                m.mask[i] = rng == null ? 1 : drawMask(rng);
                t.output().data()[i] = m.h[i] * m.mask[i];
            }
        }

        private float drawMask(Rng rng) {
            return rng.uniform() < drop ? 0 : 1 / (1 - drop);
        }

        @Override
        public void backwardActivation(Activations activations, Matrix delta, Scratch d) {
            PassState m = (PassState) ((LayerActivations) activations).stageState();
            int rows = d.rows();
            float[] e = d.set(delta).data(), theta = arena.active();
            for (int i = 0; i < rows * n; i++) {
                e[i] *= m.mask[i];
            }
            phi.backward(m.z, m.h, e, rows, n);
            m.backwardDone = true;
            for (int j = 0; j < n; j++) {
                m.gain[j] = mean(e, m.x, rows, n, j);
                m.shift[j] = mean(e, rows, n, j);
                for (int i = j; i < rows * n; i += n) {
                    e[i] = theta[gain.from() + j] / m.deviation[j] * (e[i] - m.shift[j] - m.x[i] * m.gain[j]);
                }
            }
        }

        @Override
        public void credit(Matrix d, Activations activations) {
            super.credit(d, activations);
            PassState m = (PassState) ((LayerActivations) activations).stageState();
            if (m.backwardDone) {
                arena.zeroIfUncredited(gain);
                arena.zeroIfUncredited(shift);
                for (int j = 0; j < n; j++) {
                    arena.gradient()[gain.from() + j] += m.gain[j];
                    arena.gradient()[shift.from() + j] += m.shift[j];
                }
            }
        }

        @Override
        public void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut) {
            super.jvp(activations, dIn, direction, dPre, dOut);
            PassState m = (PassState) ((LayerActivations) activations).stageState();
            int rows = dPre.rows();
            float[] da = dPre.data(), out = dOut.data(), theta = arena.active();
            float[] along = direction == null ? new float[theta.length] : ((Scratch) direction).data();
            for (int j = 0; j < n; j++) {
                float mean = mean(da, rows, n, j), turn = mean(da, m.x, rows, n, j);
                for (int i = j; i < rows * n; i += n) {
                    float dx = (da[i] - mean - m.x[i] * turn) / m.deviation[j];
                    float dz = along[gain.from() + j] * m.x[i] + theta[gain.from() + j] * dx + along[shift.from() + j];
                    out[i] = m.mask[i] * phi.derivative(m.z[i], m.h[i]) * dz;
                }
            }
        }
    }
}
