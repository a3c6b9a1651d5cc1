package dev.engram.spi.shape;

/**
 * The shape of a pool. An example is a row of {@code channels x rows.size() x cols.size()} numbers, row-major; its
 * output is {@code channels x rows.outputs() x cols.outputs()}.
 *
 * @param channels the channels, which are pooled one by one
 * @param rows the window along the height
 * @param cols the window along the width
 */
public record PoolGeometry(int channels, WindowAxis rows, WindowAxis cols) {
    public PoolGeometry {
        if (channels < 1) {
            throw new IllegalArgumentException("channels must be at least 1, but are " + channels);
        }
        if ((long) rows.size() * cols.size() > Integer.MAX_VALUE / channels) {
            throw new IllegalArgumentException("the input of a pool has more than " + Integer.MAX_VALUE + " numbers");
        }
        requireRealPosition(rows);
        requireRealPosition(cols);
    }

    private static void requireRealPosition(WindowAxis axis) {
        for (int i = 0; i < axis.outputs(); i++) {
            if (!coversPosition(axis, i)) {
                throw new IllegalArgumentException("window " + i + " of a pool of kernel " + axis.kernel()
                        + " covers nothing but padding (" + axis.before() + " before and " + axis.after()
                        + " after); a padding of at most half the kernel avoids this");
            }
        }
    }

    private static boolean coversPosition(WindowAxis axis, int window) {
        for (int u = 0; u < axis.kernel(); u++) {
            if (axis.contains(axis.position(window, u))) {
                return true;
            }
        }
        return false;
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
        return channels * positions();
    }
}
