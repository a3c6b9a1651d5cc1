package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataSource;
import dev.engram.spi.io.NpyHeader;
import dev.engram.spi.io.RowLayout;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An array of NumPy whose first index numbers examples.
 *
 * @param shape the sizes; at least one
 */
record NpyExamples(NpyHeader header, int[] shape) {
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    /** Reads the header of an array, and checks that it consists of examples. */
    static NpyExamples of(DataSource source) throws IOException {
        try (InputStream in = source.open()) {
            return of(NpyHeader.read(in, source));
        }
    }

    private static NpyExamples of(NpyHeader h) {
        if (h.fortran()) {
            throw new IncompatibleException(h.source() + ": is in Fortran order, column by column; save"
                    + " numpy.ascontiguousarray of it, which is row by row");
        }
        long[] sizes = h.shape();
        if (sizes.length == 0) {
            throw new IncompatibleException(h.source() + ": is a single number; an array of examples is needed");
        }
        double example = 1;
        for (int i = 0; i < sizes.length; i++) {
            example *= i == 0 ? 1 : sizes[i];
            if (sizes[i] < 1 || sizes[i] > MAX_SIZE || example > MAX_SIZE) {
                throw new IncompatibleException(h.source() + ": has the shape " + h.shown()
                        + ", but every size must be from 1 to " + MAX_SIZE + ", and so must the size of an example");
            }
        }
        return new NpyExamples(h, Arrays.stream(sizes).mapToInt(s -> (int) s).toArray());
    }

    Object source() {
        return header.source();
    }

    /** Returns the shape as text. */
    String shown() {
        return header.shown();
    }

    /** Returns the number of examples. */
    int rows() {
        return shape[0];
    }

    /** Returns the number of numbers of an example. */
    int width() {
        int width = 1;
        for (int i = 1; i < shape.length; i++) {
            width *= shape[i];
        }
        return width;
    }

    RowLayout layout(float divisor) {
        return RowLayout.dense(header.offset(), Shape.features(width()), header.type(), header.order(), divisor);
    }
}
