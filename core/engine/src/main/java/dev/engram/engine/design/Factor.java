package dev.engram.engine.design;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * A varied axis.
 *
 * @param name path of the axis, such as {@code optimizer.sgd.rate}
 * @param levels in the order written
 * @param reference label of the level that the baseline names: the others are compared with it. If empty, each level is
 *     a stratum within which cells are compared
 */
public record Factor(String name, List<Level> levels, Optional<String> reference) {
    public Factor {
        levels = List.copyOf(levels);
        if (reference.isPresent() && levels.stream().map(Level::label).noneMatch(reference.get()::equals)) {
            throw new IllegalArgumentException("'" + reference.get() + "' is not a level of " + name);
        }
    }

    /**
     * A value of an axis.
     *
     * @param label short form of the value, such as {@code 0.3}
     * @param displayName its part of the name of a cell, such as {@code rate=0.3}
     * @param score the value as a number; empty if it is not one
     */
    public record Level(String label, String displayName, OptionalDouble score) {}

    /** Returns true if the levels are compared; false if they are strata. */
    public boolean questioned() {
        return reference.isPresent();
    }

    /** Returns true if all levels are different numbers, so that a trend along them exists. */
    public boolean numeric() {
        return allScores(s -> true)
                && levels.stream()
                                .mapToDouble(l -> l.score().orElseThrow())
                                .distinct()
                                .count()
                        == levels.size();
    }

    /** Returns true if all levels are positive numbers. A trend is then a change per doubling, else per unit. */
    public boolean positive() {
        return allScores(s -> s > 0);
    }

    private boolean allScores(Predicate<Double> condition) {
        return levels.stream()
                .allMatch(l -> l.score().isPresent() && condition.test(l.score().getAsDouble()));
    }

    /** Returns the level with a label. */
    public Level level(String label) {
        return levels.stream()
                .filter(l -> l.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is not a level of " + name));
    }

    /** The position of a level along a trend: log2 of its number if all are positive, else its number. */
    double position(Level level) {
        double score = level.score().orElseThrow();
        return positive() ? StrictMath.log(score) / StrictMath.log(2) : score;
    }
}
