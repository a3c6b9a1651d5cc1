package dev.engram.testkit.contract;

import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Parameter;
import dev.engram.testkit.parts.PlainDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which way hidden layers lead. A hidden layer that hears of a loss, by its derivative, its value or at a head of its own,
 * must not go up the loss of the network. It need not go down it either: feedback that is drawn evenly about 0 begins at a
 * right angle to the gradient. So only a mean over many draws counts that is clearly uphill. Where a network at rest tells
 * nothing, a short run is looked at, in which feedback and weights come to align.
 *
 * <p>What this cannot see: the sign of feedback that is drawn evenly about 0 (feedback alignment, PEPITA), since the other
 * sign is another draw of the same rule, and learns as well; hidden layers that hear of labels alone, or of nothing, since
 * they promise nothing about the loss; and a way that is lost in noise. A decay that outweighs the loss counts as uphill.
 */
final class HiddenChecks {
  static final String UPHILL = "no hidden layer that hears of a loss goes up it";

  private static final int BATCH = 4;
  /** Looks from each start at a network at rest: few tell what is no estimate, many what there is in noise. */
  private static final int[] LOOKS = {5, 50, 500};
  /** Enough for twins to come near each other and for heads to learn, while the loss still falls. */
  private static final int RUN = 400;
  private static final float RATE = 0.1f;

  private final LearningRule rule;
  private final Situation in;

  private HiddenChecks(LearningRule rule, Situation in) {
    this.rule = rule;
    this.in = in;
  }

  static void add(Checks to, LearningRule rule, Situation in) {
    to.add(UPHILL, () -> new HiddenChecks(rule, in).uphill());
  }

  private Verdict uphill() {
    LearningSource source = in.watched(rule, BATCH);
    if (!source.learner().hasTrueGradient()) {
      return Verdict.skipped("the loss of this network has no gradient to compare with");
    }
    Locality heard = Locality.of(source);
    Set<Integer> unclear = new TreeSet<>(heard.error());
    unclear.addAll(heard.scalar());
    unclear.addAll(heard.heads());
    unclear.remove(heard.depth() - 1);
    if (unclear.isEmpty()) {
      return Verdict.skipped("no hidden layer of it hears of a loss");
    }
    List<String> found = new ArrayList<>();
    for (int stage = 0; stage <= LOOKS.length && !unclear.isEmpty(); stage++) {
      boolean rest = stage < LOOKS.length;
      double[][] leads = new double[Starts.COUNT][];
      for (int start = 0; start < Starts.COUNT; start++) {
        leads[start] = rest ? atRest(start, LOOKS[stage]) : inARun(start);
      }
      for (int layer : List.copyOf(unclear)) {
        Starts s = Starts.of(start -> leads[start][layer]);
        if (s.below()) {
          return Verdict.failed("expected no layer to lead up the loss, found layer%d at %.3g%s, give or take %.1g, from %d starts; "
              + "what a rule fills in is subtracted", layer, s.mean(), rest ? " of the gradient" : ", the cosine to the gradient in a run",
              s.error(), Starts.COUNT);
        }
        if (s.above()) {
          unclear.remove(layer);
          found.add(Text.of("layer%d %.3g%s", layer, s.mean(), rest ? " of the gradient" : " (cosine in a run)"));
        }
      }
    }
    for (int layer : unclear) {
      found.add("layer" + layer + " to neither side");
    }
    return Verdict.passed("%s, from %d starts", String.join(", ", found), Starts.COUNT);
  }

  /** The mean of (g . d) / (d . d) in each layer, for what the rule says and the true gradient. */
  private double[] atRest(int start, int looks) {
    Looks seen = new Looks(start, 0);
    for (int i = 1; i <= looks; i++) {
      seen.look(i, false);
      seen.stepper.step(); // the network stays where it is, while what the rule remembers comes to be as in a run
    }
    return seen.mean();
  }

  /** The mean cosine in the second half of a run. A rule that runs away is looked at as long as it has numbers. */
  private double[] inARun(int start) {
    Looks seen = new Looks(start, RATE);
    for (int i = 1; i <= RUN; i++) {
      if (i > RUN / 2) {
        seen.look(i, true);
      }
      if (!seen.stepper.step()) {
        break;
      }
    }
    return seen.mean();
  }

  /** One start, with weights and feedback of its own. */
  private final class Looks {
    private final Stepper stepper;
    private final Diagnostics probe;
    private final double[] sum = new double[in.layers().size()];
    private int count;

    Looks(int start, float rate) {
      LearningSource source = in.watched(rule, BATCH, Situation.SEED + 1 + start);
      stepper = new Stepper(source, new PlainDescent(rate), Situation.SEED);
      probe = new Diagnostics(source);
    }

    void look(long step, boolean cosine) {
      probe.inspect(step);
      float[] said = probe.pseudoGradient(), truth = probe.trueGradient();
      for (int l = 0; l < sum.length; l++) {
        double lengths = along(truth, truth, l);
        double lead = along(said, truth, l) / (cosine ? Math.sqrt(lengths * along(said, said, l)) : lengths);
        sum[l] += Double.isFinite(lead) ? lead : 0; // a gradient of zero leads nowhere
      }
      count++;
    }

    private double along(float[] a, float[] b, int layer) {
      double product = 0;
      for (Parameter p : probe.parameters()) {
        for (int i = p.from(); i < p.to() && p.name().startsWith("layer" + layer + "/"); i++) {
          product += (double) a[i] * b[i];
        }
      }
      return product;
    }

    double[] mean() {
      double[] mean = sum.clone();
      for (int l = 0; l < mean.length && count > 0; l++) {
        mean[l] /= count;
      }
      return mean;
    }
  }
}
