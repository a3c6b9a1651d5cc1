package dev.engram.app.report;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.TargetHit;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.PerformanceProfile;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Performance profiles over the cost of getting there. An instance is a problem with a seed that all cells of the problem have run; it is
 * solved where a run has reached the suite's target or, where there is none, has made {@link #SHARE} of the way from the start to
 * the best that any variant reached there (the test of Moré and Wild 2009), and its cost is multiply-adds up to that measurement, or
 * steps where nothing is multiplied.
 */
final class Profiles {
  static final double SHARE = 0.9;
  /** Where a share of one instance is a step that says nothing. */
  private static final int FEWEST_INSTANCES = 5;

  private Profiles() {}

  /**
   * Empty where there is nothing to follow on its way, or too few instances.
   *
   * @param goals of each cell
   */
  static Optional<Map<String, Object>> of(List<CellRuns> cells, Layout layout, List<MetricInfo> metrics, List<Optional<MetricTarget>> goals) {
    Optional<MetricInfo> followed = metrics.stream().filter(m -> m.direction() != 0)
        .filter(m -> cells.stream().flatMap(c -> c.runs().stream()).anyMatch(r -> way(r, m.name()).length > 1)).findFirst();
    boolean aimed = goals.stream().allMatch(Optional::isPresent);
    if (!aimed && followed.isEmpty() || layout.variants().size() < 2) {
      return Optional.empty();
    }
    boolean free = cells.stream().flatMap(c -> c.runs().stream()).allMatch(r -> r.cost().multiplyAdds() == 0);
    Map<Long, MetricTarget> targets = new HashMap<>();
    for (int c = 0; aimed && c < cells.size(); c++) {
      targets.put(place(layout, c), goals.get(c).get());
    }
    Map<List<Long>, Run[]> instances = new TreeMap<>((a, b) -> Arrays.compare(a.stream().mapToLong(v -> v).toArray(), b.stream().mapToLong(v -> v).toArray()));
    for (int c = 0; c < cells.size(); c++) {
      for (Run run : cells.get(c).runs()) {
        instances.computeIfAbsent(List.of((long) layout.problemOf().get(c), run.seed()), k -> new Run[layout.variants().size()])[layout.variantOf().get(c)] = run;
      }
    }
    Map<Integer, Long> cellsOf = layout.problemOf().stream().collect(Collectors.groupingBy(p -> p, Collectors.counting()));
    instances.entrySet().removeIf(i -> Arrays.stream(i.getValue()).filter(Objects::nonNull).count() < cellsOf.get((int) (long) i.getKey().get(0)));
    List<double[]> costs = new ArrayList<>();
    instances.forEach((at, runs) -> costs.add(aimed ? arrivals(runs, v -> targets.get(at.get(0) * layout.variants().size() + v), free)
        : costs(runs, followed.get(), free)));
    costs.removeIf(row -> Arrays.stream(row).allMatch(Double::isNaN));
    if (costs.size() < FEWEST_INSTANCES) {
      return Optional.empty();
    }
    PerformanceProfile profile = PerformanceProfile.of(costs.toArray(double[][]::new));
    List<Object> steps = new ArrayList<>();
    List<Object> bands = new ArrayList<>();
    for (int v = 0; v < profile.methods(); v++) {
      double[] solved = Arrays.stream(profile.ratios(v)).filter(Double::isFinite).toArray();
      steps.add(solved);
      int method = v;
      bands.add(Arrays.stream(solved).distinct().mapToObj(tau -> band(tau, profile.confidenceBand(method, tau))).toList());
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("metric", aimed ? goals.stream().map(g -> g.get().text()).distinct().collect(Collectors.joining(", ")) : followed.get().name());
    found.put("aimed", aimed);
    found.put("cost", free ? "steps" : "multiply-adds");
    found.put("share", SHARE);
    found.put("instances", profile.problems());
    found.put("steps", steps);
    found.put("bands", bands);
    return Optional.of(found);
  }

  private static double[] band(double tau, ConfidenceInterval share) {
    return new double[] {tau, share.low(), share.high()};
  }

  /** A number for a cell by what it is about: its problem and its variant. */
  private static long place(Layout layout, int cell) {
    return (long) layout.problemOf().get(cell) * layout.variants().size() + layout.variantOf().get(cell);
  }

  private static double[] arrivals(Run[] runs, LongFunction<MetricTarget> goals, boolean free) {
    double[] costs = new double[runs.length];
    for (int v = 0; v < runs.length; v++) {
      TargetHit a = runs[v] == null ? null : TargetHit.of(runs[v], goals.apply(v));
      costs[v] = a == null ? Double.NaN : free ? a.steps() : a.multiplyAdds();
    }
    return costs;
  }

  private static double[] costs(Run[] runs, MetricInfo metric, boolean free) {
    double best = Double.NaN;
    double start = Double.NaN;
    double[][][] ways = new double[runs.length][][];
    for (int v = 0; v < runs.length; v++) {
      ways[v] = runs[v] == null ? new double[0][] : way(runs[v], metric.name());
      for (double[] at : ways[v]) {
        best = better(at[1], best, metric.direction()) ? at[1] : best;
      }
      if (ways[v].length > 0) { // the worst start: the others are then on their way already
        start = better(start, ways[v][0][1], metric.direction()) || Double.isNaN(start) ? ways[v][0][1] : start;
      }
    }
    double target = start + SHARE * (best - start);
    double[] costs = new double[runs.length];
    for (int v = 0; v < runs.length; v++) {
      costs[v] = Arrays.stream(ways[v]).filter(at -> at[1] == target || better(at[1], target, metric.direction()))
          .mapToDouble(at -> at[0]).findFirst().orElse(Double.NaN);
      if (!free && runs[v] != null && runs[v].cost().steps() > 0) {
        costs[v] *= (double) runs[v].cost().multiplyAdds() / runs[v].cost().steps();
      }
    }
    return costs;
  }

  private static boolean better(double a, double b, int direction) {
    return !Double.isNaN(a) && (Double.isNaN(b) || direction * a > direction * b);
  }

  /** Step and value, as measured on the way. */
  private static double[][] way(Run run, String metric) {
    return run.measurements().stream().filter(m -> m.phase().equals("validation") && m.metric().equals(metric))
        .filter(m -> !Double.isNaN(m.value())).map((Measurement m) -> new double[] {m.step(), m.value()}).toArray(double[][]::new);
  }
}
