package dev.engram.engine.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * How differently large the inputs of some data are.
 *
 * @param smallest standard deviation of an input, and {@code most}
 */
public record InputScales(double smallest, double largest) {
    /** Rows that are looked at: enough for orders of magnitude, and quick with thousands of inputs. */
    private static final int MAX_ROWS = 1_000;

    /** A share of the rows: an input that has one value in more than the others is a mark that is seldom set, as a pixel at the border. */
    private static final double MIN_VARYING_FRACTION = 0.1;

    /** How many times the least is the most. */
    public double ratio() {
        return largest / smallest;
    }

    /** Of the training rows; empty where fewer than two inputs vary. */
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

    /** 0 for a column that hardly ever varies. Sorts the column. */
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
