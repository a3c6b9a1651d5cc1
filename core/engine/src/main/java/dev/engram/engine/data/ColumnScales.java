package dev.engram.engine.data;

import dev.engram.engine.run.DataSettings.Scaling;
import java.util.Arrays;

/**
 * The scaling of each column of a table: scaled = (value - origin) / unit.
 *
 * @param unit positive; 1 for a column that does not vary in the training data
 */
record ColumnScales(double[] origin, double[] unit) {
    /**
     * Fits the scaling to rows of a table.
     *
     * @param scaling {@code STANDARD} or {@code RANGE}
     */
    static ColumnScales fit(Scaling scaling, float[] values, int columns, int[] rows) {
        ColumnScales scales =
                scaling == Scaling.STANDARD ? standard(values, columns, rows) : range(values, columns, rows);
        for (int j = 0; j < columns; j++) {
            scales.unit[j] = scales.unit[j] > 0 ? scales.unit[j] : 1;
        }
        return scales;
    }

    private static ColumnScales standard(float[] values, int n, int[] rows) {
        double[] mean = new double[n];
        double[] deviation = new double[n];
        for (int r : rows) {
            for (int j = 0; j < n; j++) {
                mean[j] += values[r * n + j];
            }
        }
        for (int j = 0; j < n; j++) {
            mean[j] /= rows.length;
        }
        for (int r : rows) {
            for (int j = 0; j < n; j++) {
                double d = values[r * n + j] - mean[j];
                deviation[j] += d * d;
            }
        }
        for (int j = 0; j < n; j++) {
            deviation[j] = Math.sqrt(deviation[j] / rows.length);
        }
        return new ColumnScales(mean, deviation);
    }

    private static ColumnScales range(float[] values, int n, int[] rows) {
        double[] low = new double[n];
        double[] span = new double[n];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(span, Double.NEGATIVE_INFINITY);
        for (int r : rows) {
            for (int j = 0; j < n; j++) {
                low[j] = Math.min(low[j], values[r * n + j]);
                span[j] = Math.max(span[j], values[r * n + j]);
            }
        }
        for (int j = 0; j < n; j++) {
            span[j] -= low[j];
        }
        return new ColumnScales(low, span);
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
