package dev.engram.spi.shape;

/**
 * The shape of a convolution. An example is a row of {@code channels x rows.size() x cols.size()} numbers, row-major
 * (NCHW); its output is {@code outChannels x rows.outputs() x cols.outputs()}. The weights are {@code outChannels x
 * (channels / groups x rows.kernel() x cols.kernel())}. A convolution of sequences has rows of size 1 and kernel 1.
 *
 * @param channels the channels of the input
 * @param outChannels the channels of the output
 * @param groups the parts into which both kinds of channels are divided; a part of the output sees one of the input
 * @param rows the window along the height
 * @param cols the window along the width
 */
public record ConvGeometry(int channels, int outChannels, int groups, WindowAxis rows, WindowAxis cols) {
    public ConvGeometry {
        if (channels < 1 || outChannels < 1 || groups < 1) {
            throw new IllegalArgumentException("channels, output channels and groups must be at least 1, but are "
                    + channels + ", " + outChannels + " and " + groups);
        }
        if (channels % groups != 0 || outChannels % groups != 0) {
            throw new IllegalArgumentException(groups + " groups do not divide " + channels + " input channels and "
                    + outChannels + " output channels");
        }
        requireInt("the input", channels, rows.size(), cols.size());
        requireInt("the output", outChannels, rows.outputs(), cols.outputs());
        requireInt("a patch", channels / groups, rows.kernel(), cols.kernel());
        requireInt("the kernel", outChannels, channels / groups, rows.kernel() * cols.kernel());
    }

    private static void requireInt(String what, int a, int b, int c) {
        if ((long) a * b > Integer.MAX_VALUE || (long) a * b * c > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(what + " of a convolution, " + a + " x " + b + " x " + c
                    + ", has more than " + Integer.MAX_VALUE + " numbers");
        }
    }

    /** Returns the numbers of an example. */
    public int inputs() {
        return channels * rows.size() * cols.size();
    }

    /** Returns the positions of one channel of the output. */
    public int positions() {
        return rows.outputs() * cols.outputs();
    }

    /** Returns the numbers of the output of an example. */
    public int outputs() {
        return outChannels * positions();
    }

    /** Returns the numbers that one output depends on: the columns of the weights. */
    public int patch() {
        return channels / groups * rows.kernel() * cols.kernel();
    }

    /** Returns the multiply-adds of the forward pass of an example. */
    public long multiplyAdds() {
        return (long) outputs() * patch();
    }
}
