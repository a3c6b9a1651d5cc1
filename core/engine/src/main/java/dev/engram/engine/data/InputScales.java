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
        int stride = Math.max(1, rows.length / MAX_ROWS);
        double[] column = new double[(rows.length + stride - 1) / stride];
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        int varying = 0;
        for (int j = 0; j < split.inputs(); j++) {
            for (int i = 0; i < column.length; i++) {
                column[i] = split.x()[rows[i * stride] * split.inputs() + j];
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
