package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.Column.Type;
import dev.engram.plugins.datasets.columnar.ColumnFile;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.FileBytes;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataFiles;
import dev.engram.spi.io.DataMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A conversion of a file that is stored column by column to a table: one column is the target, others are inputs. */
final class ColumnTable {
    private final ColumnFile in;
    private final String file;
    private final Choice choice;
    private final List<Column> columns;
    private final List<String> names;
    private final int target;
    private final int rows;

    /** Reads the description of a file. */
    @FunctionalInterface
    interface Opener {
        ColumnFile open(FileBytes bytes) throws IOException;
    }

    /**
     * What the columns are used for.
     *
     * @param target a name, a number from 1, or last
     * @param classes whether the target is a class
     * @param categories names of columns with one input for each value
     * @param dropped names of columns that are not read
     */
    record Choice(String target, boolean classes, List<String> categories, List<String> dropped) {
        Table load(Path file, Opener opener) {
            return read(file, opener, in -> new ColumnTable(in, file.toString(), this).read());
        }

        /** Reads the inputs of new examples, whose columns are those of the first file. */
        InputRows newInputs(Path file, Path other, Opener opener) {
            List<String> ignored = new ArrayList<>(dropped);
            List<ColumnInputs.Input> inputs = read(file, opener, in -> {
                ColumnTable table = new ColumnTable(in, file.toString(), this);
                ignored.add(table.names.get(table.target));
                return table.inputs();
            });
            return read(other, opener, in -> new ColumnInputs(in, other.toString(), inputs, ignored).read());
        }

        private static <R> R read(Path file, Opener opener, Use<R> use) {
            return FileInput.guard(file, () -> {
                DataFiles.open(file).close(); // refuses what is not a file
                try (FileBytes bytes = new FileBytes(file)) {
                    return use.of(opener.open(bytes));
                } catch (ColumnFileException e) {
                    throw new IncompatibleException(file + ": " + e.getMessage(), e);
                }
            });
        }
    }

    /** Reads something of a file. */
    @FunctionalInterface
    private interface Use<R> {
        R of(ColumnFile in) throws IOException;
    }

    private ColumnTable(ColumnFile in, String file, Choice choice) {
        this.in = in;
        this.file = file;
        this.choice = choice;
        columns = in.columns();
        names = columns.stream().map(Column::name).toList();
        requireColumns();
        target = TableColumns.target(file, choice.target, names.size(), names);
        requireChoice();
        requireTypes();
        rows = requireRows();
    }

    private IncompatibleException error(String message) {
        return new IncompatibleException(file + ": " + message);
    }

