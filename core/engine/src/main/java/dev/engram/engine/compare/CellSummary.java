package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one cell.
 *
 * @param seeds number of seeds in the whole comparison
 * @param outcomes number of runs by outcome; all outcomes, in their order
 * @param landscapeResults ends of the runs on a landscape, by seed; else empty
 * @param notLocal non-local signals of the learning rule; empty if no run reports them
 * @param timeToTarget empty if there is no target
 * @param mcNemar its networks compared with those of the reference, example by example; empty in the reference, and if
 *     no two networks have stored predictions for the same test set
 */
public record CellSummary(
        String name,
        Map<String, String> axes,
        boolean baseline,
        int seeds,
        Map<Outcome, Integer> outcomes,
        List<MetricSummary> metrics,
        CostSummary cost,
        List<LandscapeResult> landscapeResults,
        Optional<List<String>> notLocal,
        Optional<TimeToTarget> timeToTarget,
        Optional<McNemarComparison> mcNemar) {
    /** The number of seeds without a run. */
    public int missingRuns() {
        return seeds - outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of runs that have results. */
    public int successfulRuns() {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().hasResults())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /**
     * Returns true if the runs of all seeds have results; else means cover only a part of them, often the better one.
     */
    public boolean complete() {
        return successfulRuns() == seeds;
    }
}
