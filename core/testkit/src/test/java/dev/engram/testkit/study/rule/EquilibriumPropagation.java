package dev.engram.testkit.study.rule;

import dev.engram.spi.Batch;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Equilibrium propagation: the network settles, is nudged towards the target, and compares the two states.
 *
 * <pre>
 * s_l <- phi(W_l s_{l-1} + b_l + W_{l+1}' s_{l+1}), all layers at once
 * s_L <- phi(W_L s_{L-1} + b_L - beta dC/ds_L)
 * G_l = -(s_l' s_{l-1} at +beta - s_l' s_{l-1} at -beta) / (2 beta B)
 * one-sided: the free state in place of -beta, and beta in place of 2 beta
 * </pre>
 *
 * Predicts by settling. The error against the loss's gradient at the fixed point is of order beta, beta^2
 * when centred. (free + 2 nudged) 2 forward passes. Scellier and Bengio 2017; discrete: Ernoult et al.
 * 2019; centred: Laborieux et al. 2021.
 */
@Component("equilibrium-propagation")
public record EquilibriumPropagation(
    @Hyper(value = "0.1", range = "(0,inf)", doc = "strength of the nudge") float beta,
    @Hyper(value = "30", range = "[1,inf)", doc = "steps of the free phase") int free,
    @Hyper(value = "10", range = "[1,inf)", doc = "steps of each nudged phase") int nudged,
    @Hyper(value = "true", doc = "nudge to both sides") boolean centred)
    implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.PLAIN_LAYERS, Need.LOSS_SLOPE);
  }

  @Override
  public Session open(Setup setup) {
    return new Settling(this, setup);
  }

  private static final class Settling implements Session.Predicting {
    private final EquilibriumPropagation rule;
    private final Network net;
    private final Objective loss;
    private final int n;
    private final Scratch[] s;
    private final Scratch[] next;
    private final Scratch[] pull;
    private final Scratch[] rest;

    Settling(EquilibriumPropagation rule, Setup setup) {
      this.rule = rule;
      net = setup.network();
      loss = setup.loss();
      n = net.depth();
      s = setup.atUnits();
      next = setup.atUnits();
      pull = setup.atUnits();
      rest = setup.atUnits();
    }

    private void relax(Matrix x, Matrix targets, float nudge, int steps) {
      for (int k = 0; k < steps; k++) {
        for (int l = 0; l < n; l++) {
          net.layer(l).affine(l == 0 ? x : s[l - 1], next[l]);
          if (l + 1 < n) {
            net.layer(l + 1).back(s[l + 1], net.layer(l + 1).weights(), pull[l]);
            next[l].add(1, pull[l]);
          } else if (nudge != 0) {
            loss.slope(s[l], targets, pull[l]);
            next[l].add(-nudge, pull[l]);
          }
        }
        for (int l = 0; l < n; l++) {
          net.layer(l).activate(next[l], s[l]);
        }
      }
    }

    private void settle(Matrix x) {
      for (Scratch a : s) {
        a.fill(0);
      }
      relax(x, null, 0, rule.free);
    }

    private void credit(Matrix x, float scale) {
      for (int l = 0; l < n; l++) {
        net.layer(l).correlate(scale, s[l], l == 0 ? x : s[l - 1]);
        net.layer(l).creditBias(scale, s[l]);
      }
    }

    @Override
    public double learn(Batch batch) {
      Matrix x = batch.inputs(), t = batch.targets();
      settle(x);
      double value = loss.value(s[n - 1], t);
      for (int l = 0; l < n; l++) {
        rest[l].set(s[l]);
      }
      float unit = 1 / (rule.centred ? 2 * rule.beta : rule.beta);
      if (rule.centred) {
        relax(x, t, -rule.beta, rule.nudged);
      }
      credit(x, unit);
      for (int l = 0; l < n; l++) {
        s[l].set(rest[l]);
      }
      relax(x, t, rule.beta, rule.nudged);
      credit(x, -unit);
      return value;
    }

    @Override
    public void predict(Matrix x, Scratch scores) {
      settle(x);
      scores.set(s[n - 1]);
    }
  }
}
