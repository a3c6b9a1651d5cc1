package dev.engram.engine.data;

import java.util.Optional;

/**
 * The location and the scale of the numeric target of a data set that is furthest from those that training expects, a
 * mean and a standard deviation of the order of 1.
 *
 * @param target index of the target, from 0
 * @param mean mean over the training examples
 * @param deviation standard deviation over the training examples
 */
public record TargetSpread(int target, double mean, double deviation) {
    /** Returns the larger of the absolute mean and the deviation. */
    public double size() {
        return Math.max(Math.abs(mean), deviation);
    }

    /** Returns the spread of numeric targets that vary and are not scaled; empty if there are none. */
    static Optional<TargetSpread> of(Split split) {
        TargetSpread worst = null;
        int targets = split.hasClasses() || split.targetScaling().isPresent() ? 0 : split.targets();
        for (int k = 0; k < targets; k++) {
            TargetSpread one = of(split, k);
            if (one.deviation > 0 && (worst == null || one.distance() > worst.distance())) {
                worst = one;
            }
        }
        return Optional.ofNullable(worst);
    }

    private double distance() {
        return Math.max(size(), 1 / deviation);
    }

    private static TargetSpread of(Split split, int target) {
        double mean = 0;
        double squares = 0;
        double n = split.training().length;
        for (int r : split.training()) {
            mean += split.t()[r * split.targets() + target];
        }
        mean /= n; // exact for a constant target
        for (int r : split.training()) {
            double d = split.t()[r * split.targets() + target] - mean;
            squares += d * d / n;
        }
        return new TargetSpread(target, mean, Math.sqrt(squares));
    }
}
