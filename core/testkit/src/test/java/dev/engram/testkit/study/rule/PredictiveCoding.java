package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Need;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;
import java.util.Set;

/**
 * Predictive coding: activities v settle between what the layer below predicts and what the layer above needs.
 *
 * <pre>
 * mu_l = phi_l(W_l v_{l-1} + b_l);   eps_l = v_l - mu_l;   v_0 = x, the output is clamped to the target
 * v_l <- v_l + gamma (-eps_l + (eps_{l+1} * phi') W_{l+1}), steps times;   G_l = -(eps_l * phi')' v_{l-1} / B
 * </pre>
 *
 * Starts at the forward pass. At rest it is not back-propagation. {@code exact} is: gamma 1, and layer l
 * takes its credit at step L - l. Whittington and Bogacz 2017; the exact schedule, Z-IL: Song, Lukasiewicz,
 * Xu and Bogacz 2020.
 */
@Component("predictive-coding")
public record PredictiveCoding(
    @Hyper(value = "50", range = "[1,inf)", doc = "relaxation steps; without meaning when exact")
        int steps,
    @Hyper(value = "0.1", range = "(0,1]", doc = "rate of the relaxation; without meaning when exact")
        float gamma,
    @Hyper(value = "false", doc = "the schedule that equals back-propagation") boolean exact)
    implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES, Need.PLAIN_LAYERS);
  }

  @Override
  public Session open(Setup setup) {
    Network net = setup.network();
    int top = net.depth() - 1, moves = exact ? top : steps;
    float rate = exact ? 1 : gamma;
    Trace[] mu = setup.pass();
    Scratch[] v = setup.atOutputs(), d = setup.atUnits(), pull = setup.atOutputs();
    return batch -> {
      net.forward(batch.inputs(), mu);
      double value = setup.loss().error(mu[top], batch.targets(), d[top]);
      for (int l = 0; l < top; l++) {
        v[l].set(mu[l].out());
      }
      for (int move = 0; ; move++) {
        for (int l = 0; l <= top; l++) { // d = -eps * phi'
          net.layer(l).forward(l == 0 ? batch.inputs() : v[l - 1], mu[l]);
          if (l == top) {
            setup.loss().error(mu[l], batch.targets(), d[l]);
          } else {
            net.layer(l).gate(mu[l], d[l].set(mu[l].out()).add(-1, v[l]), d[l]);
          }
        }
        for (int l = 0; l <= top; l++) {
          if (exact ? l == top - move : move == moves) {
            net.layer(l).credit(d[l], mu[l]);
          }
        }
        if (move == moves) {
          return value;
        }
        for (int l = 0; l < top; l++) {
          net.layer(l + 1).back(d[l + 1], net.layer(l + 1).weights(), pull[l]);
          v[l].add(-rate, pull[l].add(1, v[l]).add(-1, mu[l].out()));
        }
      }
    };
  }
}
