package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.util.Set;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("feedback-alignment")
public record FeedbackAlignment(@Hyper("1") float scale) implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES);
  }

  @Override
  public Session open(Setup setup) {
    Matrix[] feedback = setup.network().layers().stream()
        .map(l -> setup.feedback(l, "feedback/" + l.index(), scale)).toArray(Matrix[]::new);
    return setup.transport((layer, batch) -> feedback[layer.index()]);
  }
}
