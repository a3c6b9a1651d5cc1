package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;
import java.util.Set;

/**
 * PEPITA: a second forward pass, whose input the error has changed, takes the place of the backward pass.
 *
 * <pre>
 * E = D_L of a pass on X;   H~ = the pass on X - E F'        F: fixed, N(0,1) scale sqrt(2 / inputs)
 * D_l = H_l - H~_l for l < L,   D_L = E;   G_l = D_l' H~_{l-1} / B
 * </pre>
 *
 * To first order D_1 is feedback alignment with the matrix W_1 F. Three forward passes' worth of multiply-adds.
 * Dellaferrera and Kreiman 2022.
 */
@Component("pepita")
public record Pepita(
    @Hyper(value = "0.05", range = "[0,inf)", doc = "size of the projection of the error to the input")
        float scale)
    implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.PLAIN_LAYERS);
  }

  @Override
  public Session open(Setup setup) {
    Network net = setup.network();
    int top = net.depth() - 1, inputs = net.layer(0).inputs(), k = setup.targets();
    Trace[] first = setup.pass(), second = setup.pass();
    Matrix projection = setup.fixed("projection", inputs, k, scale * Maths.sqrt(2f / inputs));
    Scratch error = setup.perExample(k), x = setup.perExample(inputs);
    Scratch[] d = setup.atUnits();
    return batch -> {
      net.forward(batch.inputs(), first);
      double value = setup.loss().error(first[top], batch.targets(), error);
      x.productT(error, projection).scale(-1).add(1, batch.inputs());
      net.forward(x, second);
      for (int l = 0; l < top; l++) {
        net.layer(l).credit(d[l].set(first[l].out()).add(-1, second[l].out()), second[l]);
      }
      net.last().credit(error, second[top]);
      return value;
    };
  }
}
