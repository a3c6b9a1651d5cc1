package dev.engram.testkit.study.rule;

import dev.engram.spi.Batch;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Misfit;
import dev.engram.spi.Need;
import dev.engram.spi.Network;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;
import java.util.Set;

/**
 * Forward-forward: every layer learns to be active for inputs with the right label and quiet for a wrong one.
 *
 * <pre>
 * goodness g_l = sum h_l^2;   loss of layer l = softplus(theta_l - g_l(right)) + softplus(g_l(wrong) - theta_l)
 * theta_l = threshold * units;   the next layer sees u_l = h_l / (sqrt(mean h_l^2) + 1e-8), without its gradient
 * D_l = -sign 2 h_l sigmoid(-sign (g_l - theta_l)) * phi_l'(A_l);   G_l = D_l' u_{l-1} / B
 * </pre>
 *
 * The label stands in the first inputs, which it replaces. Predicts the label with the greatest goodness,
 * summed over all layers but the first. Nothing travels backwards. Hinton 2022.
 */
@Component("forward-forward")
public record ForwardForward(
    @Hyper(value = "1", range = "(0,inf)", doc = "goodness per unit above which an input counts as right")
        float threshold)
    implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.CLASSES, Need.NOT_NEGATIVE);
  }

  @Override
  public Session open(Setup setup) {
    int k = setup.targets(), width = setup.network().layer(0).inputs();
    if (width < k) {
      throw new Misfit(
          "the label is written into the first " + k + " inputs, but there are only " + width);
    }
    return new Contrasting(threshold, setup, width, k);
  }

  private static final class Contrasting implements Session.Predicting {
    private final float threshold;
    private final Network net;
    private final int classes;
    private final Trace[] pass;
    private final Scratch x;
    private final Scratch goodness;
    private final Scratch factor;
    private final Scratch[] ones;
    private final Scratch[] u;
    private final Scratch[] e;
    private final Scratch[] d;

    Contrasting(float threshold, Setup setup, int width, int classes) {
      this.threshold = threshold;
      this.classes = classes;
      net = setup.network();
      pass = setup.pass();
      x = setup.perExample(width);
      goodness = setup.perExample(1);
      factor = setup.perExample(1);
      u = setup.atOutputs();
      e = setup.atOutputs();
      d = setup.atUnits();
      ones = net.layers().stream().map(l -> setup.scratch(l.outputs(), 1)).toArray(Scratch[]::new);
    }

    private void embed(int row, int label) {
      for (int j = 0; j < classes; j++) {
        x.data()[row * x.cols() + j] = j == label ? 1 : 0;
      }
    }

    /** Runs one layer; leaves its goodness, and in u its activity at root mean square 1. */
    private void run(int l) {
      net.layer(l).forward(l == 0 ? x : u[l - 1], pass[l]);
      Matrix h = pass[l].out();
      goodness.product(u[l].set(h).times(h), ones[l].fill(1));
      u[l].set(h).scaleRows(factor.map(goodness, g -> 1 / (Maths.sqrt(g / h.cols()) + 1e-8f)));
    }

    private double contrast(int sign) {
      double loss = 0;
      for (int l = 0; l < net.depth(); l++) {
        run(l);
        float theta = threshold * u[l].cols();
        for (int r = 0; r < x.rows(); r++) {
          loss += Maths.softplus(-sign * (goodness.get(r, 0) - theta)) / x.rows();
        }
        factor.map(goodness, g -> -2 * sign * Maths.sigmoid(-sign * (g - theta)));
        net.layer(l).gate(pass[l], e[l].set(pass[l].out()).scaleRows(factor), d[l]);
        net.layer(l).credit(d[l], pass[l]);
      }
      return loss;
    }

    @Override
    public double learn(Batch batch) {
      Rng rng = batch.random("negative");
      x.set(batch.inputs());
      for (int r = 0; r < x.rows(); r++) {
        embed(r, batch.label(r));
      }
      double loss = contrast(1);
      for (int r = 0; r < x.rows(); r++) {
        embed(r, (batch.label(r) + 1 + rng.below(classes - 1)) % classes);
      }
      return loss + contrast(-1);
    }

    @Override
    public void predict(Matrix inputs, Scratch scores) {
      x.set(inputs);
      scores.fill(0);
      for (int j = 0; j < classes; j++) {
        for (int r = 0; r < x.rows(); r++) {
          embed(r, j);
        }
        for (int l = 0; l < net.depth(); l++) {
          run(l);
          for (int r = 0; r < x.rows() && (l > 0 || net.depth() == 1); r++) {
            scores.data()[r * classes + j] += goodness.get(r, 0);
          }
        }
      }
    }
  }
}
