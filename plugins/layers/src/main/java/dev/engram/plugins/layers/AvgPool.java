package dev.engram.plugins.layers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.PoolingKernels;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.Shape;

/**
 * Average pooling: the mean of each window.
 *
 * <pre>
 *   h[c,i,j] = (sum over u,v of a[c, i s - p + u, j s - p + v]) / n
 *   J' delta: each error is divided by n and added at all places of its window;  J u: the mean of u
 * </pre>
 *
 * n is the number of places of a window, zeros of the padding included (PyTorch's default), or only of those that are
 * not padding (TensorFlow). The input is channels x height x width, or channels x length; channels are pooled one by
 * one. Cost: no multiply-adds.
 *
 * <p>Not possible: a window that covers nothing but padding.
 *
 * <p>LeCun, Bottou, Bengio and Haffner 1998, Gradient-based learning applied to document recognition.
 */
@Component("avg-pool")
public record AvgPool(
        @Hyper(value = "2", range = "[1,10000]", doc = "height and width of a window; its length for a sequence")
        int size,

        @Hyper(value = "0", range = "[0,10000]", doc = "distance between two windows; 0 for the size")
        int stride,

        @Hyper(value = "valid", doc = "zeros on every side: a number, same or valid")
        String padding,

        @Hyper(value = "false", doc = "whether a last window may extend beyond the padding (ceil_mode)")
        boolean ceil,

        @Hyper(value = "true", doc = "whether the padding counts in the divisor (count_include_pad)")
        boolean countPadding)
        implements StageKind {
    public AvgPool {
        new Windows(size, 1, padding, 1, ceil);
    }

    @Override
    public Stage bind(LayerSetup setup) {
        Shape in = Windows.positions(setup);
        Windows w = new Windows(size, stride == 0 ? size : stride, padding, 1, ceil);
        PoolGeometry g = new PoolGeometry(in.channels(), w.rows(in), w.cols(in));
        return new Bound(setup.kernels().pooling(), g, countPadding, Windows.output(in.channels(), g.rows(), g.cols()));
    }

    private record Bound(PoolingKernels kernels, PoolGeometry g, boolean countPadding, Shape output) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            kernels.averagePool(g, countPadding, pass.rows(), x, y);
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            kernels.averagePoolBackward(g, countPadding, pass.rows(), delta, d);
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            kernels.averagePool(g, countPadding, pass.rows(), u, v);
        }

        @Override
        public boolean pooling() {
            return true;
        }

        @Override
        public float min(float inputs) {
            return Math.min(0, inputs);
        }
    }
}
