package dev.engram.engine.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which cells may be called the best: whatever the baseline is, every cell is tested against the one with the best median, metric by metric.
 *
 * @param names of cells, by the name of the metric; none while runs are missing, of a single seed, and of a metric without a
 *     better direction
 */
public record Leaders(Map<String, Set<String>> names) {
  /** None at all. */
  public static final Leaders NONE = new Leaders(Map.of());

  public Leaders {
    names = names.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }

  /** Of the cells of one problem. */
  public static Leaders of(List<CellRuns> cells, List<MetricInfo> metrics, Terms terms) {
    List<CellRuns> bare = cells.stream().map(c -> new CellRuns(c.name(), c.axes(), c.runs())).toList();
    Terms plain = new Terms(terms.seeds(), terms.testPerTrain(), Optional.empty(), terms.missing());
    return metrics.stream().map(m -> new Leaders(Map.of(m.name(), of(Comparison.of("", bare, Optional.empty(), List.of(m), plain)))))
        .reduce(NONE, Leaders::and);
  }

  /** A mean of those runs that did not diverge is no best, whatever the test says of all of them. */
  private static Set<String> of(Comparison c) {
    if (c.unfinished() || c.reference().isEmpty() || c.cells().get(0).seeds() < 2) {
      return Set.of();
    }
    return c.cells().stream().filter(cell -> {
      MetricSummary m = cell.metrics().get(0);
      return m.median().misses() == 0 && !Double.isNaN(m.value().mean())
          && m.difference().map(d -> d.verdict() == Verdict.NOT_SHOWN || d.verdict() == Verdict.SAME).orElse(true);
    }).map(CellSummary::name).collect(Collectors.toSet());
  }

  /** With those of another problem. */
  public Leaders and(Leaders other) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (Map<String, Set<String>> part : List.of(names, other.names)) {
      part.forEach((metric, cells) -> all.computeIfAbsent(metric, k -> new TreeSet<>()).addAll(cells));
    }
    return new Leaders(all);
  }

  boolean has(String metric, String cell) {
    return names.getOrDefault(metric, Set.of()).contains(cell);
  }
}
