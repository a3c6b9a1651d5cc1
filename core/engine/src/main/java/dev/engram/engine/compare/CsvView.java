package dev.engram.engine.compare;

import dev.engram.engine.statistics.Paired;
import dev.engram.engine.store.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A comparison as CSV (RFC 4180): one row for each cell, every number in full, an empty field for what is missing;
 * on a landscape, where the run of each seed ended. */
public final class CsvView {
  private static final List<String> DIFFERENCE = List.of("n", "finite", "mean", "mean.low", "mean.high", "median", "median.low", "median.high",
      "higher", "equal", "lower", "p_better", "rank_sum.positive", "rank_sum.negative", "p", "family", "p_holm", "more_seeds", "verdict");

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
      for (String part : List.of("n", "mean", "half_width", "misses", "median", "median.low", "median.high")) {
        names.add(m.name() + "." + part);
      }
      DIFFERENCE.forEach(part -> names.add(m.name() + ".difference." + part));
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
      fields.add(Integer.toString(m.value().n()));
      numbers(fields, m.value().mean(), m.value().halfWidth());
      fields.add(Integer.toString(m.median().misses()));
      numbers(fields, m.median().value(), m.median().interval().low(), m.median().interval().high());
      m.difference().ifPresentOrElse(d -> difference(fields, d), () -> DIFFERENCE.forEach(part -> fields.add("")));
    }
    CostSummary cost = cell.cost();
    numbers(fields, cost.steps(), cost.seconds(), cost.examplesPerSecond(), cost.multiplyAdds(), cost.stateBytes());
    if (onLandscapes) {
      fields.add(cell.endings().stream().map(e -> e.seed() + ": " + e.place()).collect(Collectors.joining("; ")));
    }
    return fields;
  }

  private static void difference(List<String> fields, Contrast d) {
    Paired p = d.paired();
    fields.addAll(List.of(Integer.toString(p.n()), Integer.toString(p.finite())));
    numbers(fields, p.mean(), p.meanInterval().low(), p.meanInterval().high(), p.median(), p.medianInterval().low(), p.medianInterval().high());
    fields.addAll(List.of(Integer.toString(p.higher()), Integer.toString(p.equal()), Integer.toString(p.lower())));
    numbers(fields, p.aBetter(), p.test().positive(), p.test().negative(), p.test().p());
    fields.add(Integer.toString(d.family()));
    numbers(fields, d.pHolm());
    fields.add(d.more().isPresent() ? Integer.toString(d.more().getAsInt()) : "");
    fields.add(d.verdict().word());
  }

  private static void numbers(List<String> fields, double... values) {
    Arrays.stream(values).mapToObj(Numbers::exact).forEach(fields::add);
  }

  private static void row(StringBuilder out, List<String> fields) {
    out.append(String.join(",", fields.stream().map(CsvView::quoted).toList())).append("\r\n");
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(ch -> ch == ',' || ch == '"' || ch == '\r' || ch == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
