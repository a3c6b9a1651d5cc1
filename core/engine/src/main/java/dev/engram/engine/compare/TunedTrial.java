package dev.engram.engine.compare;

import dev.engram.engine.store.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.Race;
import java.util.List;

/**
 * What a trial came to.
 *
 * @param number counted from 1
 * @param rung the last that it took part in, counted from 1
 * @param score in that rung, mean over seeds that did not miss; NaN where all missed, or not all are there
 * @param misses seeds that diverged, failed or have no number, in that rung
 */
public record TunedTrial(int number, List<String> values, int rung, double score, int misses, int diverged, int failed, List<Run> runs) {
  public TunedTrial {
    values = List.copyOf(values);
    runs = List.copyOf(runs);
  }

  /** @param scores of the last rung; null where not all are there */
  static TunedTrial of(int index, TrialRuns trial, int rung, double[] scores) {
    List<Run> runs = trial.rungs().stream().limit(rung + 1L).flatMap(List::stream).toList();
    return new TunedTrial(index + 1, trial.values(), rung + 1, scores == null ? Double.NaN : Race.mean(scores),
        scores == null ? 0 : Race.misses(scores), count(runs, Outcome.DIVERGED), count(runs, Outcome.FAILED), runs);
  }

  private static int count(List<Run> runs, Outcome outcome) {
    return (int) runs.stream().filter(r -> r.outcome() == outcome).count();
  }
}
