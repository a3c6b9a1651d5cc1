package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.statistics.BestOfTrials;
import java.util.Arrays;
import java.util.List;

/**
 * The tuning of the cells of a suite.
 *
 * @param trials for each tuned cell
 * @param seeds of the trials, which the comparison does not use
 * @param search name of the search
 */
public record TuningSummary(int trials, List<Long> seeds, String search, List<TunedCell> cells) {
    public TuningSummary {
        seeds = List.copyOf(seeds);
        cells = List.copyOf(cells);
    }

    /**
     * The best of the first k trials of a cell; empty unless all trials were trained in full (see {@link
     * TunedCell#scores}).
     */
    public double[] bestSoFar(TunedCell cell) {
        return BestOfTrials.bestSoFar(cell.scores(), direction(cell));
    }

    /**
     * The expected best of k trials, where a miss counts as the worst score of any trial on the same problem; empty if
     * no score is known.
     */
    public double[] expectedBest(TunedCell cell) {
        int direction = direction(cell);
        double[] same = cells.stream()
                .filter(c -> c.problem().equals(cell.problem()) && c.metric().equals(cell.metric()))
                .flatMapToDouble(c -> Arrays.stream(c.scores()))
                .filter(s -> !Double.isNaN(s))
                .map(s -> direction * s)
                .sorted()
                .toArray();
        return same.length == 0
                ? new double[0]
                : BestOfTrials.expectedBest(cell.scores(), direction, direction * same[0]);
    }

    private static int direction(TunedCell cell) {
        return cell.metric().map(MetricInfo::direction).orElse(1);
    }
}
