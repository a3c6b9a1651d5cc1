package dev.engram.engine.data;

import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/**
 * The scaling of each column of a table: scaled = (value - origin) / unit. It is fitted to groups of columns: each
 * column, or all columns of a channel.
 *
 * @param unit positive; 1 for a column that does not vary in the training data
 */
record ColumnScales(double[] origin, double[] unit) {
    /** Fits the scaling of numbers without channels to rows of a table. Other parameters as in the other method. */
    static ColumnScales fit(Scaling scaling, float[] values, int columns, int[] rows) {
        return fit(scaling, new InputRows.InMemory(Shape.features(columns), values), rows);
    }

    /**
     * Fits the scaling to rows of a table.
     *
     * @param scaling not {@code NONE}
     */
    static ColumnScales fit(Scaling scaling, InputRows values, int[] rows) {
        int size = scaling.ofChannels() ? values.shape().positions() : 1;
        boolean standard = scaling == Scaling.STANDARD || scaling == Scaling.CHANNEL_STANDARD;
        ColumnScales scales = standard ? standard(values, size, rows) : range(values, size, rows);
        for (int j = 0; j < scales.unit.length; j++) {
            scales.unit[j] = scales.unit[j] > 0 ? scales.unit[j] : 1;
        }
        return size == 1 ? scales : scales.repeated(size);
    }

    /** @param size columns of a group; those of a group are neighbours */
    private static ColumnScales standard(InputRows values, int size, int[] rows) {
        int n = values.shape().size();
        float[] row = new float[n];
        double count = (double) rows.length * size;
        double[] mean = new double[n / size];
        double[] deviation = new double[n / size];
        for (int r : rows) {
            values.copy(r, row, 0);
            addTo(mean, row, size);
        }
        for (int g = 0; g < mean.length; g++) {
            mean[g] /= count;
        }
        for (int r : rows) {
            values.copy(r, row, 0);
            addSquaresTo(deviation, row, mean, size);
        }
        for (int g = 0; g < mean.length; g++) {
            deviation[g] = Math.sqrt(deviation[g] / count);
        }
        return new ColumnScales(mean, deviation);
    }

    /** A method of its own, because C2 compiled all of {@link #standard} once for each of its loops. */
    private static void addTo(double[] sums, float[] row, int size) {
        for (int j = 0; j < row.length; j++) {
            sums[j / size] += row[j];
        }
    }

    private static void addSquaresTo(double[] sums, float[] row, double[] mean, int size) {
        for (int j = 0; j < row.length; j++) {
            double d = row[j] - mean[j / size];
            sums[j / size] += d * d;
        }
    }

    private static ColumnScales range(InputRows values, int size, int[] rows) {
        int n = values.shape().size();
        float[] row = new float[n];
        double[] low = new double[n / size];
        double[] span = new double[n / size];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(span, Double.NEGATIVE_INFINITY);
        for (int r : rows) {
            values.copy(r, row, 0);
            for (int j = 0; j < n; j++) {
                low[j / size] = Math.min(low[j / size], row[j]);
                span[j / size] = Math.max(span[j / size], row[j]);
            }
        }
        for (int g = 0; g < low.length; g++) {
            span[g] -= low[g];
        }
        return new ColumnScales(low, span);
    }

    /** Returns the scaling of the columns, made of the scaling of groups of this size. */
    private ColumnScales repeated(int size) {
        double[] origins = new double[origin.length * size];
        double[] units = new double[unit.length * size];
        for (int j = 0; j < origins.length; j++) {
            origins[j] = origin[j / size];
            units[j] = unit[j / size];
        }
        return new ColumnScales(origins, units);
    }

    /** Scales a row in place, to the numbers of {@link #apply}. */
    void applyRow(float[] values, int at) {
        for (int j = 0; j < origin.length; j++) {
            values[at + j] = (float) ((values[at + j] - origin[j]) / unit[j]);
        }
    }

    /** Returns scaled copies of values in rows. */
    float[] apply(float[] values) {
        int n = origin.length;
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            int j = i % n;
            scaled[i] = (float) ((values[i] - origin[j]) / unit[j]);
        }
        return scaled;
    }

    /** Writes the values of scaled numbers in whole rows. */
    void restore(float[] scaled, int count, float[] values, int to) {
        int n = origin.length;
        for (int i = 0; i < count; i++) {
            int j = i % n;
            values[to + i] = (float) (origin[j] + unit[j] * scaled[i]);
        }
    }
}
