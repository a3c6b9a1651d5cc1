package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Need;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;
import java.util.Set;

/**
 * Forward gradient: the slope of the loss along a random direction, found in one forward pass, times that
 * direction.
 *
 * <pre>
 * U ~ N(0,1), one for each parameter;   dA_l = H_{l-1} dW_l' + db_l + dH_{l-1} W_l';   dH_l = phi_l'(A_l) * dA_l
 * G = <grad J, U> U = (mean over the batch of <D_L, dA_L>) U
 * </pre>
 *
 * Unbiased, without a backward pass; E|G|^2 = (P + 2) |grad J|^2 with P parameters. Two multiply-adds per
 * weight and example more than a forward pass. Baydin, Pearlmutter, Syme, Wood and Torr 2022; Silver et al.
 * 2021.
 */
@Component("forward-gradient")
public record ForwardGradient() implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES);
  }

  @Override
  public Session open(Setup setup) {
    Network net = setup.network();
    int top = net.depth() - 1;
    Trace[] pass = setup.pass();
    Scratch[] dPre = setup.atUnits(), dOut = setup.atOutputs();
    Scratch direction = setup.direction(), error = setup.perExample(setup.targets());
    return batch -> {
      direction.gaussian(batch.random("direction"));
      net.forward(batch.inputs(), pass);
      for (int l = 0; l <= top; l++) {
        net.layer(l).tangent(pass[l], l == 0 ? null : dOut[l - 1], direction, dPre[l], dOut[l]);
      }
      double value = setup.loss().error(pass[top], batch.targets(), error);
      double slope = 0;
      for (int i = 0, n = error.rows() * error.cols(); i < n; i++) {
        slope += (double) error.data()[i] * dPre[top].data()[i];
      }
      net.credit((float) (slope / error.rows()), direction);
      return value;
    };
  }
}
