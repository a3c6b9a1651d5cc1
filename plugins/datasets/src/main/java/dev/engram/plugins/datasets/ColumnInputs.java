package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.Column.Type;
import dev.engram.plugins.datasets.columnar.ColumnFile;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataMemory;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.util.List;

/** The inputs of new examples in a file that is stored column by column: the columns of another file, by name. */
final class ColumnInputs {
    private final ColumnFile in;
    private final String file;
    private final List<Input> inputs;
    private final int rows;
    private final int width;

    /**
     * A column that a network was trained with.
     *
     * @param values the values that have an input each, in order; none for a column of numbers
     */
    record Input(String name, List<String> values) {
        private int width() {
            return values.isEmpty() ? 1 : values.size();
        }
    }

    /**
     * @param inputs the columns that the network was trained with, in order
     * @param ignored names of columns that the file may have as well
     */
    ColumnInputs(ColumnFile in, String file, List<Input> inputs, List<String> ignored) {
        this.in = in;
        this.file = file;
        this.inputs = inputs;
        TableColumns.requireInputs(
                file,
                in.columns().stream().map(Column::name).toList(),
                inputs.stream().map(Input::name).toList(),
                ignored);
        long total = inputs.stream().mapToLong(Input::width).sum();
        if (in.rows() < 1 || !DataMemory.holds(total * in.rows())) {
            throw new IncompatibleException(file + ": it has " + in.rows() + " rows of " + total
                    + " inputs; give at least one, and not more than --data-memory allows");
        }
        rows = (int) in.rows();
        width = (int) total;
    }

    /** Returns the inputs of all rows, in the order of the other file. */
    InputRows read() throws IOException {
        float[] x = new float[rows * width];
        int start = 0;
        for (Input input : inputs) {
            read(input, x, start);
            start += input.width();
        }
        return new InputRows.InMemory(Shape.features(width), x);
    }

    private void read(Input input, float[] x, int start) throws IOException {
        int at = in.columns().stream().map(Column::name).toList().indexOf(input.name());
        Column column = in.columns().get(at);
        String shown = "column " + (at + 1) + " (" + input.name() + ")";
        if (column.type() == Type.OTHER
                || column.type() == Type.TEXT && input.values().isEmpty()) {
            throw new IncompatibleException(file + ": " + shown + " is of type " + column.declared()
                    + ", but the network was trained with numbers there");
        }
        if (input.values().isEmpty()) {
            NumberColumn numbers = new NumberColumn(column, file, shown, rows, x, start, width);
            in.read(at, numbers);
            numbers.requireEnd();
            return;
        }
        CategoryColumn categories = new CategoryColumn(column, file, shown, rows);
        in.read(at, categories);
        categories.requireEnd();
        List<String> found = categories.values();
        int[] positions = categories.positions();
        for (int r = 0; r < rows; r++) {
            int value = input.values().indexOf(found.get(positions[r]));
            if (value < 0) {
                throw new IncompatibleException(
                        file + ": row " + (r + 1) + ", " + shown + ": the network was not trained with the value \""
                                + found.get(positions[r]) + "\"; it knows " + TableColumns.list(input.values()));
            }
            x[r * width + start + value] = 1;
        }
    }
}
