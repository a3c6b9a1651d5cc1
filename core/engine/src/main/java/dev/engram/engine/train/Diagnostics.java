package dev.engram.engine.train;

import dev.engram.engine.network.Arena;
import dev.engram.engine.network.Learner;
import dev.engram.spi.Metric;
import dev.engram.spi.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a step from outside: what the rule made of the batch, beside the true gradient for the same batch at the
 * same parameters. Leaves no trace in the run.
 */
final class Diagnostics implements Metric.Probe {
  private final LearningSource source;
  private final float[] theta;
  private final float[] pseudo;
  private final float[] truth;

  Diagnostics(LearningSource source) {
    this.source = source;
    Arena arena = source.arena();
    theta = new float[arena.theta().length];
    pseudo = new float[arena.theta().length];
    truth = source.learner().knowsTruth() ? new float[arena.theta().length] : null;
  }

  /** Looks at the step that would be made now for the batch of {@code step}; the batch is drawn again afterwards. */
  void look(long step) {
    Arena arena = source.arena();
    Learner learner = source.learner();
    long counted = learner.meter().multiplyAdds();
    List<float[]> kept = new ArrayList<>();
    source.memory().values().forEach(m -> kept.add(m.clone()));
    source.next(step);
    System.arraycopy(arena.theta(), 0, theta, 0, theta.length);
    source.measure();
    System.arraycopy(arena.gradient(), 0, pseudo, 0, pseudo.length);
    int i = 0;
    for (float[] m : source.memory().values()) {
      System.arraycopy(kept.get(i), 0, m, 0, m.length);
      i++;
    }
    if (truth != null) {
      learner.truth(source.batches());
      System.arraycopy(arena.gradient(), 0, truth, 0, truth.length);
    }
    learner.meter().reset(counted);
  }

  @Override
  public Iterable<Parameter> parameters() {
    return source.arena().parameters();
  }

  @Override
  public float[] theta() {
    return theta;
  }

  @Override
  public float[] pseudoGradient() {
    return pseudo;
  }

  @Override
  public float[] trueGradient() {
    return truth;
  }
}
