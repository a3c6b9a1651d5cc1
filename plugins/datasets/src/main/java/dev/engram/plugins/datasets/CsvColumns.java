package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The columns of a text file and their use: one is the target, some are dropped, and the others are inputs.
 *
 * @param count the number of columns
 * @param header the names of the columns; none if the file has no header
 * @param target index of the target
 * @param categories indices of the inputs that have one input for each value
 * @param dropped indices of the columns that are not read
 */
record CsvColumns(int count, List<String> header, int target, List<Integer> categories, List<Integer> dropped) {
    CsvColumns {
        header = List.copyOf(header);
        categories = List.copyOf(categories);
        dropped = List.copyOf(dropped);
    }

    /**
     * The columns as a suite names them: by name, or by number from 1.
     *
     * @param target may also be {@code last}
     */
    record Choice(String target, List<String> categories, List<String> dropped) {
        Choice {
            categories = List.copyOf(categories);
            dropped = List.copyOf(dropped);
        }

        /** Finds the columns in a file. */
        CsvColumns in(String file, int count, List<String> header) {
            CsvColumns columns = new CsvColumns(
                    count,
                    header,
                    TableColumns.target(file, target, count, header),
                    all(file, "categories", categories, count, header),
                    all(file, "drop", dropped, count, header));
            columns.requireConsistent(file);
            return columns;
        }

        /** Returns whether any of these cells is the name of a column. */
        boolean namesAny(List<String> cells) {
            return cells.contains(target)
                    || categories.stream().anyMatch(cells::contains)
                    || dropped.stream().anyMatch(cells::contains);
        }

        private static List<Integer> all(String file, String key, List<String> wanted, int count, List<String> header) {
            return wanted.stream()
                    .map(w -> TableColumns.index(file, key, w, count, header))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private void requireConsistent(String file) {
        TreeSet<Integer> both = new TreeSet<>(categories);
        both.retainAll(dropped);
        if (!both.isEmpty()) {
            throw new IncompatibleException(
                    file + ": " + shown(both.first()) + " is in categories and in drop; remove it from one of them");
        }
        if (dropped.contains(target)) {
            throw new IncompatibleException(file + ": " + shown(target)
                    + " is the target and cannot be dropped; name another target, or do not drop it");
        }
        if (categories.contains(target)) {
            throw new IncompatibleException(
                    file + ": " + shown(target) + " is the target and cannot be in categories; remove it there");
        }
        if (inputs().isEmpty()) {
            throw new IncompatibleException(file + ": no input is left; drop fewer columns");
        }
    }

    /** Returns whether each input has one input for each value, so that no cell has to be a number. */
    boolean hasOnlyCategories() {
        return categories.containsAll(inputs());
    }

    /** Returns the indices of the inputs, in order. */
    List<Integer> inputs() {
        return IntStream.range(0, count)
                .filter(c -> c != target && !dropped.contains(c))
                .boxed()
                .toList();
    }

    /** Returns the name of a column; its number, from 1, if the file has no header. */
    String name(int column) {
        return header.isEmpty() ? String.valueOf(column + 1) : header.get(column);
    }

    /** Returns a column in words. */
    String shown(int column) {
        return "column " + (column + 1) + (header.isEmpty() ? "" : " (" + header.get(column) + ")");
    }
}
