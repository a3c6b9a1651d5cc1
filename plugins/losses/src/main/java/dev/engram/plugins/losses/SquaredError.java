package dev.engram.plugins.losses;

/** Sums of squares. */
final class SquaredError {
    private SquaredError() {}

    /** Returns sum (y - t)^2 in double precision, in the order of the index. */
    static double sum(float[] y, float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double d = (double) y[i] - t[i];
            sum += d * d;
        }
        return sum;
    }
}
