package dev.engram.app.judge;

import dev.engram.app.verify.ComponentRef;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.suite.Suite;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is judged.
 *
 * @param source the suite that the question is about
 * @param suite the same with the cells of the pairs only
 * @param pairs the two cells on each problem
 * @param atMost the largest number of seeds
 */
public record JudgePlan(
        Suite source, Suite suite, List<Pair> pairs, Side baseline, Side candidate, Criterion criterion, int atMost) {
    public JudgePlan {
        pairs = List.copyOf(pairs);
    }

    /** The two cells on one problem. */
    public record Pair(Suite.Cell baseline, Suite.Cell candidate) {
        Stream<Suite.Cell> cells() {
            return Stream.of(baseline, candidate);
        }
    }

    /**
     * What decides between the two.
     *
     * @param margin a difference in the metric that does not matter in practice
     */
    public record Criterion(MetricInfo metric, OptionalDouble margin) {}

    /**
     * One of the two.
     *
     * @param component what is put into the cell of the suite; empty for a cell of the suite as it is
     * @param trials the trials of the suite's tuning that chose its hyperparameters; empty if the suite tunes nothing
     */
    public record Side(String name, Optional<ComponentRef> component, OptionalInt trials) {}

    /** Returns whether the suite gave both the same number of trials, or tunes nothing. */
    public boolean hasEqualBudgets() {
        return baseline.trials().equals(candidate.trials());
    }
}
