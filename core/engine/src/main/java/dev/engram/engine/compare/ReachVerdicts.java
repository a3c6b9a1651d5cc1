package dev.engram.engine.compare;

import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How soon cells reach what they are to reach, in words. */
final class ReachVerdicts {
  /** Of a step, in natural logarithms: less is the smaller batch at the end of an epoch. */
  private static final double DEARER = 0.05;

  private ReachVerdicts() {}

  /** What was tested, and one sentence for each cell; empty where there is no goal, or nothing to compare. */
  static List<String> of(Comparison c, Function<CellSummary, String> names) {
    List<CellSummary> compared = c.cells().stream().filter(cell -> cell.reach().flatMap(Reach::against).isPresent()).toList();
    if (compared.isEmpty()) {
      return List.of();
    }
    CellSummary reference = c.referenceCell().orElseThrow();
    Reach there = reference.reach().orElseThrow();
    List<String> lines = new ArrayList<>();
    Contrast first = contrast(compared.get(0));
    String place = c.onLandscapes() ? "" : " on validation data";
    boolean tested = c.cells().get(0).seeds() > 1;
    lines.add("Steps to reach " + there.goal().text() + place + ", against " + names.apply(reference) + ", which reaches it in " + share(there)
        + (tested ? " (" + Verdicts.test(c) + " of the ratio, never is the longest"
            + (first.family() > 1 ? ", Holm's correction for " + first.family() + " comparisons" : "") + ", level " + Numbers.exact(Distributions.SIGNIFICANCE_LEVEL) + ")" : "") + ":");
    if (compared.size() > Verdicts.MOST_SENTENCES) {
      lines.addAll(Verdicts.groups(compared, ReachVerdicts::contrast, names.apply(reference), names));
    } else {
      compared.forEach(cell -> lines.add(sentence(cell, reference, c.terms().testPerTrain().isPresent(), names)));
    }
    return lines;
  }

  private static Contrast contrast(CellSummary cell) {
    return cell.reach().flatMap(Reach::against).orElseThrow().contrast();
  }

  /**
   * Of one cell.
   *
   * @param folds are the seeds folds of the same data?
   */
  static String sentence(CellSummary cell, CellSummary reference, boolean folds, Function<CellSummary, String> names) {
    Reach reach = cell.reach().orElseThrow();
    Reach.Speed speed = reach.against().orElseThrow();
    Contrast d = speed.contrast();
    PairedDifferences p = d.pairedDifferences();
    String here = names.apply(cell);
    String there = names.apply(reference);
    String goal = reach.goal().text();
    if (p.n() == 0) {
      return here + " has no seed in common with " + there + ".";
    }
    if (reach.reached() == 0 && reference.reach().orElseThrow().reached() == 0) {
      return "Neither " + here + " nor " + there + " reaches " + goal + " in any seed.";
    }
    if (d.verdict() == Verdict.SAME) {
      return here + " reaches " + goal + " after as many steps as " + there + " in " + (p.n() == 1 ? "the only seed" : "all " + p.n() + " seeds") + ".";
    }
    Reach base = reference.reach().orElseThrow();
    boolean both = Double.isFinite(reach.steps().value()) && Double.isFinite(base.steps().value()) && Double.isFinite(speed.ratio());
    String result = both ? here + " reaches " + goal + " in " + times(speed) + " the steps of " + there
        : here + " reaches " + goal + " in " + share(reach) + ", " + there + " in " + base.reached();
    String shown = d.verdict() == Verdict.NOT_SHOWN ? "No difference shown: " : "";
    String counts = p.n() == 1 ? "" : ", " + count(p) + ", " + Verdicts.probability(d.pHolm())
        + Verdicts.stoodIn(d, folds, "a run does not get there");
    String reached = both && reach.reached() < reach.n() ? "; it reaches it in " + share(reach) : "";
    boolean priced = both && speed.multiplyAdds() > 0 && Math.abs(StrictMath.log(speed.multiplyAdds() / speed.ratio())) > DEARER;
    String price = priced ? "; that is " + Numbers.digits(speed.multiplyAdds(), 2) + " times the multiply-adds" : "";
    String next = d.verdict() == Verdict.NOT_SHOWN && p.n() > 1 ? Verdicts.needed(d) : "";
    return shown + result + counts + reached + price + next + ".";
  }

  private static String times(Reach.Speed s) {
    boolean finite = s.interval().exists() && !(s.interval().low() == s.interval().high());
    String interval = finite ? " [" + end(s.interval().low()) + ", " + end(s.interval().high()) + "]" : "";
    return Numbers.digits(s.ratio(), 2) + interval + " times";
  }

  private static String end(double ratio) {
    return Double.isInfinite(ratio) ? "inf" : Numbers.digits(ratio, 2);
  }

  private static String count(PairedDifferences p) {
    boolean later = p.higher() > p.lower();
    return (later ? "later" : "sooner") + " in " + Math.max(p.higher(), p.lower()) + (p.equal() > 0 ? ", equal in " + p.equal() : "")
        + " of " + p.n() + " seeds";
  }

  private static String share(Reach reach) {
    return reach.reached() + " of " + reach.n() + (reach.n() == 1 ? " seed" : " seeds");
  }
}
