package dev.engram.engine.train;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.Meter;
import dev.engram.engine.network.View;
import dev.engram.engine.network.Work;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;

/** Predicts whole sets of examples and lets metrics look at the predictions. Costs the run nothing that is counted. */
final class Evaluator {
  private final Learner learner;
  private final Split split;
  private final int chunk;
  private final float[] x;
  private final float[] t;
  private final View inputs;
  private final View targets;
  private final Work scores;
  private final Work each;

  /** @param chunk examples at a time; the learner's capacity at the most */
  Evaluator(Learner learner, Split split, int chunk) {
    this.learner = learner;
    this.split = split;
    this.chunk = chunk;
    Meter aside = new Meter();
    x = new float[chunk * split.inputs()];
    t = new float[chunk * split.targets()];
    inputs = new View(x, 0, chunk, split.inputs());
    targets = new View(t, 0, chunk, split.targets());
    scores = new Work(chunk, split.targets(), aside);
    each = new Work(chunk, 1, aside);
  }

  /** What the model says at this point of the parameters about these rows. */
  Judged predict(int[] rows, float[] point) {
    long counted = learner.meter().multiplyAdds();
    int k = split.targets();
    float[] said = new float[rows.length * k], right = new float[rows.length * k];
    double sum = 0;
    learner.arena().look(point);
    try {
      for (int first = 0; first < rows.length; first += chunk) {
        int n = Math.min(chunk, rows.length - first);
        Kernels.gather(split.x(), split.inputs(), rows, first, n, x);
        Kernels.gather(split.t(), k, rows, first, n, t);
        inputs.look(x, 0, n);
        targets.look(t, 0, n);
        scores.live(n);
        each.live(n);
        sum += n * learner.predict(inputs, targets, scores, each);
        System.arraycopy(scores.data(), 0, said, first * k, n * k);
        System.arraycopy(t, 0, right, first * k, n * k);
      }
    } finally {
      learner.arena().look(learner.arena().theta());
      learner.meter().reset(counted);
    }
    return new Judged(split, rows, new View(said, 0, rows.length, k), new View(right, 0, rows.length, k), sum / rows.length);
  }

  /** Predictions beside the right answers. */
  record Judged(Split split, int[] rows, Matrix scores, Matrix targets, double loss) implements Metric.Predictions {
    @Override
    public boolean classes() {
      return split.hasClasses();
    }

    @Override
    public int label(int row) {
      return split.labels()[rows[row]];
    }

    @Override
    public int predicted(int row) {
      int k = scores.cols();
      float best = scores.get(row, 0);
      if (k == 1) {
        return Float.isNaN(best) ? -1 : best > (split.signed() ? 0 : 0.5f) ? 1 : 0;
      }
      int at = Float.isNaN(best) ? -1 : 0;
      for (int j = 1; j < k && at >= 0; j++) {
        float s = scores.get(row, j);
        if (Float.isNaN(s)) {
          at = -1;
        } else if (s > best) {
          best = s;
          at = j;
        }
      }
      return at;
    }
  }
}
