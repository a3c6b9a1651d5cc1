package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Feedback alignment: as back-propagation, but fixed random matrices carry the error down. The weights come to align
 * with them.
 *
 * <pre>
 * D_l = (D_{l+1} B_{l+1}) * phi_l'(A_l)        B_l: units x inputs, drawn as the weights are, times scale, never changed
 * </pre>
 *
 * Keeps a matrix of the weights' shape for every layer but the first. The scale acts as a rate of the lower layers.
 * Lillicrap, Cownden, Tweed and Akerman 2016.
 */
@Component("feedback-alignment")
public record FeedbackAlignment(
    @Hyper(value = "1", range = "(0,inf)", doc = "size of the feedback matrices, relative to first weights") float scale)
    implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES, Need.LOSS_SLOPE);
  }

  @Override
  public Session open(Setup setup) {
    Matrix[] feedback = new Matrix[setup.network().depth()];
    for (Layer l : setup.network().layers()) {
      if (l.index() > 0) {
        feedback[l.index()] = setup.feedback(l, "feedback/" + l.index(), scale);
      }
    }
    return setup.transport((layer, batch) -> feedback[layer.index()]);
  }
}
