package dev.engram.plugins.layers;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
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
 * A convolution: the same weights at every position of a map, followed by the activation.
 *
 * <pre>
 *   a[o,i,j] = b[o] + sum over c,u,v of W[o,c,u,v] x[c, i s - p + u d, j s - p + v d]
 *   height and width of a: floor((n + 2 p - d (k - 1) - 1) / s) + 1
 * </pre>
 *
 * The kernel is not flipped (a cross-correlation, as in PyTorch, Keras and Flax). The input is channels x height x
 * width, or channels x length; the output has {@code maps} channels. W is maps x (channels / groups * k * k), one row
 * for each map: optimizers for matrices see this shape. A gradient is summed over positions and averaged over
 * examples. With groups, maps [m M / g, (m + 1) M / g) see the channels of the same part.
 *
 * <p>Padding is a number of zeros on every side, {@code valid} for none, or {@code same} for an output of ceil(n / s)
 * positions: an odd padding has its larger part at the end, as in TensorFlow, Keras and Flax, and in PyTorch for
 * stride 1. Fans, as in PyTorch: fan-in is channels / groups * k * k, fan-out is maps * k * k. Cost: maps * height *
 * width of the output * channels / groups * k * k multiply-adds for an example.
 *
 * <p>Kernel, stride and padding are those of both dimensions, unless {@code kernel-width}, {@code stride-width} or
 * {@code padding-width} differ: {@code {kernel: 3, kernel-width: 5}} is 3 high and 5 wide.
 *
 * <p>Not possible: a kernel larger than its padded input, and groups that do not divide channels and maps.
 *
 * <p>LeCun et al. 1989, Backpropagation applied to handwritten zip code recognition.
 */
@Component("conv")
public record Conv(
        @Hyper(range = "[1,1000000]", doc = "number of output channels")
        int maps,

        @Hyper(range = "[1,10000]", doc = "height and width of the kernel; its length for a sequence")
        int kernel,

        @Hyper(value = "1", range = "[1,10000]", doc = "distance between two positions")
        int stride,

        @Hyper(value = "valid", doc = "zeros on every side: a number, same or valid")
        String padding,

        @Hyper(value = "1", range = "[1,10000]", doc = "distance between two elements of the kernel")
        int dilation,

        @Hyper(value = "1", range = "[1,1000000]", doc = "parts into which channels and maps are divided")
        int groups,

        @Hyper(value = "identity", doc = "activation of the units")
        Activation activation,

        @Hyper(value = "glorot-uniform", doc = "initialiser of the weights")
        Initialiser weights,

        @Hyper(value = "zeros", doc = "initialiser of the biases")
        Initialiser bias,

        @Hyper(value = "true", doc = "whether there are biases; not needed before a batch-norm")
        boolean biased,

        @Hyper(
                value = "0",
                range = "[0,10000]",
                omitDefault = true,
                doc = "width of the kernel, if it is not the height; 0: the same")
        int kernelWidth,

        @Hyper(
                value = "0",
                range = "[0,10000]",
                omitDefault = true,
                doc = "distance of positions along the width; 0: the same as along the height")
        int strideWidth,

        @Hyper(
                value = Windows.AS_HEIGHT,
                omitDefault = true,
                doc = "zeros at the left and right: height for those above and below, a number, same or valid")
        String paddingWidth)
        implements SynapsesKind {
    public Conv {
        new Windows(kernel, stride, padding, dilation, false).across(kernelWidth, strideWidth, paddingWidth);
    }

    /** A square kernel. */
    public Conv(
            int maps,
            int kernel,
            int stride,
            String padding,
            int dilation,
            int groups,
            Activation activation,
            Initialiser weights,
            Initialiser bias,
            boolean biased) {
        this(
                maps,
                kernel,
                stride,
                padding,
                dilation,
                groups,
                activation,
                weights,
                bias,
                biased,
                0,
                0,
                Windows.AS_HEIGHT);
    }

    @Override
    public AffineMap bind(LayerSetup setup) {
        Shape in = Windows.positions(setup);
        Windows w = new Windows(kernel, stride, padding, dilation, false);
        WindowAxis cols = w.across(kernelWidth, strideWidth, paddingWidth).cols(in);
        ConvGeometry g = new ConvGeometry(in.channels(), maps, groups, w.rows(in), cols);
        int area = g.rows().kernel() * g.cols().kernel();
        setup.weights(maps, g.patch(), g.patch(), maps * area);
        if (biased) {
            setup.bias(maps);
        }
        return new Map(setup.kernels(), g, Windows.output(maps, g.rows(), g.cols()), Windows.weightShape(g, in));
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
            kernels.convolve(g, in, weights, bias, a);
        }

        @Override
        public void backward(Matrix d, Matrix m, Scratch delta) {
            kernels.convolveTransposed(g, d, m, null, delta);
        }

        @Override
        public void accumulate(float scale, Matrix post, Matrix pre, GradientRange gradient) {
            kernels.correlate(g, scale / post.rows(), post, pre, gradient);
        }

        @Override
        public void accumulateBias(float scale, Matrix post, GradientRange gradient) {
            kernels.sumPositions(g.outChannels(), scale / post.rows(), post, gradient);
        }

        @Override
        public int groups() {
            return g.groups();
        }

        @Override
        public void patches(int group, Matrix in, Scratch patches) {
            kernels.patches(g, group, in, patches);
        }
    }
}
