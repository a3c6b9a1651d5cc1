package dev.engram.engine.tune;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The end of a range near which the best value was found, so that a better value may exist outside of the range. A
 * value is near an end if it is the smallest or largest that was tried, or is in the outermost twentieth of the range.
 * There is no such end if fewer than three values were tried, if values outside of the range are not allowed, or if a
 * trial inside was as good.
 */
public enum BoundaryOptimum {
    LOW("lower"),
    HIGH("upper");

    private static final double BOUNDARY_FRACTION = 0.05;
    private static final int MIN_VALUES = 3;

    private final String word;

    BoundaryOptimum(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /**
     * Returns the end of the range, if any.
     *
     * @param tried the values of all trials
     * @param best the values of the chosen trial and of those that are as good
     */
    public static Optional<BoundaryOptimum> of(Range range, List<Double> tried, List<Double> best) {
        double[] sorted = tried.stream().mapToDouble(v -> v).distinct().sorted().toArray();
        if (!range.ordered() || sorted.length < MIN_VALUES || best.isEmpty()) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(b -> !b.isClosed(range) && best.stream().allMatch(v -> b.isAtBoundary(range, sorted, v)))
                .findFirst();
    }

    private boolean isClosed(Range range) {
        return this == LOW ? range.closedLow() : range.closedHigh();
    }

    private boolean isAtBoundary(Range range, double[] sorted, double value) {
        if (this == LOW ? value == sorted[0] : value == sorted[sorted.length - 1]) {
            return true;
        }
        return range instanceof Range.Numeric b
                && (this == LOW ? b.fraction(value) < BOUNDARY_FRACTION : b.fraction(value) > 1 - BOUNDARY_FRACTION);
    }
}
