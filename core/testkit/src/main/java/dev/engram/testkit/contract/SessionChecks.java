package dev.engram.testkit.contract;

import dev.engram.engine.step.LearningSource;
import dev.engram.engine.train.Incompatibility;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How a rule opens: it says what it needs, it refuses with a message, and its session remembers nothing by itself. */
final class SessionChecks {
  static final String REFUSES = "each need, where it is not met, is reported before anything runs";
  static final String FITS = "every network is either learned in or refused with a message";
  static final String FINAL =
      "what its session remembers it asked for at the setup: its own fields never change";

  private final LearningRule rule;
  private final Situation in;

  private SessionChecks(LearningRule rule, Situation in) {
    this.rule = rule;
    this.in = in;
  }

  static void add(Checks to, LearningRule rule, Situation in) {
    SessionChecks c = new SessionChecks(rule, in);
    to.add(REFUSES, c::refuses);
    to.add(FITS, c::fits);
    to.add(FINAL, c::unchanging);
  }

  private Verdict refuses() {
    Set<Requirement> shown = new TreeSet<>(), unshown = new TreeSet<>(rule.requirements());
    for (Situation s : Situation.ALL) {
      Set<Requirement> missing = new TreeSet<>(rule.requirements());
      missing.removeAll(s.given());
      if (missing.isEmpty()) {
        continue;
      }
      List<Incompatibility> found = Fixed.check(rule, s);
      for (Requirement n : missing) {
        // With the rule itself exact, TRUE_GRADIENT is met everywhere.
        boolean said = found.stream().anyMatch(m -> (n == Requirement.OUTPUT_LAYER ? m.path().startsWith("network.") : m.path().equals("rule")) && m.reason().contains(n.text()));
        if (!said && n != Requirement.TRUE_GRADIENT) {
          return Verdict.failed("in '%s' expected a message that it needs %s, found %s", s.name(), n.text(),
              found);
        }
        shown.add(n);
      }
    }
    unshown.removeAll(shown);
    return Verdict.passed("reported: %s%s", shown, unshown.isEmpty() ? "" : "; nothing here fails to meet "
        + unshown);
  }

  private Verdict fits() {
    List<String> learned = new ArrayList<>();
    int refused = 0;
    for (Situation s : Situation.ALL) {
      List<Incompatibility> found = Fixed.check(rule, s);
      if (!found.isEmpty()) {
        for (Incompatibility m : found) {
          if (m.reason().isBlank() || m.reason().contains("\n") || m.reason().endsWith(".")) {
            return Verdict.failed("in '%s' expected a sentence without a full stop, found '%s'", s.name(),
                m.reason());
          }
        }
        refused++;
        continue;
      }
      LearningSource source;
      try {
        source = s.source(rule);
        source.beginStep(1);
        source.computeGradient();
      } catch (IncompatibleException m) {
        return Verdict.failed("in '%s' expected a refusal while the run is put together, found one while it "
            + "learns: %s", s.name(), m.getMessage());
      }
      float[] g = source.arena().gradient();
      if (!Bits.finite(g, 0, g.length)) {
        return Verdict.failed("in '%s' expected a finite gradient or a refusal, found a gradient that is "
            + "not finite", s.name());
      }
      learned.add(s.name());
    }
    return Verdict.passed("learns in %d networks, refuses %d", learned.size(), refused);
  }

  private Verdict unchanging() {
    BoundRule[] session = new BoundRule[1];
    LearningRule watched = new WrappedRule(rule, s -> session[0] = s);
    LearningSource s = in.source(watched);
    s.beginStep(1);
    s.computeGradient();
    Belongings before = new Belongings(rule.getClass());
    before.walk(session[0]);
    if (before.complaint() != null) {
      return Verdict.failed("%s; what survives a step is asked for with state()", before.complaint());
    }
    for (int t = 2; t <= 4; t++) {
      s.beginStep(t);
      s.computeGradient();
    }
    Belongings after = new Belongings(rule.getClass());
    after.walk(session[0]);
    String d = before.difference(after);
    return d == null ? Verdict.passed("%d objects of its own", before.own())
        : Verdict.failed("%s changed while it learned; what survives a step is asked for with state()", d);
  }
}
