package dev.engram.engine.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * The range of the scales of a data set's inputs.
 *
 * @param smallest smallest standard deviation of an input
 * @param largest largest standard deviation of an input
 */
public record InputScales(double smallest, double largest) {
    /** Rows that are examined: enough for orders of magnitude, and fast with thousands of inputs. */
    private static final int MAX_ROWS = 1_000;

    /** Numbers that are read: fewer rows of very large examples are examined. */
    private static final int MAX_NUMBERS = 8_000_000;

    /**
     * Fraction of the rows whose value must differ from the median. Otherwise the input is a flag that is rarely set,
     * such as a pixel at the border.
     */
    private static final double MIN_VARYING_FRACTION = 0.1;

    /** Returns the largest scale divided by the smallest. */
    public double ratio() {
        return largest / smallest;
    }

    /** Returns the scales in the training rows; empty if fewer than two inputs vary. */
    static Optional<InputScales> of(Split split) {
        int[] rows = split.training();
        int n = split.inputs();
        int stride = Math.max(1, rows.length / Math.max(1, Math.min(MAX_ROWS, MAX_NUMBERS / n)));
        double[] column = new double[(rows.length + stride - 1) / stride];
        int[] sample = new int[column.length];
        Arrays.setAll(sample, i -> rows[i * stride]);
        float[] x = new float[sample.length * n];
        ExampleReader.forEvaluation(split).read(0, sample, 0, sample.length, x);
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        int varying = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < column.length; i++) {
                column[i] = x[i * n + j];
            }
            double deviation = deviation(column);
            if (deviation > 0) {
                varying++;
                smallest = Math.min(smallest, deviation);
                largest = Math.max(largest, deviation);
            }
        }
        return varying < 2 ? Optional.empty() : Optional.of(new InputScales(smallest, largest));
    }

    /** Returns the standard deviation, or 0 if the column rarely varies. Sorts the column. */
    private static double deviation(double[] column) {
        Arrays.sort(column);
        double middle = column[column.length / 2];
        double mean = 0;
        int others = 0;
        for (double x : column) {
            mean += x / column.length;
            others += x == middle ? 0 : 1;
        }
        if (others < MIN_VARYING_FRACTION * column.length) {
            return 0;
        }
        double squares = 0;
        for (double x : column) {
            squares += (x - mean) * (x - mean) / column.length;
        }
        return Math.sqrt(squares);
    }
}
