package dev.engram.engine.compare;

import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.SampleSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What comparisons show, in words. */
final class Verdicts {
  /** More than these are gathered by verdict: no one reads a page of sentences. */
  static final int MOST_SENTENCES = 12;

  private Verdicts() {}

  /** By the first metric: what was tested, and one sentence for each cell; empty where nothing was compared. */
  static List<String> of(Comparison c, Function<CellSummary, String> names) {
    List<CellSummary> compared = c.cells().stream().filter(cell -> !cell.metrics().isEmpty() && contrast(cell).isPresent()).toList();
    boolean drawn = !c.onLandscapes() || c.cells().get(0).seeds() > 1; // one descent of a given function has no chance in it
    if (compared.isEmpty() || !drawn) {
      return List.of();
    }
    CellSummary reference = c.referenceCell().orElseThrow();
    List<String> verdicts = new ArrayList<>(List.of(heading(c, compared, names.apply(reference))));
    if (compared.size() <= MOST_SENTENCES) {
      compared.forEach(cell -> verdicts.add(sentence(cell, reference, cell.metrics().get(0), c.terms().testPerTrain().isPresent(), names)));
    } else {
      verdicts.addAll(groups(compared, cell -> contrast(cell).orElseThrow(), names.apply(reference), names));
    }
    return List.copyOf(verdicts);
  }

  /**
   * Which test was made in the place of the corrected t, and why.
   *
   * @param miss what keeps it from being made, as a rule
   */
  static String stoodIn(Contrast d, boolean folds, String miss) {
    return folds && d.resampled().isEmpty() ? " (signed-rank test, as " + (d.pairedDifferences().finite() < d.pairedDifferences().n() ? miss : "all folds differ by the same")
        + ", which takes folds for independent)" : "";
  }

  private static Optional<Contrast> contrast(CellSummary cell) {
    return cell.metrics().get(0).difference();
  }

  private static String heading(Comparison c, List<CellSummary> compared, String reference) {
    int family = contrast(compared.get(0)).orElseThrow().family();
    String against = c.baseline().isPresent() ? "against " + reference
        : "against " + reference + ", the best of these very seeds, which favours it";
    return "Verdicts by " + c.metrics().get(0).name() + ", " + against + " (" + test(c)
        + (family > 1 ? ", Holm's correction for " + family + " comparisons" : "") + ", level " + Numbers.exact(Distributions.SIGNIFICANCE_LEVEL) + "):";
  }

  /** The test that decides. */
  static String test(Comparison c) {
    return c.terms().testPerTrain().isPresent() ? "t tests over folds, corrected for the training data that they share" : "signed-rank tests over seeds";
  }

  /**
   * Of one metric of one cell.
   *
   * @param folds are the seeds folds of the same data?
   */
  static String sentence(CellSummary cell, CellSummary reference, MetricSummary m, boolean folds, Function<CellSummary, String> names) {
    Contrast d = m.difference().orElseThrow();
    PairedDifferences p = d.pairedDifferences();
    String there = names.apply(reference);
    String metric = m.metric().name();
    String here = names.apply(cell);
    String verdict = switch (d.verdict()) {
      case BETTER, WORSE -> here + " is " + d.verdict().word() + " than " + there;
      case HIGHER, LOWER -> here + " has a " + d.verdict().word() + " " + metric + " than " + there;
      case SAME -> here + " has the same " + metric + " as " + there + " in " + (p.n() == 1 ? "the only seed" : "all " + p.n() + " seeds");
      case NOT_SHOWN -> "No difference shown between " + here + " and " + there;
      case NOT_COMPARED -> here + " has no " + metric + " to compare with " + there + " seed by seed";
    };
    String numbers = switch (d.verdict()) {
      case SAME, NOT_COMPARED -> "";
      default -> ": " + size(m, d) + (p.n() == 1 ? " in the only seed" + misses(p) : ", " + count(p, m.metric().direction()))
          + (p.n() == 1 ? "" : ", " + probability(d.pHolm()) + stoodIn(d, folds, "a run diverged"));
    };
    String next = d.verdict() == Verdict.NOT_SHOWN ? needed(d) : "";
    return verdict + numbers + next + price(cell, reference) + ".";
  }

