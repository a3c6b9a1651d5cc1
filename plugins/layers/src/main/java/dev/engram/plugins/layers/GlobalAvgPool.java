package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.PoolingKernels;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;

/**
 * Global average pooling: the mean of each channel over all its positions.
 *
 * <pre>
 *   h[c] = (1 / (H W)) sum over i,j of a[c,i,j];   J' delta: delta[c] / (H W) at every position;   J u: the mean of u
 * </pre>
 *
 * The input is channels x height x width, or channels x length; the output has one feature per channel. Cost: no
 * multiply-adds.
 *
 * <p>Lin, Chen and Yan 2014, Network in network, ICLR.
 */
@Component("global-avg-pool")
public record GlobalAvgPool() implements StageKind {
    @Override
    public Stage bind(LayerSetup setup) {
        Shape in = Windows.positions(setup);
        return new Bound(setup.kernels().pooling(), in, Shape.features(in.channels()));
    }

    private record Bound(PoolingKernels kernels, Shape input, Shape output) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            kernels.globalAverage(input, pass.rows(), x, y);
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            kernels.globalAverageBackward(input, pass.rows(), delta, d);
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            kernels.globalAverage(input, pass.rows(), u, v);
        }

        @Override
        public boolean pooling() {
            return true;
        }

        @Override
        public void unpool(StagePass pass, float[] y, float[] x) {
            kernels.globalAverageBackward(input, pass.rows(), y, x);
            for (int i = 0, n = pass.rows() * input.size(); i < n; i++) {
                x[i] *= input.positions();
            }
        }

        @Override
        public float min(float inputs) {
            return inputs;
        }
    }
}
