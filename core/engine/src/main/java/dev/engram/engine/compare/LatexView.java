package dev.engram.engine.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison as a LaTeX table, for a preamble with the package {@code booktabs}; the best of a column is bold. */
public final class LatexView {
  private LatexView() {}

  public static String render(Comparison c) {
    List<Integer> shown = new ArrayList<>();
    for (int m = 0; m < c.metrics().size(); m++) {
      if (c.metrics().get(m).shown()) {
        shown.add(m);
      }
    }
    boolean differences = c.reference().isPresent() && !c.metrics().isEmpty();
    List<String> header = new ArrayList<>(List.of("cell"));
    shown.forEach(m -> header.add(escaped(c.metrics().get(m).name())));
    if (differences) {
      header.add(1 + Math.min(1, shown.size()), "$\\Delta$ " + escaped(c.metrics().get(0).name()));
    }
    header.add("seeds");
    StringBuilder out = new StringBuilder("% ").append(c.title().replace('\n', ' ')).append("; needs \\usepackage{booktabs}\n");
    c.notes().forEach(n -> out.append("% ").append(n.replace('\n', ' ')).append('\n'));
    out.append("\\begin{tabular}{l").append("r".repeat(header.size() - 1)).append("}\n\\toprule\n");
    row(out, header);
    out.append("\\midrule\n");
    for (CellSummary cell : c.cells()) {
      List<String> fields = new ArrayList<>(List.of(escaped(cell.name())));
      shown.forEach(m -> fields.add(value(c, cell, m)));
      if (differences) {
        fields.add(1 + Math.min(1, shown.size()), difference(cell.metrics().get(0).difference()));
      }
      fields.add(cell.counted() + "/" + cell.seeds());
      row(out, fields);
    }
    return out.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String value(Comparison c, CellSummary cell, int m) {
    Estimate value = cell.metrics().get(m).value();
    String text = Numbers.estimate(value.mean(), value.halfWidth(), "\\pm");
    String math = text.equals(Numbers.MISSING) ? "--" : "$" + text + "$";
    return best(c, cell, m) ? "\\boldmath" + math : math;
  }

  private static boolean best(Comparison c, CellSummary cell, int m) {
    int direction = c.metrics().get(m).direction();
    double own = cell.metrics().get(m).value().mean();
    boolean whole = cell.metrics().get(m).median().misses() == 0; // a mean of those that did not diverge is no best
    return direction != 0 && whole && !Double.isNaN(own)
        && c.cells().stream().filter(other -> other.metrics().get(m).median().misses() == 0).noneMatch(other -> direction * other.metrics().get(m).value().mean() > direction * own);
  }

  private static String difference(Optional<Contrast> contrast) {
    return contrast.filter(d -> !Double.isNaN(d.paired().mean()))
        .map(d -> "$" + Numbers.difference(d.paired().mean(), d.meanInterval()) + "$").orElse("--");
  }

  private static void row(StringBuilder out, List<String> fields) {
    out.append(String.join(" & ", fields)).append(" \\\\\n");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(ch -> out.append(switch (ch) {
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '&', '%', '$', '#', '_', '{', '}' -> "\\" + Character.toString(ch);
      default -> Character.toString(ch);
    }));
    return out.toString();
  }
}
