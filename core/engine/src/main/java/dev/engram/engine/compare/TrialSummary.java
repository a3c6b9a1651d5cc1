package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.SuccessiveHalving;
import java.util.List;

/**
 * The result of a trial.
 *
 * @param number counted from 1
 * @param score mean over the seeds that did not miss, in the last rung of the trial; NaN if all missed or a run is
 *     missing
 * @param misses number of seeds in that rung that diverged, failed or have no value
 * @param rungs its runs in each of its rungs
 */
public record TrialSummary(int number, List<String> values, double score, int misses, List<List<Run>> rungs) {
    public TrialSummary {
        values = List.copyOf(values);
        rungs = List.copyOf(rungs);
    }

    /** @param scores of the last rung; null if a run is missing */
    static TrialSummary of(int index, TrialRuns trial, int last, double[] scores) {
        return new TrialSummary(
                index + 1,
                trial.values(),
                scores == null ? Double.NaN : SuccessiveHalving.meanScore(scores),
                scores == null ? 0 : SuccessiveHalving.failures(scores),
                trial.rungs().subList(0, last + 1));
    }

    /** The last rung of the trial, counted from 1. */
    public int rung() {
        return rungs.size();
    }

    public List<Run> runs() {
        return rungs.stream().flatMap(List::stream).toList();
    }

    /** Returns true if a run of the trial has this outcome. */
    public boolean hasRun(Outcome outcome) {
        return runs().stream().anyMatch(r -> r.outcome() == outcome);
    }
}
