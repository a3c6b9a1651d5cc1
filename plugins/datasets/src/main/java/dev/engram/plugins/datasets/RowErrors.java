package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a file that cannot be read: the first with its reason, the others by their lines. */
final class RowErrors {
    /** After this many other rows, the rest of the file is not read. */
    private static final int MOST = 20;

    private final List<Integer> others = new ArrayList<>();
    private IncompatibleException first;

    /**
     * Adds the error of a row.
     *
     * @throws IncompatibleException if there are too many to go on
     */
    void add(int line, IncompatibleException error) {
        if (first == null) {
            first = error;
            return;
        }
        others.add(line);
        if (others.size() == MOST) {
            throwIfAny();
        }
    }

    /** Throws the error of the first row, with the lines of the others. */
    void throwIfAny() {
        if (first == null) {
            return;
        }
        if (others.isEmpty()) {
            throw first;
        }
        String lines = others.stream().map(String::valueOf).collect(Collectors.joining(", "));
        throw new IncompatibleException(
                first.getMessage() + "; " + (others.size() == 1 ? "line " : "lines ") + lines
                        + (others.size() == MOST ? " and perhaps more" : "") + " cannot be read either",
                first);
    }
}
