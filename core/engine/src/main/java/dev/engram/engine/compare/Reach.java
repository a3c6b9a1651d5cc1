package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * How soon the runs of a cell reach a goal. A run that does not, or that diverges, takes for ever: it is in every number here.
 *
 * @param n runs
 * @param reached how many of them do
 * @param steps median over all n; infinite where half or more do not. The others likewise
 * @param against the reference
 */
public record Reach(Goal goal, int n, int reached, Median steps, Median epochs, Median examples, Median multiplyAdds, Median seconds,
    Optional<Speed> against) {
  /**
   * Against the reference, seed by seed, by the ratio of steps.
   *
   * @param contrast of the logarithms of the steps
   * @param ratio median over seeds; 0 where only the reference misses, infinite where only this cell does, 1 where both do
   * @param multiplyAdds the same of multiply-adds; NaN where nothing is multiplied
   */
  public record Speed(Contrast contrast, double ratio, ConfidenceInterval interval, double multiplyAdds) {}

  /** In place of a median that is infinite. */
  static final String TOO_FEW = "too few";

  /** The median of the steps, and in how many of all it is reached where that is not in all. */
  String text() {
    String count = reached < n ? " (" + reached + "/" + n + ")" : "";
    return (!endless() ? Numbers.count(steps.value()) : n == 1 ? "never" : TOO_FEW) + count;
  }

  /** Do half of the runs or more not get there? */
  boolean endless() {
    return Double.isInfinite(steps.value());
  }

  /** Of all cells, in order. */
  static List<Reach> of(List<CellRuns> cells, OptionalInt reference, Goal goal, OptionalDouble testPerTrain, Bootstrap bootstrap) {
    List<SortedMap<Long, Arrival>> arrivals = cells.stream().map(c -> arrivals(c, goal)).toList();
    List<Pairing> pairs = new ArrayList<>();
    List<Double> multiplied = new ArrayList<>();
    for (int i = 0; reference.isPresent() && i < cells.size(); i++) {
      if (i != reference.getAsInt()) {
        SortedMap<Long, Arrival> there = arrivals.get(reference.getAsInt());
        pairs.add(pair(arrivals.get(i), there, Arrival::steps, testPerTrain, bootstrap));
        multiplied.add(ratio(pair(arrivals.get(i), there, Arrival::multiplyAdds, OptionalDouble.empty(), bootstrap).pairedDifferences().median()));
      }
    }
    List<Contrast> contrasts = Contrast.family(pairs, -1);
    List<Reach> all = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Optional<Speed> speed = Optional.empty();
      if (reference.isPresent() && i != reference.getAsInt()) {
        int k = i - (i > reference.getAsInt() ? 1 : 0);
        PairedDifferences p = contrasts.get(k).pairedDifferences();
        boolean free = cells.get(i).runs().stream().allMatch(r -> r.cost().multiplyAdds() == 0);
        speed = Optional.of(new Speed(contrasts.get(k), ratio(p.median()), new ConfidenceInterval(ratio(p.medianInterval().low()),
            ratio(p.medianInterval().high())), free ? Double.NaN : multiplied.get(k)));
      }
      all.add(one(goal, arrivals.get(i), speed, bootstrap));
    }
    return all;
  }

  private static Reach one(Goal goal, SortedMap<Long, Arrival> arrivals, Optional<Speed> speed, Bootstrap bootstrap) {
    int reached = (int) arrivals.values().stream().filter(a -> !Double.isNaN(a.steps())).count();
    return new Reach(goal, arrivals.size(), reached, median(arrivals, Arrival::steps, bootstrap), median(arrivals, Arrival::epochs, bootstrap),
        median(arrivals, Arrival::examples, bootstrap), median(arrivals, Arrival::multiplyAdds, bootstrap),
        median(arrivals, Arrival::seconds, bootstrap), speed);
  }

  /** By seed. Runs that failed are as if they were missing, because they are run again. */
  static SortedMap<Long, Arrival> arrivals(CellRuns cell, Goal goal) {
    SortedMap<Long, Arrival> arrivals = new TreeMap<>();
    for (Run run : cell.runs()) {
      if (run.outcome() != Outcome.FAILED) {
        arrivals.put(run.seed(), Arrival.of(run, goal));
      }
    }
    return arrivals;
  }

  private static Median median(SortedMap<Long, Arrival> arrivals, ToDoubleFunction<Arrival> cost, Bootstrap bootstrap) {
    return Median.of(arrivals.values().stream().mapToDouble(cost).toArray(), -1, bootstrap);
  }

  private static Pairing pair(SortedMap<Long, Arrival> here, SortedMap<Long, Arrival> there, ToDoubleFunction<Arrival> cost,
      OptionalDouble testPerTrain, Bootstrap bootstrap) {
    Set<Long> both = new TreeSet<>(here.keySet());
    both.retainAll(there.keySet());
    return Pairing.of(logs(both, here, cost), logs(both, there, cost), -1, testPerTrain, bootstrap);
  }

  /** Costs are compared by their ratio; NaN stays NaN. */
  private static double[] logs(Set<Long> seeds, SortedMap<Long, Arrival> arrivals, ToDoubleFunction<Arrival> cost) {
    return seeds.stream().mapToDouble(s -> StrictMath.log(cost.applyAsDouble(arrivals.get(s)))).toArray();
  }

  private static double ratio(double log) {
    return StrictMath.exp(log);
  }
}
