package dev.engram.app.run;

import dev.engram.engine.run.Cost;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** How long runs will take, from what stored ones took on the machines that made them. */
public final class Forecast {
  /** Runs of other suites that are looked at where the suite has none of its own. */
  private static final int MOST = 2000;
  /** A few: the nearest one may have been disturbed. */
  private static final int NEAREST = 9;

  private final Map<String, Cost> done;
  private final Map<String, List<Cost>> byCell = new LinkedHashMap<>();
  private final Map<String, Planner.Size> sizes;
  private final List<Cost> known;

  private Forecast(Map<String, Cost> done, Map<String, Planner.Size> sizes, List<Cost> known) {
    this.done = done;
    this.sizes = sizes;
    this.known = known;
  }

  /** Where there is no store. */
  static Forecast ofNothing(Map<String, Planner.Size> sizes) {
    return new Forecast(Map.of(), sizes, List.of());
  }

  static Forecast of(Plan plan, Map<String, Planner.Size> sizes, Store store) {
    Map<String, Cost> done = store.costs(plan.ids());
    List<Cost> known = new ArrayList<>(done.values());
    if (known.isEmpty()) {
      Set<String> others = new LinkedHashSet<>();
      for (String suite : store.suites()) {
        store.labels(suite).stream().limit(MOST).map(RunLabel::id).forEach(others::add);
      }
      known.addAll(store.costs(others.stream().limit(MOST).toList()).values());
    }
    known.removeIf(c -> !(c.seconds() > 0) || c.steps() == 0);
    Forecast forecast = new Forecast(done, sizes, known);
    for (Plan.Item i : plan.items()) {
      Cost cost = done.get(i.id());
      if (cost != null && cost.seconds() > 0) {
        forecast.byCell.computeIfAbsent(i.cell().name(), k -> new ArrayList<>()).add(cost);
      }
    }
    return forecast;
  }

  /** Is it in the store? */
  public boolean done(Plan.Item item) {
    return done.containsKey(item.id());
  }

  /** Has the cell runs of its own to go by? */
  public boolean measured(Suite.Cell cell) {
    return byCell.containsKey(cell.name());
  }

  /**
   * Of one run of a cell: the median of its other seeds, else that of runs with the nearest multiply-adds in a step, at
   * their throughput; on a landscape, at their steps a second. Empty where there is nothing to go by.
   */
  public OptionalDouble seconds(Suite.Cell cell) {
    if (measured(cell)) {
      return OptionalDouble.of(median(byCell.get(cell.name()).stream().map(Cost::seconds).toList()));
    }
    Planner.Size size = sizes.get(cell.name());
    if (size == null) {
      return OptionalDouble.empty();
    }
    double work = size.multiplyAdds();
    List<Cost> near = known.stream().filter(c -> (perStep(c) > 0) == (work > 0))
        .sorted(Comparator.comparingDouble(c -> distance(perStep(c), work))).limit(NEAREST).toList();
    return near.isEmpty() ? OptionalDouble.empty()
        : OptionalDouble.of(size.steps() * median(near.stream().map(c -> c.seconds() / c.steps() * (work > 0 ? work / perStep(c) : 1)).toList()));
  }

  private static double perStep(Cost c) {
    return (double) c.multiplyAdds() / c.steps();
  }

  /** By their ratio. */
  private static double distance(double a, double b) {
    return b > 0 ? Math.max(a, b) / Math.min(a, b) : 0;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }
}
