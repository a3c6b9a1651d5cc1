package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.Column.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the different values of a column: numbers by size, then text alphabetically. */
final class CategoryColumn extends RowSink {
    /** Whole numbers up to here have no rounding. */
    private static final double MAX_WHOLE = 1e15;

    private final Map<String, Integer> found = new HashMap<>();
    private final int[] codes;

    CategoryColumn(Column column, String file, String shown, int rows) {
        super(column, file, shown, rows);
        codes = new int[rows];
    }

    @Override
    public void integer(long value) {
        text(column().type() == Type.BOOLEAN ? Boolean.toString(value != 0) : Long.toString(value));
    }

    @Override
    public void number(double value) {
        if (Double.isNaN(value)) {
            missing();
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE;
        text(whole ? Long.toString((long) value) : Double.toString(value));
    }

    @Override
    public void text(String value) {
        int row = nextRow();
        if (value.isEmpty()) {
            throw error(" is an empty text; give the value a name, or remove the row");
        }
        codes[row] = found.computeIfAbsent(value, k -> found.size());
    }

    /** Returns the different values in order. */
    List<String> values() {
        return found.keySet().stream().sorted(TableColumns.CLASSES).toList();
    }

    /** Returns the position of the value of each row among the values in order. */
    int[] positions() {
        List<String> values = values();
        int[] positionOf = new int[values.size()];
        for (int i = 0; i < positionOf.length; i++) {
            positionOf[found.get(values.get(i))] = i;
        }
        int[] positions = new int[codes.length];
        for (int r = 0; r < codes.length; r++) {
            positions[r] = positionOf[codes[r]];
        }
        return positions;
    }
}
