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

    /** More than the relative difference of two deviations of the same values in another order. */
    private static final double ROUNDING = 1e-6;

    /** Returns the largest scale divided by the smallest. */
    public double ratio() {
        return largest / smallest;
    }

    /** Returns the scales in the training rows; empty if fewer than two inputs vary. */
    static Optional<InputScales> of(Split split) {
        int[] rows = split.training();
        int n = split.inputs();
        int stride = Math.max(1, rows.length / Math.max(1, Math.min(MAX_ROWS, MAX_NUMBERS / n)));
        int[] sample = new int[(rows.length + stride - 1) / stride];
        Arrays.setAll(sample, i -> rows[i * stride]);
        float[] x = new float[sample.length * n];
        ExampleReader.forEvaluation(split).read(0, sample, 0, sample.length, x);
        return of(x, n);
    }

    /** Returns the scales of the columns of a matrix. */
    private static Optional<InputScales> of(float[] x, int n) {
        double[] column = new double[x.length / n];
        double[] deviations = new double[n];
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        int varying = 0;
        for (int j = 0; j < n; j++) {
            copyColumn(x, n, j, column);
            deviations[j] = rarelyVaries(column) ? 0 : deviation(column);
            if (deviations[j] > 0) {
                varying++;
                smallest = Math.min(smallest, deviations[j]);
                largest = Math.max(largest, deviations[j]);
            }
        }
        return varying < 2 ? Optional.empty() : Optional.of(ofExtremes(x, deviations, smallest, largest));
    }

    /** Computes anew, in the order of the values, the deviations that are extreme but for rounding. */
    private static InputScales ofExtremes(float[] x, double[] deviations, double smallest, double largest) {
        int n = deviations.length;
        double[] column = new double[x.length / n];
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int j = 0; j < n; j++) {
            double d = deviations[j];
            if (d > 0 && (d <= smallest * (1 + ROUNDING) || d >= largest * (1 - ROUNDING))) {
                copyColumn(x, n, j, column);
                Arrays.sort(column);
                double exact = deviation(column);
                least = Math.min(least, exact);
                most = Math.max(most, exact);
            }
        }
        return new InputScales(least, most);
    }

    private static void copyColumn(float[] x, int n, int j, double[] column) {
        for (int i = 0; i < column.length; i++) {
            column[i] = x[i * n + j];
        }
    }

    /** Returns whether nearly all values are the same one, which then is the median. */
    private static boolean rarelyVaries(double[] column) {
        double frequent = 0;
        int lead = 0;
        // Boyer and Moore 1981: finds the value of more than half of the rows, if there is one.
        for (double x : column) {
            if (lead == 0) {
                frequent = x;
            }
            lead += x == frequent ? 1 : -1;
        }
        int others = 0;
        for (double x : column) {
            others += x == frequent ? 0 : 1;
        }
        return others < MIN_VARYING_FRACTION * column.length;
    }

    /** Returns the standard deviation, whose last digits depend on the order of the values. */
    private static double deviation(double[] column) {
        double mean = 0;
        for (double x : column) {
            mean += x / column.length;
        }
        double squares = 0;
        for (double x : column) {
            squares += (x - mean) * (x - mean) / column.length;
        }
        return Math.sqrt(squares);
    }
}
