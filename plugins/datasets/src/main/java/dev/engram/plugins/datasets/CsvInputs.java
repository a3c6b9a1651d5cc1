package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The inputs of new examples in a text file: the columns of another file, with or without its target. */
final class CsvInputs {
    private final CsvReader rows;
    private final String name;
    private final CsvColumns columns;
    private final Map<Integer, List<String>> values;
    /** The columns that are inputs, by their place in the file that a network was trained with. */
    private final List<Integer> inputs;

    private final FloatArrayBuilder x = new FloatArrayBuilder();

    /**
     * @param columns the columns of the file that a network was trained with
     * @param values the values of those that have one input for each value, in order
     */
    CsvInputs(CsvReader rows, String name, CsvColumns columns, Map<Integer, List<String>> values) {
        this.rows = rows;
        this.name = name;
        this.columns = columns;
        this.values = values;
        this.inputs = columns.inputs();
    }

    /** Returns the inputs of all rows, in the order of the other file. */
    InputRows read(Predicate<List<String>> isHeader) throws IOException {
        List<String> row = rows.next();
        boolean named = row != null && isHeader.test(row);
        List<String> names = named ? List.copyOf(row) : List.of();
        int width = row == null ? 0 : row.size();
        if (named && columns.header().isEmpty() && columns.hasOnlyCategories()) {
            throw TableColumns.headerOrExample(name);
        }
        int[] order = named && !columns.header().isEmpty() ? orderByName(names) : orderByPlace(width);
        RowErrors errors = new RowErrors();
        int count = 0;
        for (row = named ? rows.next(errors) : row; row != null; row = rows.next(errors)) {
            try {
                add(row, width, order, names);
            } catch (IncompatibleException e) {
                errors.add(rows.line(), e);
            }
            count++;
        }
        errors.throwIfAny();
        if (count == 0) {
            throw new IncompatibleException(name + ": there is no row; the file needs a row for each example");
        }
        float[] all = x.toArray();
        return new InputRows.InMemory(Shape.features(all.length / count), all);
    }

    private void add(List<String> row, int width, int[] order, List<String> names) {
        if (row.size() != width) {
            throw rows.error(
                    0,
                    "this row has " + row.size() + " cells and the first row has " + width
                            + "; correct it, or put quotes around cells that contain the delimiter");
        }
        for (int i = 0; i < order.length; i++) {
            List<String> known = values.get(inputs.get(i));
            if (known == null) {
                x.add(number(row, order[i], names));
            } else {
                addCategory(row, order[i], names, known);
            }
        }
    }

    private void addCategory(List<String> row, int i, List<String> names, List<String> known) {
        int position = known.indexOf(row.get(i));
        if (position < 0) {
            throw rows.error(
                    i,
                    shown(i, names) + ": the network was not trained with the value \"" + row.get(i) + "\"; it knows "
                            + TableColumns.list(known));
        }
        for (int v = 0; v < known.size(); v++) {
            x.add(v == position ? 1 : 0);
        }
    }

    private float number(List<String> row, int i, List<String> names) {
        String cell = row.get(i);
        float value = TableColumns.number(cell);
        if (!Float.isFinite(value)) {
            throw rows.error(i, TableColumns.problem(cell, shown(i, names), "correct it, or remove the row"));
        }
        return value;
    }

    private static String shown(int i, List<String> names) {
        return "column " + (i + 1) + (names.isEmpty() ? "" : " (" + names.get(i) + ")");
    }

    private int[] orderByName(List<String> names) {
        List<String> withoutTarget = new ArrayList<>(columns.header());
        withoutTarget.remove(columns.target());
        if (names.equals(columns.header()) || names.equals(withoutTarget)) {
            return orderByPlace(names.size()); // even if a name occurs twice
        }
        List<String> needed = inputs.stream().map(columns::name).toList();
        List<String> ignored =
                new ArrayList<>(columns.dropped().stream().map(columns::name).toList());
        ignored.add(columns.name(columns.target()));
        TableColumns.requireInputs(name, names, needed, ignored);
        return needed.stream().mapToInt(names::indexOf).toArray();
    }

    /** The file has all columns, or all but the target. */
    private int[] orderByPlace(int width) {
        int others = columns.count() - 1;
        if (width != others && width != columns.count()) {
            throw new IncompatibleException(name + ": the first row has " + width
                    + " cells, but the network was trained with " + others
                    + (columns.dropped().isEmpty()
                            ? " inputs; give as many columns, or one more for the target"
                            : " columns besides the target; give as many, or one more for the target"));
        }
        boolean withTarget = width == columns.count();
        return inputs.stream()
                .mapToInt(c -> !withTarget && c > columns.target() ? c - 1 : c)
                .toArray();
    }
}
