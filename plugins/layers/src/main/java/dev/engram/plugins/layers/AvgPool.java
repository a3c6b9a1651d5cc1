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
        boolean countPadding,

        @Hyper(
                value = "0",
                range = "[0,10000]",
                omitDefault = true,
                doc = "width of a window, if it is not the height; 0: the same")
        int sizeWidth,

        @Hyper(
                value = "0",
                range = "[0,10000]",
                omitDefault = true,
                doc = "distance of windows along the width; 0: that along the height, or the width if that is 0 too")
        int strideWidth,

        @Hyper(
                value = Windows.AS_HEIGHT,
                omitDefault = true,
                doc = "padding at the left and right: height for that above and below, a number, same or valid")
        String paddingWidth)
        implements StageKind {
    public AvgPool {
        new PoolWindows(size, stride, padding, ceil, sizeWidth, strideWidth, paddingWidth);
    }

    /** Square windows. */
    public AvgPool(int size, int stride, String padding, boolean ceil, boolean countPadding) {
        this(size, stride, padding, ceil, countPadding, 0, 0, Windows.AS_HEIGHT);
    }

    @Override
    public Stage bind(LayerSetup setup) {
        PoolGeometry g = windows().over(Windows.positions(setup));
        return new Bound(setup.kernels().pooling(), g, countPadding, PoolWindows.output(g));
    }

    private PoolWindows windows() {
        return new PoolWindows(size, stride, padding, ceil, sizeWidth, strideWidth, paddingWidth);
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
        public void unpool(StagePass pass, float[] y, float[] x) {
            PoolWindows.requireSeparate(g);
            kernels.averagePoolBackward(g, true, pass.rows(), y, x);
            int n = pass.rows() * g.inputs(),
                    places = g.rows().kernel() * g.cols().kernel();
            for (int i = 0; i < n; i++) {
                x[i] *= places;
            }
        }

        @Override
        public float min(float inputs) {
            return Math.min(0, inputs);
        }
    }
}
