package dev.engram.engine.compare;

import dev.engram.engine.store.Cost;
import dev.engram.engine.store.Measurement;
import dev.engram.engine.store.Outcome;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How the cells of a suite compare: the same for the same runs, whatever their order, always. A run that diverged or
 * failed has no part in a mean, and is counted beside it.
 *
 * @param baseline name of the cell that the others are compared with
 * @param metrics the first is the one that matters
 * @param cells in the order given
 */
public record Comparison(String title, Optional<String> baseline, List<MetricInfo> metrics, List<CellSummary> cells) {
  /** Results, and the last reading of what was measured on the training itself. */
  private static final Set<String> PHASES = Set.of("test", "probe");

  public Comparison {
    metrics = List.copyOf(metrics);
    cells = List.copyOf(cells);
  }

  /** Of the seeds that the runs have. */
  public static Comparison of(String title, List<CellRuns> cells, Optional<String> baseline, List<MetricInfo> metrics) {
    return of(title, cells, baseline, metrics, 0);
  }

  /** @param planned how many seeds each cell is meant to have: what is not there yet is missing */
  public static Comparison of(String title, List<CellRuns> cells, Optional<String> baseline, List<MetricInfo> metrics, int planned) {
    if (cells.stream().map(CellRuns::name).distinct().count() < cells.size()) {
      throw new IllegalArgumentException("two cells have one name");
    }
    List<Map<String, Map<Long, Double>>> tested = cells.stream().map(Comparison::tested).toList();
    Optional<Map<String, Map<Long, Double>>> base = baseline.map(name -> tested.get(index(cells, name)));
    int seen = (int) cells.stream().flatMap(c -> c.runs().stream()).mapToLong(Run::seed).distinct().count();
    int seeds = Math.max(planned, seen);
    boolean landscapes = cells.stream().flatMap(c -> c.runs().stream()).anyMatch(Ending::onLandscape);
    List<CellSummary> summaries = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      CellRuns cell = cells.get(i);
      boolean isBaseline = baseline.filter(cell.name()::equals).isPresent();
      Map<String, Map<Long, Double>> values = tested.get(i);
      List<MetricSummary> of = metrics.stream()
          .map(m -> summary(m, values, isBaseline ? Optional.empty() : base)).toList();
      List<Cost> costs = cell.runs().stream().filter(r -> r.outcome().counts()).map(Run::cost).toList();
      summaries.add(new CellSummary(cell.name(), cell.axes(), isBaseline, seeds, outcomes(cell), of,
          CostSummary.of(costs), landscapes ? Ending.of(cell.runs()) : List.of(),
          cell.runs().stream().flatMap(r -> r.notLocal().stream()).findFirst()));
    }
    return new Comparison(title, baseline, metrics, summaries);
  }

  /** Is it about functions to descend? */
  boolean onLandscapes() {
    return cells.stream().anyMatch(c -> !c.endings().isEmpty());
  }

  /** Where runs on a landscape ended, by what a count of them stands under: all places in full, in order. */
  SortedMap<String, SortedSet<String>> places() {
    SortedMap<String, SortedSet<String>> numbered = places(Ending::kind);
    boolean unique = numbered.entrySet().stream()
        .noneMatch(e -> e.getValue().size() > 1 && !e.getKey().equals(Ending.word(e.getKey())));
    return unique ? numbered : places(e -> Ending.word(e.kind())); // numbers of several landscapes do not go together
  }

  private SortedMap<String, SortedSet<String>> places(Function<Ending, String> heading) {
    SortedMap<String, SortedSet<String>> places = new TreeMap<>(Ending::order);
    cells.forEach(c -> c.endings().forEach(e -> places.computeIfAbsent(heading.apply(e), k -> new TreeSet<>()).add(e.place())));
    return places;
  }

  /** Footnotes: what the numbers are, and what is to be known about them. */
  public List<String> notes() {
    return Notes.of(this);
  }

  private static int index(List<CellRuns> cells, String name) {
    List<String> names = cells.stream().map(CellRuns::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException("no cell is called '" + name + "' as the baseline is");
    }
    return names.indexOf(name);
  }

  private static MetricSummary summary(MetricInfo metric, Map<String, Map<Long, Double>> values,
      Optional<Map<String, Map<Long, Double>>> base) {
    Map<Long, Double> here = values.getOrDefault(metric.name(), Map.of());
    Optional<Estimate> difference = base.map(b -> {
      Map<Long, Double> there = b.getOrDefault(metric.name(), Map.of());
      return Estimate.of(here.entrySet().stream().filter(e -> there.containsKey(e.getKey()))
          .mapToDouble(e -> e.getValue() - there.get(e.getKey())).filter(d -> !Double.isNaN(d)).toArray());
    });
    return new MetricSummary(metric, Estimate.of(here.values().stream().mapToDouble(v -> v).toArray()), difference);
  }

  /** By metric and seed, sorted: the sum of a mean is to be the same in whatever order the runs come. */
  private static Map<String, Map<Long, Double>> tested(CellRuns cell) {
    Map<String, Map<Long, Double>> values = new HashMap<>();
    for (Run run : cell.runs()) {
      if (run.outcome().counts()) {
        for (Measurement m : run.measurements()) {
          if (PHASES.contains(m.phase())) {
            values.computeIfAbsent(m.metric(), k -> new TreeMap<>()).put(run.seed(), m.value());
          }
        }
      }
    }
    values.values().forEach(bySeed -> bySeed.values().removeIf(v -> v.isNaN())); // undefined is missing, not a number
    return values;
  }

  private static Map<Outcome, Integer> outcomes(CellRuns cell) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome o : Outcome.values()) {
      counts.put(o, (int) cell.runs().stream().filter(r -> r.outcome() == o).count());
    }
    return Collections.unmodifiableMap(counts);
  }
}
