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
 * Max-pooling: the largest number of each window.
 *
 * <pre>
 *   h[c,i,j] = max over u,v of a[c, i s - p + u, j s - p + v]
 *   J' delta: each error goes to the place of its maximum; where windows overlap, errors add
 *   J u:      u at the places of the maxima
 * </pre>
 *
 * Among equal numbers the first in row-major order is the maximum, as in PyTorch; NaN wins over every number. Padding
 * never wins: it counts as minus infinity. The input is channels x height x width, or channels x length; channels are
 * pooled one by one. Cost: no multiply-adds.
 *
 * <p>Not possible: a window that covers nothing but padding, so a padding is at most half the size.
 *
 * <p>Ranzato et al. 2007, Unsupervised learning of invariant feature hierarchies.
 */
@Component("max-pool")
public record MaxPool(
        @Hyper(value = "2", range = "[1,10000]", doc = "height and width of a window; its length for a sequence")
        int size,

        @Hyper(value = "0", range = "[0,10000]", doc = "distance between two windows; 0 for the size")
        int stride,

        @Hyper(value = "valid", doc = "padding on every side: a number, same or valid")
        String padding,

        @Hyper(value = "false", doc = "whether a last window may extend beyond the padding (ceil_mode)")
        boolean ceil,

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
    public MaxPool {
        new PoolWindows(size, stride, padding, ceil, sizeWidth, strideWidth, paddingWidth);
    }

    /** Square windows. */
    public MaxPool(int size, int stride, String padding, boolean ceil) {
        this(size, stride, padding, ceil, 0, 0, Windows.AS_HEIGHT);
    }

    @Override
    public Stage bind(LayerSetup setup) {
        PoolGeometry g = windows().over(Windows.positions(setup));
        return new Bound(setup.kernels().pooling(), g, PoolWindows.output(g), setup.ints(g.outputs()));
    }

    private PoolWindows windows() {
        return new PoolWindows(size, stride, padding, ceil, sizeWidth, strideWidth, paddingWidth);
    }

    private record Bound(PoolingKernels kernels, PoolGeometry g, Shape output, int argmax) implements Stage {
        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            kernels.maxPool(g, pass.rows(), x, y, pass.ints(argmax));
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            kernels.maxPoolBackward(g, pass.rows(), delta, pass.ints(argmax), d);
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            kernels.maxPoolTangent(g, pass.rows(), u, pass.ints(argmax), v);
        }

        @Override
        public boolean pooling() {
            return true;
        }

        @Override
        public void unpool(StagePass pass, float[] y, float[] x) {
            PoolWindows.requireSeparate(g);
            kernels.maxPoolBackward(g, pass.rows(), y, pass.ints(argmax), x);
        }

        @Override
        public float min(float inputs) {
            return inputs;
        }
    }
}
