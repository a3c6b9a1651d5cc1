package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one cell.
 *
 * @param seeds how many the comparison has, in any of its cells
 * @param outcomes how many runs ended in each way; all outcomes are there, in their order
 * @param landscapeResults on a landscape, where each run ended, by seed; else empty
 * @param notLocal what is not local in the learning rule of its runs; empty where no run tells
 * @param timeToTarget how soon its runs reach the goal; empty where there is none
 * @param mcNemar its networks beside those of the reference, example by example; empty in the reference, and where no two
 *     networks were tested on the same examples and have kept what they said
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
    /** Seeds that have no run here. */
    public int missingRuns() {
        return seeds - outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Runs whose measurements count. */
    public int successfulRuns() {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().hasResults())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Did all seeds end well? If not, its means are over the better part of its runs. */
    public boolean complete() {
        return successfulRuns() == seeds;
    }
}
