package dev.engram.engine.compare;

import dev.engram.engine.statistics.Holm;
import dev.engram.engine.statistics.Paired;
import dev.engram.engine.statistics.Tails;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A cell against the reference in one metric, as one of a family: the comparisons of all cells in that metric.
 *
 * @param paired cell minus reference, seed by seed; a run that diverged is a miss
 * @param family how many comparisons Holm's correction counts
 * @param factor by what it multiplies the p of this one, if none before is larger
 * @param pHolm NaN where nothing could be compared
 * @param more how many more seeds would likely show the difference; empty where it is shown, or where there is none to show
 * @param verdict at {@link Tails#LEVEL}
 */
public record Contrast(Paired paired, int family, int factor, double pHolm, OptionalInt more, Verdict verdict) {
  /** Those of a family, in the order given. */
  static List<Contrast> family(List<Paired> pairs, int direction) {
    double[] p = pairs.stream().mapToDouble(d -> d.test().p()).toArray();
    double[] adjusted = Holm.adjust(p);
    int[] factors = Holm.factors(p);
    int family = (int) pairs.stream().filter(d -> d.n() > 0).count();
    List<Contrast> contrasts = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      Paired d = pairs.get(i);
      Verdict verdict = verdict(d, adjusted[i], direction);
      OptionalInt more = verdict == Verdict.NOT_SHOWN ? d.steadiness().more(factors[i]) : OptionalInt.empty();
      contrasts.add(new Contrast(d, family, factors[i], adjusted[i], more, verdict));
    }
    return contrasts;
  }

  private static Verdict verdict(Paired d, double p, int direction) {
    if (d.n() == 0) {
      return Verdict.NOT_COMPARED;
    }
    if (d.equal() == d.n()) {
      return Verdict.SAME;
    }
    if (!(p <= Tails.LEVEL)) {
      return Verdict.NOT_SHOWN;
    }
    if (direction == 0) {
      return d.tendency() > 0 ? Verdict.HIGHER : Verdict.LOWER;
    }
    return d.tendency() == direction ? Verdict.BETTER : Verdict.WORSE;
  }
}
