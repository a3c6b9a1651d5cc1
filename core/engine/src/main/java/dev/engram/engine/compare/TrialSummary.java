package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.SuccessiveHalving;
import java.util.List;

/**
 * What a trial came to.
 *
 * @param number counted from 1
 * @param score in the last rung that it took part in, mean over seeds that did not miss; NaN where all missed, or not all are there
 * @param misses seeds that diverged, failed or have no number, in that rung
 * @param rungs its runs in each rung that it took part in
 */
public record TrialSummary(int number, List<String> values, double score, int misses, List<List<Run>> rungs) {
    public TrialSummary {
        values = List.copyOf(values);
        rungs = List.copyOf(rungs);
    }

    /** @param scores of the last rung; null where not all are there */
    static TrialSummary of(int index, TrialRuns trial, int last, double[] scores) {
        return new TrialSummary(
                index + 1,
                trial.values(),
                scores == null ? Double.NaN : SuccessiveHalving.meanScore(scores),
                scores == null ? 0 : SuccessiveHalving.failures(scores),
                trial.rungs().subList(0, last + 1));
    }

    /** The last that it took part in, counted from 1. */
    public int rung() {
        return rungs.size();
    }

    public List<Run> runs() {
        return rungs.stream().flatMap(List::stream).toList();
    }

    /** Did any run of it end so? */
    public boolean hasRun(Outcome outcome) {
        return runs().stream().anyMatch(r -> r.outcome() == outcome);
    }
}
