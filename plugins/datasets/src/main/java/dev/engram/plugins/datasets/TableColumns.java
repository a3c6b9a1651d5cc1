package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What the readers of tables share: numbers in cells, the order of classes, and the column of the target. */
final class TableColumns {
    /** Order of classes: numbers by size, then text alphabetically. */
    static final Comparator<String> CLASSES = Comparator.comparingDouble((String s) ->
                    Double.isNaN(DecimalParser.parse(s)) ? Double.POSITIVE_INFINITY : DecimalParser.parse(s))
            .thenComparing(Comparator.naturalOrder());

    /** Names that a message lists. */
    private static final int LISTED = 20;
    /** Characters of the columns of a file that may be of another kind. */
    private static final int MOST_CHARACTERS = 80;

    private TableColumns() {}

    /** Returns the number in a cell; it is not finite if {@link #problem} has something to say about the cell. */
    static float number(String cell) {
        return (float) DecimalParser.parse(cell);
    }

    /**
     * Returns why a cell is not a finite number, and what to do.
     *
     * @param column the column in words
     * @param remedy what to do about a cell that is not a number
     */
    static String problem(String cell, String column, String remedy) {
        if (cell.isEmpty()) {
            return column + " is empty; missing numbers are not imputed: fill it in or remove the row";
        }
        if (Double.isNaN(DecimalParser.parse(cell))) {
            return column + ": \"" + cell + "\" is not a number; " + remedy;
        }
        return column + ": " + cell + " is too large for single precision; scale the column";
    }

    /**
     * Returns the index of the target.
     *
     * @param file name of the file, for messages
     * @param wanted a name, a number from 1, or last
     * @param width the number of columns
     * @param names the names of the columns; none if the file has no header
     */
    static int target(String file, String wanted, int width, List<String> names) {
        if (wanted.equals("last") && !names.contains(wanted)) {
            return width - 1;
        }
        return index(file, wanted, width, names)
                .orElseThrow(() -> new IncompatibleException(file + ": there is no column '" + wanted
                        + "' for the target; give last, a number from 1 to " + width + others(names)));
    }

    /**
     * Returns the index of a column.
     *
     * @param key the key that names the column, for messages
     * @param wanted a name, or a number from 1
     */
    static int index(String file, String key, String wanted, int width, List<String> names) {
        return index(file, wanted, width, names)
                .orElseThrow(() -> new IncompatibleException(file + ": there is no column '" + wanted + "', which "
                        + key + " names; give a number from 1 to " + width + others(names)));
    }

    private static String others(List<String> names) {
        return names.isEmpty() ? " (the file has no header)" : " or one of " + list(names);
    }

    private static OptionalInt index(String file, String wanted, int width, List<String> names) {
        int named = names.indexOf(wanted);
        int last = names.lastIndexOf(wanted);
        if (named != last) {
            throw new IncompatibleException(file + ": columns " + (named + 1) + " and " + (last + 1)
                    + " are both named '" + wanted + "'; rename one of them, or give the number");
        }
        if (named >= 0) {
            return OptionalInt.of(named);
        }
        return wanted.matches("[1-9][0-9]{0,8}") && Integer.parseInt(wanted) <= width
                ? OptionalInt.of(Integer.parseInt(wanted) - 1)
                : OptionalInt.empty();
    }

    /**
     * Refuses a file of new examples that lacks an input, has one twice, or has a column that the network was not
     * trained with.
     *
     * @param names the columns of the file
     * @param inputs the columns that the network was trained with
     * @param ignored columns that the file may have as well, such as the target
     */
    static void requireInputs(String file, List<String> names, List<String> inputs, List<String> ignored) {
        List<String> missing = inputs.stream().filter(c -> !names.contains(c)).toList();
        if (missing.size() == inputs.size()) {
            throw new IncompatibleException(file + ": it has none of the columns " + list(inputs)
                    + " that the network was trained with, but " + quoted(names)
                    + "; give a file with the format, the delimiter and the column names of the training data");
        }
        if (!missing.isEmpty()) {
            throw new IncompatibleException(file + ": there is no column " + list(missing)
                    + "; the network was trained with the columns " + list(inputs));
        }
        List<String> repeated = inputs.stream()
                .filter(c -> Collections.frequency(names, c) > 1
                        || Collections.frequency(inputs, c) > 1
                        || ignored.contains(c))
                .distinct()
                .toList();
        if (!repeated.isEmpty()) {
            throw new IncompatibleException(file + ": several columns, here or in the file that the network was trained"
                    + " with, are named " + list(repeated)
                    + "; columns are found by name, so rename them in both, or give the header of the training data");
        }
        List<String> unknown = names.stream()
                .filter(c -> !inputs.contains(c) && !ignored.contains(c))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IncompatibleException(
                    file + ": the network was not trained with the column " + list(unknown) + "; remove it");
        }
    }

    /** Returns the first names as text. */
    static String list(List<String> names) {
        return names.stream().limit(LISTED).collect(Collectors.joining(", "))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    }

    private static String quoted(List<String> names) {
        String text = "\"" + list(names) + "\"";
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...\"";
    }

    /** Returns an error: the first line is text, and so are examples. */
    static IncompatibleException headerOrExample(String file) {
        return new IncompatibleException(file + ": all inputs are categories, so the first line may be a header or an"
                + " example; set header: yes or header: no");
    }

    /** Returns an error: all examples are of one class. */
    static IncompatibleException oneClass(String file, String name, String column) {
        return new IncompatibleException(file + ": every example is of class " + name
                + ", so there is nothing to classify; name a target other than " + column);
    }

    /** Returns an error: no two examples are of one class. */
    static IncompatibleException onlyClasses(String file, int classes, String column) {
        return new IncompatibleException(file + ": each of the " + classes + " examples has a class of its own in "
                + column + "; set classes: false for a regression, or name another target");
    }
}
