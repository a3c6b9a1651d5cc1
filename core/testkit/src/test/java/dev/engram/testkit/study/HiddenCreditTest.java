package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.engine.random.Streams;
import dev.engram.spi.Rng;
import dev.engram.testkit.study.function.CrossEntropy;
import dev.engram.testkit.study.function.Identity;
import dev.engram.testkit.study.function.Relu;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.Pepita;
import dev.engram.testkit.study.rule.PredictiveCoding;
import dev.engram.testkit.study.rule.TargetPropagation;
import org.junit.jupiter.api.Test;

/**
 * What rules without back-propagation tell their hidden layers, against formulas that are evaluated here in
 * double precision.
 */
class HiddenCreditTest {
  private static final CrossEntropy CE = new CrossEntropy(1e-7f);

  private static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  private static double[][] transpose(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static double[][] weights(Lab lab, int layer) {
    return Numbers.array(lab.learner().network().layer(layer).weights());
  }

  /**
   * At rest in a linear network, eps_L = (I + sum_k P_k P_k')^-1 (t - y) with P_k = W_L .. W_{k+1}: not the
   * error that back-propagation starts from.
   */
  @Test
  void predictiveCodingAtRestSpreadsTheErrorOverAllLayers() {
    Task linear =
        Task.classes(
            new Sse(),
            Task.dense(5, new Identity()),
            Task.dense(4, new Identity()),
            Task.dense(3, new Identity()));
    Lab lab = new Lab(linear.rows(1).still(), new PredictiveCoding(3000, 0.1f, false));
    lab.step();
    float[] error = lab.gradient("layer2/bias"); // -eps_L of the only example
    double[][] w1 = weights(lab, 0), w2 = weights(lab, 1), w3 = weights(lab, 2), p1 = product(w3, w2);
    double[][] y = product(product(p1, w1), transpose(Numbers.array(lab.batch().inputs())));
    double[][] spread2 = product(w3, transpose(w3)), spread1 = product(p1, transpose(p1));
    float[] plain = new float[3];
    for (int i = 0; i < 3; i++) {
      double left = error[i];
      for (int j = 0; j < 3; j++) {
        left += (spread1[i][j] + spread2[i][j]) * error[j];
      }
      plain[i] = (float) (y[i][0] - lab.batch().targets().get(0, i));
      assertEquals(plain[i], left, 1e-4);
    }
    assertTrue(Numbers.cosine(error, plain) < 0.999, "it is not back-propagation");
  }

  @Test
  void predictiveCodingBeforeItSettlesCreditsTheOutputOnly() {
    Lab pc = new Lab(Task.usual().still(), new PredictiveCoding(0, 0.1f, false)),
        bp = new Lab(Task.usual().still(), new Backprop());
    pc.step();
    bp.step();
    assertTrue(
        Numbers.zero(pc.gradient("layer0/weights")) && Numbers.zero(pc.gradient("layer1/weights")));
    assertArrayEquals(bp.gradient("layer2/weights"), pc.gradient("layer2/weights"));
  }

  /** h_1 - h~_1 = phi'(a_1) * (W_1 F e), exact for rectified units that do not change sides. */
  @Test
  void pepitaIsFeedbackAlignmentThroughTheFirstWeights() {
    float scale = 0.01f;
    Task one =
        Task.classes(CE, Task.dense(7, new Relu()), Task.dense(Task.CLASSES, new Softmax()))
            .rows(1)
            .still();
    Lab lab = new Lab(one, new Pepita(scale));
    lab.step();
    Rng rng = Streams.of(Lab.SEED, "rule/projection");
    float[] error = lab.gradient("layer1/bias"), d = lab.gradient("layer0/bias");
    double[] fe = new double[Task.INPUTS];
    for (int i = 0; i < Task.INPUTS * Task.CLASSES; i++) {
      fe[i / Task.CLASSES] += rng.gaussian() * scale * Math.sqrt(2.0 / Task.INPUTS) * error[i % Task.CLASSES];
    }
    double[][] w = weights(lab, 0);
    int active = 0;
    for (int u = 0; u < 7; u++) {
      double a = 0, expected = 0;
      for (int i = 0; i < Task.INPUTS; i++) {
        a += w[u][i] * lab.batch().inputs().get(0, i);
        expected += w[u][i] * fe[i];
      }
      active += a > 0 ? 1 : 0;
      assertEquals(a > 0 ? expected : 0, d[u], 1e-6);
      for (int i = 0; i < Task.INPUTS; i++) {
        double x = lab.batch().inputs().get(0, i) - fe[i];
        assertEquals(d[u] * x, lab.gradient("layer0/weights")[u * Task.INPUTS + i], 1e-7);
      }
    }
    assertTrue(active > 1 && Numbers.norm(d) > 1e-3);
  }

  /** tanh(x W' + b) */
  private static double[][] layer(double[][] x, float[] w, float[] b) {
    double[][] h = new double[x.length][b.length];
    for (int r = 0; r < x.length; r++) {
      for (int u = 0; u < b.length; u++) {
        double a = b[u];
        for (int i = 0; i < x[r].length; i++) {
          a += w[u * x[r].length + i] * x[r][i];
        }
        h[r][u] = StrictMath.tanh(a);
      }
    }
    return h;
  }

  /** Mean of |g(f(n)) - n|^2 / 2 around the present hidden activity, with the noise of the last step. */
  private static double reconstruction(Lab lab, float noise, float[] v, float[] c) {
    double[][] n =
        layer(
            Numbers.array(lab.batch().inputs()),
            lab.theta("layer0/weights"),
            lab.theta("layer0/bias"));
    Rng rng = lab.batch().random("noise/1");
    for (double[] row : n) {
      for (int i = 0; i < row.length; i++) {
        row[i] += noise * rng.gaussian();
      }
    }
    double[][] back = layer(layer(n, lab.theta("layer1/weights"), lab.theta("layer1/bias")), v, c);
    double sum = 0;
    for (int r = 0; r < n.length; r++) {
      for (int i = 0; i < n[r].length; i++) {
        sum += (back[r][i] - n[r][i]) * (back[r][i] - n[r][i]) / 2;
      }
    }
    return sum / n.length;
  }

  @Test
  void anInverseDescendsItsErrorOfReconstruction() {
    float noise = 0.3f;
    Lab lab = new Lab(Task.usual(), new TargetPropagation(0.5f, noise));
    lab.step();
    float[] v = lab.theta("rule/inverse/1/weights"),
        c = lab.theta("rule/inverse/1/bias"),
        g = lab.gradient("rule/inverse/1/weights");
    assertTrue(Numbers.norm(g) > 0.1);
    for (int i = 0; i < v.length; i++) {
      float keep = v[i];
      v[i] = keep + 1e-3f;
      double up = reconstruction(lab, noise, v, c);
      v[i] = keep - 1e-3f;
      double down = reconstruction(lab, noise, v, c);
      v[i] = keep;
      assertEquals((up - down) / 2e-3, g[i], 1e-3);
    }
  }

  @Test
  void anInverseLearnsToUndoItsLayer() {
    Lab lab = new Lab(Task.usual().rows(32), new TargetPropagation(0, 0.1f), new Sgd(0.2f));
    lab.step();
    double before =
        reconstruction(
            lab, 0.1f, lab.theta("rule/inverse/1/weights"), lab.theta("rule/inverse/1/bias"));
    lab.steps(2000);
    double after =
        reconstruction(
            lab, 0.1f, lab.theta("rule/inverse/1/weights"), lab.theta("rule/inverse/1/bias"));
    assertTrue(after < 0.3 * before, before + " became " + after);
  }

  @Test
  void aLearnedInverseCarriesTargetsThatAgreeWithTheGradient() {
    Lab tp = new Lab(Task.usual().rows(32), new TargetPropagation(0.01f, 0.1f), new Sgd(0.1f));
    tp.steps(2000);
    Lab bp = new Lab(Task.usual().rows(32).still(), new Backprop());
    System.arraycopy(tp.theta(), 0, bp.theta(), 0, bp.theta().length);
    bp.step();
    Lab same = new Lab(Task.usual().rows(32).still(), new TargetPropagation(0.01f, 0.1f));
    System.arraycopy(tp.theta(), 0, same.theta(), 0, same.theta().length);
    same.step();
    assertTrue(
        Numbers.cosine(same.gradient("layer0/weights"), bp.gradient("layer0/weights")) > 0.3);
  }
}
