package dev.engram.spi.shape;

/**
 * A window that slides along one dimension of a map: of a convolution or of a pool. Window {@code i} covers the
 * positions {@code i * stride - before + u * dilation} for {@code u} in [0, kernel).
 *
 * @param size the positions of the map
 * @param kernel the positions that a window covers
 * @param stride the distance between two windows
 * @param before the padding before the first position
 * @param after the padding after the last position
 * @param dilation the distance between two positions of a window
 * @param ceil whether a last window may extend beyond the padding; it must begin in the map or in the padding before it
 */
public record WindowAxis(int size, int kernel, int stride, int before, int after, int dilation, boolean ceil) {
    public WindowAxis {
        if (size < 1 || kernel < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException("size, kernel, stride and dilation must be at least 1, but are " + size
                    + ", " + kernel + ", " + stride + " and " + dilation);
        }
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "the padding must be at least 0, but is " + before + " before and " + after + " after");
        }
        long padded = (long) size + before + after;
        long extent = (long) dilation * (kernel - 1) + 1;
        if (extent > padded) {
            throw new IllegalArgumentException("a kernel of " + extent + " positions is larger than its input of "
                    + padded + " positions (padding included)");
        }
        if (padded + extent > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an input of " + padded + " positions is too large");
        }
    }

    /** Returns a window with this padding before and after. */
    public static WindowAxis padded(int size, int kernel, int stride, int padding, int dilation) {
        return new WindowAxis(size, kernel, stride, padding, padding, dilation, false);
    }

    /**
     * Returns a window with {@code ceil(size / stride)} outputs. An odd padding has its larger part after the map, as
     * in TensorFlow, Keras and Flax, and in PyTorch for a stride of 1.
     */
    public static WindowAxis same(int size, int kernel, int stride, int dilation) {
        long outputs = (size + stride - 1L) / stride;
        long total = Math.max((outputs - 1) * stride + (long) dilation * (kernel - 1) + 1 - size, 0);
        int before = Math.toIntExact(total / 2);
        return new WindowAxis(size, kernel, stride, before, Math.toIntExact(total - before), dilation, false);
    }

    /**
     * Returns the window of the convolution whose input gradient is a transposed convolution of this input: the size
     * of the transposed convolution's output is {@link #size()}, and its input is {@link #outputs()}.
     *
     * @param extra positions added at the end of the output, less than the stride
     */
    public static WindowAxis transposed(int inputs, int kernel, int stride, int padding, int dilation, int extra) {
        long size = (inputs - 1L) * stride - 2L * padding + (long) dilation * (kernel - 1) + 1 + extra;
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a transposed convolution of " + inputs + " positions with kernel "
                    + kernel + ", stride " + stride + ", padding " + padding + " and dilation " + dilation + " would"
                    + " have " + size + " positions");
        }
        WindowAxis axis = padded((int) size, kernel, stride, padding, dilation);
        if (axis.outputs() != inputs) {
            throw new IllegalArgumentException(
                    "the output padding must be at least 0 and less than the stride (" + stride + "), but is " + extra);
        }
        return axis;
    }

    /** Returns the number of windows. */
    public int outputs() {
        int room = size + before + after - dilation * (kernel - 1) - 1;
        if (!ceil || room % stride == 0) {
            return room / stride + 1;
        }
        int last = room / stride + 1;
        return (long) last * stride < (long) size + before ? last + 1 : last;
    }

    /** Returns the position of element u of window i, which may be in the padding. */
    public int position(int i, int u) {
        return i * stride - before + u * dilation;
    }

    /** Returns whether a position belongs to the map. */
    public boolean contains(int position) {
        return position >= 0 && position < size;
    }
}
