package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.util.List;
import java.util.Map;

/**
 * A declared attribute of a file in ARFF.
 *
 * @param values the listed values of a nominal attribute and their positions, in order; none for other types
 * @param line where it is declared
 * @param column where it is declared
 */
record ArffAttribute(String name, Type type, Map<String, Integer> values, int line, int column) {
    /** Types of attributes. */
    enum Type {
        NUMERIC,
        INTEGER,
        NOMINAL,
        STRING,
        DATE
    }

    boolean isNominal() {
        return type == Type.NOMINAL;
    }

    /** Returns whether its values can be inputs or targets. */
    boolean isReadable() {
        return type != Type.STRING && type != Type.DATE;
    }

    /** Returns the number of inputs: one, or one for each listed value. */
    int width() {
        return isNominal() ? values.size() : 1;
    }

    /** Returns the listed values in order. */
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /**
     * Returns the number that a value stands for: the number itself, or the position of a listed value.
     *
     * @param in the text whose last value this is, for messages
     */
    float number(String value, ArffLexer in) {
        if (in.isMissing()) {
            throw in.error(shown() + " is missing (?); missing values are not imputed: fill it in, remove the row, or"
                    + " drop the attribute if it is an input");
        }
        if (isNominal()) {
            Integer position = values.get(value);
            if (position == null) {
                throw in.error(shown() + ": \"" + value + "\" is not a listed value; correct it, or add it to "
                        + TableColumns.list(names()) + " in line " + line);
            }
            return position;
        }
        float number = TableColumns.number(value);
        if (!Float.isFinite(number)) {
            throw in.error(TableColumns.problem(
                    value, shown(), "correct it, remove the row, or drop the attribute if it is an input"));
        }
        if (type == Type.INTEGER && DecimalParser.parse(value) != Math.rint(DecimalParser.parse(value))) {
            throw in.error(shown() + ": " + value + " is not a whole number, but the attribute is declared as integer;"
                    + " correct it, or declare it as real in line " + line);
        }
        return number;
    }

    /** Returns an error where the attribute is declared. */
    IncompatibleException error(ArffLexer in, String message) {
        return in.error(line, column, shown() + " " + message);
    }

    /** Returns the attribute in words. */
    String shown() {
        return "attribute '" + name + "'";
    }
}
