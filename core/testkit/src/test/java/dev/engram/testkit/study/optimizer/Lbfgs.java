package dev.engram.testkit.study.optimizer;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;
import java.util.Set;

/**
 * L-BFGS: Newton's direction from the last few steps and changes of gradient, with a backtracking line search.
 *
 * <pre>
 * d = H g by the two-loop recursion, H_0 = <s, y> / <y, y> I of the newest pair;   theta <- theta - a d
 * a: rate, at the first step rate min(1, 1/|g|_1), halved until f falls by c1 a <g, d> (Armijo), 20 times at most
 * </pre>
 *
 * Keeps a pair only where <s, y> > 1e-10. 2 memory + 4 numbers per parameter; at least one more evaluation
 * in each step. Nocedal 1980; Liu and Nocedal 1989.
 */
@Component("l-bfgs")
public record Lbfgs(
    @Hyper(value = "1", range = "(0,inf)", doc = "step length that the search starts at")
        float rate,
    @Hyper(value = "10", range = "[1,1000]", doc = "pairs of steps and changes of gradient kept")
        int memory,
    @Hyper(value = "1e-4", range = "(0,0.5)", doc = "share of the promised decrease that is insisted on")
        float c1)
    implements Optimizer {
  private static final int HALVINGS = 20;
  private static final double CURVATURE = 1e-10;

  @Override
  public Set<Need> needs() {
    return Set.of(Need.FULL_BATCH, Need.TRUE_GRADIENT);
  }

  @Override
  public void rewrite(Step s) {
    float[] g = s.gradient(), th = s.theta(), d = s.slot("direction"), trial = s.slot("trial");
    float[] last = s.slot("last", th), lastG = s.slot("last gradient", g);
    Step.Scalar pairs = s.scalar("pairs", 0);
    float[][] steps = new float[memory][], changes = new float[memory][];
    for (int k = 0; k < memory; k++) {
      steps[k] = s.slot("step " + k);
      changes[k] = s.slot("change " + k);
    }
    int n = (int) pairs.get();
    if (s.t() > 1) {
      for (int i = s.from(), to = s.to(); i < to; i++) {
        trial[i] = th[i] - last[i];
        d[i] = g[i] - lastG[i];
      }
      // A pair without curvature is not kept: the one that it would take the place of is still in use.
      if (s.dot(trial, d) > CURVATURE) {
        copy(s, trial, steps[n % memory]);
        copy(s, d, changes[n % memory]);
        pairs.set(++n);
      }
    }
    copy(s, th, last);
    copy(s, g, lastG);
    copy(s, g, d);
    direct(s, steps, changes, n, d);
    float length = search(s, d, trial, lastG, n == 0 ? rate * (float) Math.min(1, 1 / size(s, lastG)) : rate);
    for (int i = s.from(), to = s.to(); i < to; i++) {
      g[i] = length * d[i];
    }
  }

  /** The two-loop recursion: d becomes H d. */
  private void direct(Step s, float[][] steps, float[][] changes, int n, float[] d) {
    double[] alpha = new double[memory];
    int oldest = Math.max(0, n - memory);
    for (int k = n - 1; k >= oldest; k--) {
      float[] a = steps[k % memory], b = changes[k % memory];
      alpha[k % memory] = s.dot(a, d) / s.dot(a, b);
      add(s, -alpha[k % memory], b, d);
    }
    if (n > 0) {
      float[] a = steps[(n - 1) % memory], b = changes[(n - 1) % memory];
      add(s, s.dot(a, b) / s.dot(b, b) - 1, d, d);
    }
    for (int k = oldest; k < n; k++) {
      float[] a = steps[k % memory], b = changes[k % memory];
      add(s, alpha[k % memory] - s.dot(b, d) / s.dot(a, b), a, d);
    }
  }

  private float search(Step s, float[] d, float[] trial, float[] g, float start) {
    double slope = s.dot(g, d), here = s.loss();
    float length = start;
    for (int k = 0; k < HALVINGS; k++, length /= 2) {
      copy(s, s.theta(), trial);
      add(s, -length, d, trial);
      if (s.evaluate(trial) <= here - c1 * length * slope) {
        return length;
      }
    }
    return 0;
  }

  private static double size(Step s, float[] g) {
    double sum = 0;
    for (int i = s.from(), to = s.to(); i < to; i++) {
      sum += Math.abs(g[i]);
    }
    return sum;
  }

  private static void copy(Step s, float[] from, float[] to) {
    System.arraycopy(from, s.from(), to, s.from(), s.to() - s.from());
  }

  /** y += c x */
  private static void add(Step s, double c, float[] x, float[] y) {
    for (int i = s.from(), to = s.to(); i < to; i++) {
      y[i] += (float) c * x[i];
    }
  }
}
