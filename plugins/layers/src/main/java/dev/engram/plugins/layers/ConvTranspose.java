package dev.engram.plugins.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerKernels;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;
import java.util.List;

/**
 * A transposed convolution, which enlarges a map: the input gradient of a convolution with the same weights, followed
 * by the activation.
 *
 * <pre>
 *   a[o, i s - p + u d, j s - p + v d] += W[c,o,u,v] x[c,i,j]   for all c,i,j,u,v;   a[o] += b[o]
 *   height and width of a: (n - 1) s - 2 p + d (k - 1) + output padding + 1
 * </pre>
 *
 * The input is channels x height x width, or channels x length; the output has {@code maps} channels. W is channels x
 * (maps / groups * k * k), as in PyTorch: one row for each channel of the input. A gradient is summed over positions
 * and averaged over examples. Fans follow PyTorch, which reads this layout as that of a convolution: fan-in is
 * maps / groups * k * k, fan-out is channels * k * k. Cost: channels * height * width of the input * maps / groups * k
 * * k multiply-adds for an example.
 *
 * <p>Several sizes of output are mapped to the same input by the convolution; the output padding chooses among them. It
 * adds rows and columns at the end, and is smaller than the stride.
 *
 * <p>Not possible: an output without positions, and groups that do not divide channels and maps.
 *
 * <p>Zeiler, Krishnan, Taylor and Fergus 2010, Deconvolutional networks, CVPR.
 */
@Component("conv-transpose")
public record ConvTranspose(
        @Hyper(range = "[1,1000000]", doc = "number of output channels")
        int maps,

        @Hyper(range = "[1,10000]", doc = "height and width of the kernel; its length for a sequence")
        int kernel,

        @Hyper(value = "1", range = "[1,10000]", doc = "distance between two positions of the output")
        int stride,

        @Hyper(value = "0", range = "[0,10000]", doc = "positions that are cut off on every side")
        int padding,

        @Hyper(value = "0", range = "[0,10000]", doc = "positions that are added at the end; less than the stride")
        int outputPadding,

        @Hyper(value = "1", range = "[1,10000]", doc = "distance between two elements of the kernel")
        int dilation,

        @Hyper(value = "1", range = "[1,1000000]", doc = "parts into which channels and maps are divided")
        int groups,

        @Hyper(value = "identity", doc = "activation of the units")
        Activation activation,

        @Hyper(value = "glorot-uniform", doc = "initialiser of the weights")
        Initialiser weights,

        @Hyper(value = "zeros", doc = "initialiser of the biases")
        Initialiser bias)
        implements SynapsesKind {
    public ConvTranspose {
        if (outputPadding >= stride) {
            throw new IncompatibleException(
                    "the output padding " + outputPadding + " must be less than the stride " + stride);
        }
    }

    @Override
    public AffineMap bind(LayerSetup setup) {
        Shape in = Windows.positions(setup);
        WindowAxis rows = in.isSequence() ? new WindowAxis(1, 1, 1, 0, 0, 1, false) : axis(in.height());
        ConvGeometry g = new ConvGeometry(maps, in.channels(), groups, rows, axis(in.width()));
        int area = g.rows().kernel() * g.cols().kernel();
        setup.weights(in.channels(), g.patch(), g.patch(), in.channels() * area);
        setup.bias(maps);
        Shape output = new Shape(maps, g.rows().size(), g.cols().size());
        return new Map(setup.kernels(), g, output, Windows.weightShape(g, in));
    }

    /** Returns the window of the convolution, whose input is the output of this layer. */
    private WindowAxis axis(int n) {
        long size = (n - 1L) * stride - 2L * padding + (long) dilation * (kernel - 1) + outputPadding + 1;
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new IncompatibleException("conv-transpose would turn " + n + " positions into " + size
                    + "; change the stride, the padding or the kernel");
        }
        return new WindowAxis((int) size, kernel, stride, padding, padding, dilation, false);
    }

    private record Map(LayerKernels kernels, ConvGeometry g, Shape output, List<Integer> weightShape)
            implements AffineMap {
        @Override
        public long multiplyAdds() {
            return g.multiplyAdds();
        }

        @Override
        public int positions() {
            return g.positions();
        }

        @Override
        public void forward(Matrix in, Matrix weights, Matrix bias, Scratch a) {
            kernels.convolveTransposed(g, in, weights, bias, a);
        }

        @Override
        public void backward(Matrix d, Matrix m, Scratch delta) {
            kernels.convolve(g, d, m, null, delta);
        }

        @Override
        public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
            kernels.correlate(g, scale / post.rows(), pre, post, gradient);
        }

        @Override
        public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
            kernels.sumPositions(g.channels(), scale / post.rows(), post, gradient);
        }
    }
}
