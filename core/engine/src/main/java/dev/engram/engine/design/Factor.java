package dev.engram.engine.design;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A varied axis.
 *
 * @param name path of the axis, such as {@code optimizer.sgd.rate}
 * @param levels in the order written
 * @param questioned true if the baseline names a value of this axis, so that its levels are compared; false if each
 *     value is a stratum within which the others are compared
 */
public record Factor(String name, List<Level> levels, boolean questioned) {
    public Factor {
        levels = List.copyOf(levels);
    }

    /**
     * A value of an axis.
     *
     * @param label short form of the value, such as {@code 0.3}
     * @param displayName its part of the name of a cell, such as {@code rate=0.3}
     * @param score the value as a number; empty if it is not one
     */
    public record Level(String label, String displayName, OptionalDouble score) {}

    /** Returns true if all levels are different numbers, so that a trend along them exists. */
    public boolean numeric() {
        return levels.stream().allMatch(l -> l.score().isPresent())
                && levels.stream()
                                .mapToDouble(l -> l.score().getAsDouble())
                                .distinct()
                                .count()
                        == levels.size();
    }

    /** Returns true if all levels are positive numbers. A trend is then a change per doubling, else per unit. */
    public boolean positive() {
        return numeric() && levels.stream().allMatch(l -> l.score().getAsDouble() > 0);
    }

    /** The position of a level along a trend: log2 of its number if all are positive, else its number. */
    double position(int level) {
        double score = levels.get(level).score().orElseThrow();
        return positive() ? StrictMath.log(score) / StrictMath.log(2) : score;
    }
}
