package dev.engram.engine.train;

import dev.engram.engine.network.Arena;
import dev.engram.engine.network.Learner;
import dev.engram.engine.spec.Training;
import java.util.Map;

/** Gradients of a rule on the batches of a data set. */
public final class LearningSource implements GradientSource {
  private final Learner learner;
  private final Batches batches;

  public LearningSource(Learner learner, Split split, int batch, Training.Order order, long seed) {
    this.learner = learner;
    this.batches = new Batches(split, batch, order, seed);
  }

  public Learner learner() {
    return learner;
  }

  Batches batches() {
    return batches;
  }

  @Override
  public Arena arena() {
    return learner.arena();
  }

  @Override
  public void next(long step) {
    batches.go(step);
  }

  @Override
  public double measure() {
    return learner.learn(batches);
  }

  @Override
  public long constantBytes() {
    return 4 * learner.constants();
  }

  @Override
  public Map<String, float[]> memory() {
    return learner.memory();
  }
}
