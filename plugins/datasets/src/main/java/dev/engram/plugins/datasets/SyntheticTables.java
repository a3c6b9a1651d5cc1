package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.util.List;
import java.util.function.IntPredicate;

/** Generated tables: training rows first, then test rows, drawn in order. */
final class SyntheticTables {
    private static final List<String> TWO = List.of("0", "1");

    private SyntheticTables() {}

    /** Generates one row: {@code x[i] ..} are its inputs, {@code t[j] ..} its targets. */
    @FunctionalInterface
    interface Row {
        void fill(int row, float[] x, int i, float[] t, int j);
    }

    /** Returns a table of two classes, named 0 and 1. */
    static Table binaryClassification(int train, int test, int inputs, Row row) {
        return table(train, test, inputs, 1, TWO, row);
    }

    static Table regression(int train, int test, int inputs, int targets, Row row) {
        return table(train, test, inputs, targets, List.of(), row);
    }

    private static Table table(int train, int test, int inputs, int targets, List<String> classes, Row row) {
        int rows = size((long) train + test, 1);
        float[] x = new float[size(rows, inputs)];
        float[] t = new float[size(rows, targets)];
        for (int r = 0; r < rows; r++) {
            row.fill(r, x, r * inputs, t, r * targets);
        }
        Table table = classes.isEmpty()
                ? Table.regression(inputs, x, targets, t)
                : Table.classification(inputs, x, t, classes);
        return test == 0 ? table : table.withTestRows(test);
    }

    /** Returns all rows of {@code bits} inputs of -1 and +1, the first column changing slowest, as all data. */
    static Table truthTable(int bits, IntPredicate holds) {
        return binaryClassification(1 << bits, 0, bits, (r, x, i, t, j) -> {
                    for (int k = 0; k < bits; k++) {
                        x[i + k] = (r >> (bits - 1 - k) & 1) == 1 ? 1 : -1;
                    }
                    t[j] = holds.test(r) ? 1 : 0;
                })
                .asExhaustive();
    }

    /** Draws a matrix of independent N(0, variance) numbers, row by row. */
    static float[] normal(int rows, int cols, double variance, Rng rng) {
        float[] w = new float[size(rows, cols)];
        float deviation = (float) Math.sqrt(variance);
        for (int i = 0; i < w.length; i++) {
            w[i] = deviation * rng.gaussian();
        }
        return w;
    }

    /** Returns rows * cols, as the length of an array. */
    static int size(long rows, long cols) {
        long size = rows * cols;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IncompatibleException("a table of " + rows + " rows of " + cols
                    + " numbers is too large; the limit is 2^31 numbers: use" + " fewer rows");
        }
        return (int) size;
    }
}
