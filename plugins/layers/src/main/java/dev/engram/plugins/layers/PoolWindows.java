package dev.engram.plugins.layers;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;

/**
 * The windows of a pool, as its settings describe them.
 *
 * @param size the height and width of a window
 * @param stride the distance between two windows; 0 for the size
 * @param padding a number of positions on every side, "same" or "valid"
 * @param ceil whether a last window may extend beyond the padding
 * @param sizeWidth the width, if it is not the height; 0: the same
 * @param strideWidth the distance along the width; 0: that along the height, or the width if that is 0 too
 * @param paddingWidth the padding at the left and right, or {@link Windows#AS_HEIGHT}
 */
record PoolWindows(
        int size, int stride, String padding, boolean ceil, int sizeWidth, int strideWidth, String paddingWidth) {
    PoolWindows {
        new Windows(size, 1, padding, 1, ceil).across(sizeWidth, strideWidth, paddingWidth);
    }

    /** Returns these windows over an input with positions. */
    PoolGeometry over(Shape in) {
        Windows w = new Windows(size, stride == 0 ? size : stride, padding, 1, ceil);
        int adjacent = stride == 0 ? sizeWidth : 0;
        Windows width = w.across(sizeWidth, strideWidth == 0 ? adjacent : strideWidth, paddingWidth);
        return new PoolGeometry(in.channels(), w.rows(in), width.cols(in));
    }

    /** Returns the shape of the output. */
    static Shape output(PoolGeometry g) {
        return Windows.output(g.channels(), g.rows(), g.cols());
    }

    /** Refuses to undo windows that overlap or reach into the padding. */
    static void requireSeparate(PoolGeometry g) {
        WindowAxis rows = g.rows(), cols = g.cols();
        boolean overlap = rows.stride() < rows.kernel() || cols.stride() < cols.kernel();
        boolean padded = rows.before() + rows.after() + cols.before() + cols.after() > 0;
        if (overlap || padded) {
            throw new IncompatibleException("the rule needs an inverse of every pool, which exists only if windows"
                    + " neither overlap nor reach into the padding; use a stride of the size, and padding: valid");
        }
    }
}