    private void requireColumns() {
        if (names.size() < 2) {
            throw error("it has " + names.size() + " columns, but inputs and a target need two");
        }
        Map<String, Integer> first = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            Integer other = first.putIfAbsent(names.get(c), c);
            if (other != null) {
                throw error("columns " + (other + 1) + " and " + (c + 1) + " are both named '" + names.get(c)
                        + "'; rename one of them");
            }
        }
    }

    private void requireChoice() {
        requireKnown("drop", choice.dropped);
        requireKnown("categories", choice.categories);
        for (String name : choice.categories) {
            if (choice.dropped.contains(name)) {
                throw error("'" + name + "' is in categories and in drop; remove it from one of them");
            }
        }
        String name = names.get(target);
        if (choice.dropped.contains(name)) {
            throw error(shown(target) + " is the target and cannot be dropped; name another target, or do not drop it");
        }
        if (choice.categories.contains(name)) {
            throw error(shown(target) + " is the target and cannot be in categories; remove it there");
        }
    }

    private void requireKnown(String key, List<String> wanted) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw error("there is no column '" + name + "', which " + key + " names; the columns are "
                        + TableColumns.list(names));
            }
        }
    }

    /** Reports all columns whose type cannot be used. */
    private void requireTypes() {
        List<String> problems = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Column column = columns.get(c);
            boolean used = !choice.dropped.contains(column.name());
            if (used && column.type() == Type.OTHER) {
                problems.add(shown(c) + " is of type " + column.declared() + "; "
                        + (c == target ? "name another target" : "drop it (drop: [" + column.name() + "])"));
            } else if (used && column.type() == Type.TEXT && c == target && !choice.classes) {
                problems.add(shown(c) + " is text, but classes: false wants numbers; set classes: true, or name"
                        + " another target");
            } else if (used && column.type() == Type.TEXT && c != target && !isCategory(c)) {
                problems.add(shown(c) + " is text; give each of its values an input (categories: [" + column.name()
                        + "]), or drop it (drop: [" + column.name() + "])");
            }
        }
        if (!problems.isEmpty()) {
            throw error(String.join("; ", problems));
        }
    }

    private int requireRows() {
        if (in.rows() < 1 || in.rows() > Integer.MAX_VALUE - 8) {
            throw error(String.format(
                    Locale.ROOT, "it has %,d rows; a table can have 1 to %,d", in.rows(), Integer.MAX_VALUE - 8));
        }
        return (int) in.rows();
    }

    private boolean isCategory(int column) {
        return choice.categories.contains(names.get(column));
    }

    private String shown(int column) {
        return "column " + (column + 1) + " (" + names.get(column) + ")";
    }

    private Table read() throws IOException {
        requireMemory(columns.size() - 1L - choice.dropped.size());
        if (!choice.classes) {
            float[] numbers = new float[rows];
            readNumbers(target, numbers, 0, 1);
            return regression(numbers);
        }
        CategoryColumn classes = readCategories(target);
        List<String> values = classes.values();
        if (values.size() == 1) {
            throw TableColumns.oneClass(file, values.get(0), shown(target));
        }
        if (values.size() == rows && rows > 2) {
            throw TableColumns.onlyClasses(file, rows, shown(target));
        }
        float[] labels = new float[rows];
        int[] positions = classes.positions();
        for (int r = 0; r < rows; r++) {
            labels[r] = positions[r];
        }
        Map<Integer, CategoryColumn> categories = readAllCategories();
        int width = width(categories);
        return Table.classification(width, readInputs(categories, width), labels, values);
    }

    private Table regression(float[] numbers) throws IOException {
        Map<Integer, CategoryColumn> categories = readAllCategories();
        int width = width(categories);
        return Table.regression(width, readInputs(categories, width), 1, numbers);
    }

    private void requireMemory(long width) {
        if (width < 1) {
            throw error("no input is left; drop fewer columns");
        }
        if (!DataMemory.holds(width * rows)) {
            throw error(String.format(
                    Locale.ROOT,
                    "%,d rows of %,d inputs, with one for each value of categories, take more memory than data may;"
                            + " drop columns with many values, use fewer rows, or raise --data-memory",
                    rows,
                    width));
        }
    }

    private void readNumbers(int column, float[] to, int start, int stride) throws IOException {
        NumberColumn numbers = new NumberColumn(columns.get(column), file, shown(column), rows, to, start, stride);
        in.read(column, numbers);
        numbers.requireEnd();
    }

    private CategoryColumn readCategories(int column) throws IOException {
        CategoryColumn categories = new CategoryColumn(columns.get(column), file, shown(column), rows);
        in.read(column, categories);
        categories.requireEnd();
        return categories;
    }

    private Map<Integer, CategoryColumn> readAllCategories() throws IOException {
        Map<Integer, CategoryColumn> all = new HashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            if (isCategory(c)) {
                all.put(c, readCategories(c));
            }
        }
        return all;
    }

    private boolean isInput(int column) {
        return column != target && !choice.dropped.contains(names.get(column));
    }

    private int width(Map<Integer, CategoryColumn> categories) {
        long width = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (isInput(c)) {
                width += categories.containsKey(c) ? categories.get(c).values().size() : 1;
            }
        }
        requireMemory(width);
        return (int) width;
    }

    /** Returns the columns that are inputs. */
    private List<ColumnInputs.Input> inputs() throws IOException {
        List<ColumnInputs.Input> inputs = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            if (isInput(c)) {
                inputs.add(new ColumnInputs.Input(
                        names.get(c), isCategory(c) ? readCategories(c).values() : List.of()));
            }
        }
        return inputs;
    }

    private float[] readInputs(Map<Integer, CategoryColumn> categories, int width) throws IOException {
        float[] x = new float[rows * width];
        int start = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (isInput(c) && categories.containsKey(c)) {
                int[] positions = categories.get(c).positions();
                for (int r = 0; r < rows; r++) {
                    x[r * width + start + positions[r]] = 1;
                }
                start += categories.get(c).values().size();
            } else if (isInput(c)) {
                readNumbers(c, x, start, width);
                start++;
            }
        }
        return x;
    }
}
