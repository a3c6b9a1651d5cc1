package dev.engram.engine.train;

import dev.engram.engine.network.Arena;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.Watch;
import dev.engram.spi.Metric;
import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Parameter;
import java.util.List;

/**
 * Looks at a step from outside: what the rule makes of the batch, beside the true gradient for the same batch at the
 * same parameters, and how the network responds. Leaves no trace in the run: the rule's memory is put back, its streams
 * are keyed by the step, and what was computed is not counted.
 */
public final class Diagnostics implements Metric.Probe {
  private final LearningSource source;
  private final float[] theta;
  private final float[] pseudo;
  private final float[] truth;
  private final float[] update;
  private List<Feedback> feedback = List.of();
  private List<Response> responses = List.of();
  private boolean marked;
  private boolean known;

  /** @param source with a learner that is watched */
  public Diagnostics(LearningSource source) {
    this.source = source;
    int n = source.arena().theta().length;
    theta = new float[n];
    pseudo = new float[n];
    update = new float[n];
    truth = source.learner().knowsTruth() ? new float[n] : null;
  }

  /** To be called before the step whose {@link #update} the next look is to know. */
  public void mark() {
    System.arraycopy(source.arena().theta(), 0, update, 0, update.length);
    marked = true;
  }

  /** Looks at the step that would be made now for the batch of {@code step}; the batch is drawn again afterwards. */
  public void look(long step) {
    Arena arena = source.arena();
    Learner learner = source.learner();
    long counted = learner.meter().multiplyAdds();
    System.arraycopy(arena.theta(), 0, theta, 0, theta.length);
    for (int i = 0; i < update.length && marked; i++) {
      update[i] -= theta[i];
    }
    known = marked;
    marked = false;
    Memory kept = new Memory(source);
    source.next(step);
    Batches batch = source.batches();
    Watch watch = new Watch(learner.network().depth(), batch.targets());
    learner.learn(batch, watch);
    System.arraycopy(arena.gradient(), 0, pseudo, 0, pseudo.length);
    feedback = learner.feedback(watch);
    kept.restore();
    if (truth != null) {
      learner.truth(batch);
      System.arraycopy(arena.gradient(), 0, truth, 0, truth.length);
    }
    responses = learner.responses(batch);
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

  @Override
  public float[] update() {
    return known ? update : null;
  }

  @Override
  public List<Feedback> feedback() {
    return feedback;
  }

  @Override
  public List<Response> responses() {
    return responses;
  }
}
