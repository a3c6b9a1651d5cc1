package dev.engram.engine.statistics;

/** Replaces misses by the worst possible value. */
final class WorstCaseImputation {
    private WorstCaseImputation() {}

    static double[] impute(double[] values, int direction) {
        double[] filled = values.clone();
        for (int i = 0; i < filled.length; i++) {
            if (Double.isNaN(filled[i])) {
                filled[i] = worst(direction);
            }
        }
        return filled;
    }

    static double worst(int direction) {
        return switch (direction) {
            case 1 -> Double.NEGATIVE_INFINITY;
            case -1 -> Double.POSITIVE_INFINITY;
            default ->
                throw new IllegalArgumentException(
                        "a miss counts as the worst value, but a metric without a direction has none; leave the miss"
                                + " out");
        };
    }
}
