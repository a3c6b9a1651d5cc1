package dev.engram.testkit.contract;

import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.PlainDescent;

/**
 * Which way a rule leads that is no gradient. Hidden layers have much freedom ({@link HiddenChecks}), but a last layer that
 * hears of the loss, by its derivative or by its value, has to go down it, in expectation at least: there no error has to
 * be carried anywhere.
 */
final class DescentChecks {
  static final String DOWNHILL = "its last layer goes down the loss that it hears of";

  private static final int BATCH = 4;
  private static final float SPREAD = 0.3f;
  /** Looks from each start: few tell what is no estimate, many whether there is something in the noise. */
  private static final int[] LOOKS = {5, 50, 500, 4000};

  private final LearningRule rule;
  private final Situation in;

  private DescentChecks(LearningRule rule, Situation in) {
    this.rule = rule;
    this.in = in;
  }

  static void add(Checks to, LearningRule rule, Situation in) {
    to.add(DOWNHILL, () -> new DescentChecks(rule, in).downhill());
  }

  private Verdict downhill() {
    LearningSource source = in.watched(rule, BATCH);
    if (!source.learner().hasTrueGradient()) {
      return Verdict.skipped("the loss of this network has no gradient to compare with");
    }
    Locality heard = Locality.of(source);
    int top = heard.depth() - 1;
    if (!heard.error().contains(top) && !heard.scalar().contains(top)) {
      return Verdict.skipped("its last layer does not hear of the loss");
    }
    if (level(source)) {
      return Verdict.skipped("the loss of this network has no slope in its last layer");
    }
    Starts s = new Starts(0, 0);
    for (int looks : LOOKS) {
      s = Starts.of(start -> share(start, looks));
      if (s.above() || s.below()) {
        break;
      }
    }
    String found = Text.of("%.3g of the loss's gradient in it, give or take %.1g, from %d starts", s.mean(), s.error(), Starts.COUNT);
    return s.above() ? Verdict.passed("%s", found)
        : Verdict.failed("expected a clear share of the loss's gradient in what the last layer learns, found %s%s", found,
            s.below() ? ": it leads up the loss; what a rule fills in is subtracted" : ": it leads nowhere");
  }

  private static boolean level(LearningSource source) {
    Diagnostics probe = new Diagnostics(source);
    probe.inspect(1);
    return along(probe, probe.trueGradient()) == 0;
  }

  /** The inner product with the true gradient, in the last layer. */
  private static double along(Diagnostics probe, float[] g) {
    double sum = 0;
    for (Parameter p : probe.parameters()) {
      for (int i = p.from(); i < p.to() && p.is(Tag.LAST); i++) {
        sum += (double) g[i] * probe.trueGradient()[i];
      }
    }
    return sum;
  }

  /** The mean of (g . d) / (d . d), for what the rule says to the last layer and the true gradient there. */
  private double share(int start, int looks) {
    LearningSource source = in.watched(rule, BATCH);
    float[] theta = source.arena().theta();
    Rng rng = RandomStreams.of(Situation.SEED, "descent/" + start);
    for (Parameter p : source.arena().parameters()) {
      for (int i = p.from(); i < p.to() && p.inNetwork(); i++) {
        theta[i] += SPREAD * rng.gaussian();
      }
    }
    // The network stays where it is, while what the rule remembers comes to be as in a run.
    Stepper stepper = new Stepper(source, new PlainDescent(0), Situation.SEED);
    Diagnostics probe = new Diagnostics(source);
    double sum = 0;
    for (int i = 1; i <= looks; i++) {
      // Streams are keyed by the step: with steps of its own every start draws other numbers.
      probe.inspect((long) start * looks + i);
      sum += along(probe, probe.pseudoGradient()) / along(probe, probe.trueGradient());
      stepper.step();
    }
    return sum / looks;
  }
}
