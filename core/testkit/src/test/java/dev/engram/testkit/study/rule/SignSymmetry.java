package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Sign symmetry: the error travels through matrices that share the weights' signs and not their magnitudes.
 *
 * <pre>
 * D_l = (D_{l+1} M_{l+1}) * phi_l'(A_l)
 * M = s sign(W), s = sqrt(2 / (rows + cols)) (uniform);
 * M = s |R_t| sign(W), R_t ~ N(0,1) anew in each step (redrawn);
 * M = |R| sign(W), R drawn once as the weights are (fixed)
 * </pre>
 *
 * sign(0) = 0. Where |W| is s everywhere, uniform is back-propagation. Liao, Leibo and Poggio 2016.
 */
@Component("sign-symmetry")
public record SignSymmetry(
    @Hyper(value = "fixed", doc = "where the magnitudes come from: uniform, redrawn or fixed")
        Magnitude magnitude)
    implements LearningRule {
  /** Where the magnitudes come from. */
  public enum Magnitude {
    UNIFORM,
    REDRAWN,
    FIXED
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES);
  }

  @Override
  public Session open(Setup setup) {
    int n = setup.network().depth();
    Matrix[] drawn = new Matrix[n];
    Scratch[] m = new Scratch[n];
    String[] names = new String[n];
    for (int l = 1; l < n; l++) {
      Matrix w = setup.network().layer(l).weights();
      m[l] = setup.scratch(w.rows(), w.cols());
      names[l] = "magnitudes/" + l;
      if (magnitude == Magnitude.FIXED) {
        drawn[l] = setup.feedback(setup.network().layer(l), names[l], 1);
      }
    }
    return setup.transport(
        (layer, batch) -> {
          int l = layer.index();
          Matrix w = layer.weights();
          float s = Maths.sqrt(2f / (w.rows() + w.cols()));
          return switch (magnitude) {
            case UNIFORM -> m[l].map(w, x -> s * Math.signum(x));
            case REDRAWN ->
                m[l].gaussian(batch.random(names[l]))
                    .zip(m[l], w, (r, x) -> s * Math.abs(r) * Math.signum(x));
            case FIXED -> m[l].zip(drawn[l], w, (r, x) -> Math.abs(r) * Math.signum(x));
          };
        });
  }
}
