package dev.engram.app.run;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.spec.Recipe;
import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.spec.Suite;
import dev.engram.engine.store.Measurement;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.spi.Metric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The comparison of a suite, out of what the store has. */
public final class Results {
  /** The coordinates of a point on a landscape. */
  private static final Pattern COORDINATE = Pattern.compile("x\\d+");
  private static final int MOST_COORDINATES = 3;

  private final Catalog catalog;

  public Results(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Compares what is there; runs that are not there count as missing. */
  public Comparison of(Plan plan, Store store) {
    Map<String, Run> runs = new TreeMap<>();
    store.find(plan.ids()).forEach(r -> runs.put(r.id(), r));
    List<CellRuns> cells = new ArrayList<>();
    for (Suite.Cell cell : plan.suite().cells()) {
      List<Run> ofCell = plan.items().stream().filter(i -> i.cell() == cell && runs.containsKey(i.id())).map(i -> runs.get(i.id())).toList();
      cells.add(new CellRuns(cell.name(), cell.axes(), ofCell));
    }
    return Comparison.of(plan.suite().name(), cells, plan.suite().baseline(), metrics(plan.suite(), plan.items().stream().map(i -> runs.get(i.id())).filter(Objects::nonNull).toList()),
        plan.suite().seeds().size());
  }

  /** What was measured in the tests, and then what was measured on the training itself, in the order of the measuring. */
  private List<MetricInfo> metrics(Suite suite, List<Run> runs) {
    Set<String> names = new LinkedHashSet<>();
    for (String phase : List.of("test", "probe")) {
      runs.forEach(r -> r.measurements().stream().filter(m -> m.phase().equals(phase)).forEach(m -> names.add(m.metric())));
    }
    return names.stream().map(n -> new MetricInfo(n, direction(suite, n), shown(suite, n, runs))).toList();
  }

  /** Coordinates are worth a column where few of them tell where a run is that ended in no point which is known. */
  private static boolean shown(Suite suite, String name, List<Run> runs) {
    if (!onLandscapes(suite) || !COORDINATE.matcher(name).matches()) {
      return true;
    }
    boolean lost = runs.stream().flatMap(r -> r.measurements().stream())
        .anyMatch(m -> m.phase().equals(Measurement.END) && m.metric().equals(Measurement.NOWHERE));
    long coordinates = runs.stream().flatMap(r -> r.measurements().stream()).filter(m -> m.phase().equals("test"))
        .map(Measurement::metric).filter(m -> COORDINATE.matcher(m).matches()).distinct().count();
    return lost && coordinates <= MOST_COORDINATES && suite.seeds().size() == 1;
  }

  private static boolean onLandscapes(Suite suite) {
    return suite.cells().stream().anyMatch(c -> c.spec().task() instanceof RunSpec.Descent);
  }

  private int direction(Suite suite, String name) {
    if (onLandscapes(suite) && (name.equals("value") || name.equals("distance"))) {
      return -1; // a landscape is descended
    }
    for (Suite.Cell c : suite.cells()) {
      for (Recipe<Metric> r : c.spec().measure()) {
        if (r.entry().name().equals(name.split("/")[0])) {
          return r.get().direction();
        }
      }
    }
    return catalog.find(Kind.METRIC, name.split("/")[0]).filter(e -> e.fields().isEmpty()).map(Results::direction).orElse(0);
  }

  private static int direction(Entry e) {
    try {
      return ((Metric) e.constructor().newInstance()).direction();
    } catch (ReflectiveOperationException x) {
      throw new IllegalStateException(e.id() + " cannot be made", x);
    }
  }
}