  private static String size(MetricSummary m, Contrast d) {
    PairedDifferences p = d.pairedDifferences();
    String metric = m.metric().name();
    if (p.finite() == 0) {
      return "no seed in which both have one";
    }
    String mean = metric + " " + Numbers.difference(p.mean(), d.meanInterval());
    boolean drawn = d.resampled().isEmpty() && p.finite() == p.n() && p.mean() * p.tendency() < 0;
    return p.finite() < p.n() ? mean + " where both have one"
        : drawn ? mean + " in the mean but " + Numbers.difference(p.median(), p.medianInterval()) + " in the median" : mean;
  }

  private static String count(PairedDifferences p, int direction) {
    boolean down = p.lower() > p.higher();
    String word = direction == 0 ? down ? "lower" : "higher" : down == direction > 0 ? "worse" : "better";
    String even = p.equal() == 0 ? "" : ", equal in " + p.equal();
    return word + " in " + Math.max(p.lower(), p.higher()) + even + " of " + seeds(p.n()) + misses(p)
        + (direction == 0 ? "" : ", P(better) = " + Numbers.digits(p.probabilityOfSuperiority(), 2));
  }

  private static String misses(PairedDifferences p) {
    return p.finite() == p.n() ? "" : " (diverged counts as worst)";
  }

  static String probability(double p) {
    return p < 0.001 ? "p < 0.001" : "p = " + Numbers.digits(p, 2);
  }

  static String needed(Contrast d) {
    int n = d.pairedDifferences().n();
    if (d.resampled().isPresent()) {
      return d.more().isEmpty() ? "; more folds of these data would not show one of this size"
          : "; about " + round(d.more().getAsInt()) + " more seed" + (d.more().getAsInt() == 1 ? "" : "s") + " needed";
    }
    int fewest = SampleSize.minimum(d.factor());
    if (d.more().isEmpty()) {
      return "; if there is one, more than " + SampleSize.MAX_ADDITIONAL + " more seeds would be needed";
    }
    int more = d.more().getAsInt();
    String cannot = n >= fewest ? "" : seeds(n) + " cannot show one" + (d.factor() > 1 ? " among " + d.family() + " comparisons" : "") + ", ";
    return "; " + cannot + "about " + round(more) + " more seed" + (more == 1 ? "" : "s") + " needed";
  }

  /** Two digits: a plan is no more exact. */
  private static String round(int more) {
    return Numbers.digits(more, 2);
  }

  private static String price(CellSummary cell, CellSummary reference) {
    double ratio = cell.cost().multiplyAdds() / reference.cost().multiplyAdds();
    String times = Double.isFinite(ratio) && ratio > 0 ? Numbers.digits(ratio, 2) : "1";
    return times.equals("1") ? "" : "; takes " + times + " times the multiply-adds";
  }

  /** Cells by their verdicts, where they are too many for a sentence each. */
  static List<String> groups(List<CellSummary> compared, Function<CellSummary, Contrast> by, String reference, Function<CellSummary, String> names) {
    Map<Verdict, List<CellSummary>> groups = new LinkedHashMap<>();
    for (Verdict v : Verdict.values()) {
      groups.put(v, compared.stream().filter(cell -> by.apply(cell).verdict() == v).toList());
    }
    List<String> lines = new ArrayList<>();
    groups.forEach((verdict, cells) -> {
      if (!cells.isEmpty()) {
        lines.add(capital(switch (verdict) {
          case NOT_SHOWN -> "no difference shown to " + reference;
          case SAME -> "the same as " + reference + " in all seeds";
          case NOT_COMPARED -> "no seed in common with " + reference;
          default -> verdict.word() + " than " + reference;
        }) + " (" + cells.size() + "): " + cells.stream().map(cell -> names.apply(cell) + more(by.apply(cell))).collect(Collectors.joining(", ")) + ".");
      }
    });
    if (compared.stream().anyMatch(cell -> by.apply(cell).more().isPresent())) {
      lines.add("In brackets: about how many more seeds would show a difference of the size seen.");
    }
    return lines;
  }

  private static String more(Contrast d) {
    OptionalInt more = d.more();
    return more.isPresent() ? " (+" + round(more.getAsInt()) + ")" : "";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String seeds(int n) {
    return n + (n == 1 ? " seed" : " seeds");
  }
}
