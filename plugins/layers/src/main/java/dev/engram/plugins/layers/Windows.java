package dev.engram.plugins.layers;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;
import java.util.List;

/**
 * The windows of a kernel over a map, or over a sequence, which has one row.
 *
 * @param kernel the kernel, in both dimensions unless {@link #across} changes one
 * @param stride the stride
 * @param padding a number of positions on every side, "same" or "valid"
 * @param dilation the dilation, in both dimensions
 * @param ceil whether a last window may extend beyond the padding
 */
record Windows(int kernel, int stride, String padding, int dilation, boolean ceil) {
    private static final WindowAxis ONE_ROW = new WindowAxis(1, 1, 1, 0, 0, 1, false);
    private static final int MAX_DIGITS = 6;
    /** The padding of the width that is that of the height. */
    static final String AS_HEIGHT = "height";

    Windows {
        if (!padding.equals("same") && !padding.equals("valid") && !padding.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            throw new IncompatibleException("the padding '" + padding
                    + "' is neither same nor valid nor a number of positions, such as 1; write one of them");
        }
    }

    /** Returns the windows of the width: 0 and {@link #AS_HEIGHT} keep what these have. */
    Windows across(int otherKernel, int otherStride, String otherPadding) {
        return new Windows(
                otherKernel == 0 ? kernel : otherKernel,
                otherStride == 0 ? stride : otherStride,
                otherPadding.equals(AS_HEIGHT) ? padding : otherPadding,
                dilation,
                ceil);
    }

    /** Returns the window along the height. */
    WindowAxis rows(Shape input) {
        return input.isSequence() ? ONE_ROW : axis(input.height());
    }

    /** Returns the window along the width. */
    WindowAxis cols(Shape input) {
        return axis(input.width());
    }

    private WindowAxis axis(int size) {
        if (padding.equals("same")) {
            return WindowAxis.same(size, kernel, stride, dilation);
        }
        int p = padding.equals("valid") ? 0 : Integer.parseInt(padding);
        return new WindowAxis(size, kernel, stride, p, p, dilation, ceil);
    }

    /** Returns the input of a layer that needs positions. */
    static Shape positions(LayerSetup setup) {
        if (setup.input().isFeatures()) {
            throw setup.mismatch("channels x height x width, or channels x length");
        }
        return setup.input();
    }

    /** Returns the shape of the output. */
    static Shape output(int channels, WindowAxis rows, WindowAxis cols) {
        return new Shape(channels, rows.outputs(), cols.outputs());
    }

    /** Returns the sizes of the weights in files; the kernel of a sequence has one dimension. */
    static List<Integer> weightShape(ConvGeometry g, Shape input) {
        int channels = g.channels() / g.groups();
        return input.isSequence()
                ? List.of(g.outChannels(), channels, g.cols().kernel())
                : List.of(g.outChannels(), channels, g.rows().kernel(), g.cols().kernel());
    }
}
