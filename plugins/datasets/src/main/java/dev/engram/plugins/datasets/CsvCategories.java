package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values of the inputs of a text file that have one input for each value, in the order in which they were read. */
final class CsvCategories {
    private final List<Integer> inputs;
    private final Map<Integer, Map<String, Integer>> found = new HashMap<>();

    CsvCategories(CsvColumns columns) {
        inputs = columns.inputs();
        columns.categories().forEach(c -> found.put(c, new HashMap<>()));
    }

    boolean contains(int column) {
        return found.containsKey(column);
    }

    /** Returns the code of a value: its place among the different values that were read before. */
    int code(int column, String value) {
        Map<String, Integer> codes = found.get(column);
        return codes.computeIfAbsent(value, v -> codes.size());
    }

    /** Returns the values of each column in order: numbers by size, then text alphabetically. */
    Map<Integer, List<String>> values() {
        Map<Integer, List<String>> values = new HashMap<>();
        found.forEach((column, codes) -> values.put(
                column, codes.keySet().stream().sorted(TableColumns.CLASSES).toList()));
        return values;
    }

    /** Returns the number of inputs with one for each value. */
    long width() {
        return inputs.stream()
                .mapToLong(c -> contains(c) ? found.get(c).size() : 1)
                .sum();
    }

    /**
     * Replaces each code by one input for each value: 1 for that of the row, 0 for the others.
     *
     * @param x rows of numbers and codes, one for each column that is an input
     */
    float[] expand(float[] x, String file) {
        if (found.isEmpty()) {
            return x;
        }
        int rows = x.length / inputs.size();
        if (!DataMemory.holds(width() * rows)) {
            throw new IncompatibleException(String.format(
                    Locale.ROOT,
                    "%s: %,d rows of %,d inputs, with one for each value of categories, take more memory than data may;"
                            + " drop columns with many values, use fewer rows, or raise --data-memory",
                    file,
                    rows,
                    width()));
        }
        int width = (int) width();
        float[] wide = new float[rows * width];
        Map<Integer, int[]> positions = positions();
        List<Integer> starts = starts();
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < inputs.size(); i++) {
                int[] position = positions.get(inputs.get(i));
                float value = x[r * inputs.size() + i];
                int at = r * width + starts.get(i);
                if (position == null) {
                    wide[at] = value;
                } else {
                    wide[at + position[(int) value]] = 1;
                }
            }
        }
        return wide;
    }

    private List<Integer> starts() {
        List<Integer> starts = new ArrayList<>();
        int start = 0;
        for (int c : inputs) {
            starts.add(start);
            start += contains(c) ? found.get(c).size() : 1;
        }
        return starts;
    }

    private Map<Integer, int[]> positions() {
        Map<Integer, int[]> positions = new HashMap<>();
        values().forEach((column, values) -> {
            int[] position = new int[values.size()];
            for (int i = 0; i < position.length; i++) {
                position[found.get(column).get(values.get(i))] = i;
            }
            positions.put(column, position);
        });
        return positions;
    }
}
