package dev.engram.engine.compare;

import dev.engram.engine.store.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison as CSV (RFC 4180): one row for each cell, every number in full, an empty field for what is missing;
 * on a landscape, where the run of each seed ended. */
public final class CsvView {
  private CsvView() {}

  public static String render(Comparison c) {
    Set<String> axes = new LinkedHashSet<>();
    c.cells().forEach(cell -> axes.addAll(cell.axes().keySet()));
    StringBuilder out = new StringBuilder();
    row(out, header(c, axes));
    c.cells().forEach(cell -> row(out, fields(cell, axes, c.onLandscapes())));
    return out.toString();
  }

  private static List<String> header(Comparison c, Set<String> axes) {
    List<String> names = new ArrayList<>(List.of("cell"));
    axes.forEach(a -> names.add("axis." + a));
    names.addAll(List.of("baseline", "seeds"));
    for (Outcome o : Outcome.values()) {
      names.add(o.name().toLowerCase(Locale.ROOT));
    }
    names.add("missing");
    for (MetricInfo m : c.metrics()) {
      for (String part : List.of("", ".difference")) {
        names.addAll(List.of(m.name() + part + ".n", m.name() + part + ".mean", m.name() + part + ".half_width"));
      }
    }
    names.addAll(List.of("steps.median", "seconds.median", "examples_per_second", "multiply_adds.mean",
        "state_bytes.mean"));
    if (c.onLandscapes()) {
      names.add("ended_in");
    }
    return names;
  }

  private static List<String> fields(CellSummary cell, Set<String> axes, boolean onLandscapes) {
    List<String> fields = new ArrayList<>(List.of(cell.name()));
    axes.forEach(a -> fields.add(cell.axes().getOrDefault(a, "")));
    fields.add(Boolean.toString(cell.baseline()));
    fields.add(Integer.toString(cell.seeds()));
    cell.outcomes().values().forEach(n -> fields.add(n.toString()));
    fields.add(Integer.toString(cell.missing()));
    for (MetricSummary m : cell.metrics()) {
      estimate(fields, m.value());
      m.difference().ifPresentOrElse(d -> estimate(fields, d), () -> fields.addAll(List.of("", "", "")));
    }
    CostSummary cost = cell.cost();
    Stream.of(cost.steps(), cost.seconds(), cost.examplesPerSecond(), cost.multiplyAdds(), cost.stateBytes())
        .map(Numbers::exact).forEach(fields::add);
    if (onLandscapes) {
      fields.add(cell.endings().stream().map(e -> e.seed() + ": " + e.place()).collect(Collectors.joining("; ")));
    }
    return fields;
  }

  private static void estimate(List<String> fields, Estimate e) {
    fields.addAll(List.of(Integer.toString(e.n()), Numbers.exact(e.mean()), Numbers.exact(e.halfWidth())));
  }

  private static void row(StringBuilder out, List<String> fields) {
    out.append(String.join(",", fields.stream().map(CsvView::quoted).toList())).append("\r\n");
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(ch -> ch == ',' || ch == '"' || ch == '\r' || ch == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
