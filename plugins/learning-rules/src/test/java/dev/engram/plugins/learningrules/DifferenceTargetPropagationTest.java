package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.DifferenceTargetPropagation.Top;
import dev.engram.spi.Rng;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.SumOfSquares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferenceTargetPropagationTest {
  private static final Task DEEP = Task.usual().still(), SHALLOW = Task.shallow().still();
  private static final String[] HIDDEN = {"layer0/weights", "layer0/bias", "layer1/weights", "layer1/bias"};
  /** 6-3-3-3, linear. */
  private static final Task SQUARE = Task.classes(new SumOfSquares(), Task.dense(3, new Identity()),
      Task.dense(3, new Identity()), Task.dense(3, new Identity())).rows(1);

  private static DifferenceTargetPropagation rule(float pull, Top top) {
    return new DifferenceTargetPropagation(pull, 0.1f, 1, top, true);
  }

  /** A target that is reached above is reached below, exactly, whatever the inverses are. */
  @ParameterizedTest
  @EnumSource(Top.class)
  void withoutPullNoHiddenWeightMovesAndInversesLearn(Top top) {
    Lab lab = new Lab(DEEP, rule(0, top));
    lab.step();
    for (String p : HIDDEN) {
      assertTrue(Numbers.zero(lab.gradient(p)), p);
    }
    assertFalse(Numbers.zero(lab.gradient("rule/inverse/1/weights")));
    assertFalse(Numbers.zero(lab.gradient("layer2/weights")));
  }

  @Test
  void withoutTheDifferenceTheErrorOfTheInverseBecomesATarget() {
    Lab lab = new Lab(DEEP, new DifferenceTargetPropagation(0, 0.1f, 1, Top.GRADIENT, false));
    lab.step();
    assertTrue(Numbers.zero(lab.gradient("layer1/weights")), "the highest target does not pass an inverse");
    assertFalse(Numbers.zero(lab.gradient("layer0/weights")));
  }

  @Test
  void withOneHiddenLayerItIsBackpropTimesItsPull() {
    Lab bp = new Lab(SHALLOW, new Backprop()), tp = new Lab(SHALLOW, rule(0.5f, Top.GRADIENT));
    bp.step();
    tp.step();
    float[] half = Numbers.scaled(0.5f, bp.gradient("layer0/weights"));
    assertTrue(Numbers.difference(tp.gradient("layer0/weights"), half) < 1e-5);
    assertArrayEquals(bp.gradient("layer1/weights"), tp.gradient("layer1/weights"));
  }

  /** A matrix with inverse, written into a layer and its inverse layer. */
  private static void pair(Lab lab, int layer, float[] w, float[] v) {
    System.arraycopy(w, 0, lab.theta(), lab.parameter("layer" + layer + "/weights").from(), 9);
    System.arraycopy(v, 0, lab.theta(), lab.parameter("rule/inverse/" + layer + "/weights").from(), 9);
  }

  /** H_l - T_l = pull J^-1 e, J = W_3 .. W_{l+1}: a Gauss-Newton target. One example: the bias shows the displacement. */
  @Test
  void exactInversesOfLinearLayersDisplaceByTheInverseJacobian() {
    float pull = 0.25f;
    Lab lab = new Lab(SQUARE, rule(pull, Top.OUTPUT));
    float[] w2 = {2, 1, 0, 0, 1, 1, 0, 0, 0.5f}, v2 = {0.5f, -0.5f, 1, 0, 1, -2, 0, 0, 2};
    float[] w3 = {1, 0, 0, 3, 0.25f, 0, 0, 1, 1}, v3 = {1, 0, 0, -12, 4, 0, 12, -4, 1};
    pair(lab, 1, w2, v2);
    pair(lab, 2, w3, v3);
    lab.step();
    float[] e = lab.gradient("layer2/bias"), d2 = times(pull, v3, e), d1 = times(1, v2, d2);
    assertTrue(Numbers.norm(e) > 0.1);
    assertEquals(0, Numbers.difference(lab.gradient("layer1/bias"), d2), 1e-5);
    assertEquals(0, Numbers.difference(lab.gradient("layer0/bias"), d1), 1e-5);
  }

  private static float[] times(float c, float[] m, float[] x) {
    float[] y = new float[3];
    for (int i = 0; i < 9; i++) {
      y[i / 3] += c * m[i] * x[i % 3];
    }
    return y;
  }

  /** Orthogonal W (a turn in three dimensions) with V = W'. */
  @ParameterizedTest
  @EnumSource(Top.class)
  void transposesOfOrthogonalLinearLayersMakeItBackprop(Top top) {
    float[] w = {0.6f, -0.8f, 0, 0.48f, 0.36f, -0.8f, 0.64f, 0.48f, 0.6f},
        transpose = {0.6f, 0.48f, 0.64f, -0.8f, 0.36f, 0.48f, 0, -0.8f, 0.6f};
    Lab tp = new Lab(SQUARE, rule(1, top)), bp = new Lab(SQUARE, new Backprop());
    for (int l = 1; l < (top == Top.OUTPUT ? 3 : 2); l++) {
      pair(tp, l, w, transpose);
      System.arraycopy(w, 0, bp.theta(), bp.parameter("layer" + l + "/weights").from(), 9);
    }
    tp.step();
    bp.step();
    for (String p : HIDDEN) {
      assertTrue(Numbers.norm(bp.gradient(p)) > 0.1);
      assertEquals(0, Numbers.difference(tp.gradient(p), bp.gradient(p)), 1e-5, p);
    }
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
    double[][] n = layer(Numbers.array(lab.batch().inputs()), lab.theta("layer0/weights"), lab.theta("layer0/bias"));
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
  void anInverseDescendsItsErrorOfReconstructionTimesItsPush() {
    float noise = 0.3f, push = 2;
    Lab lab = new Lab(DEEP, new DifferenceTargetPropagation(0.5f, noise, push, Top.GRADIENT, true));
    lab.step();
    float[] v = lab.theta("rule/inverse/1/weights"), c = lab.theta("rule/inverse/1/bias"),
        g = lab.gradient("rule/inverse/1/weights");
    assertTrue(Numbers.norm(g) > 0.1);
    for (int i = 0; i < v.length; i++) {
      float keep = v[i];
      v[i] = keep + 1e-3f;
      double up = reconstruction(lab, noise, v, c);
      v[i] = keep - 1e-3f;
      double down = reconstruction(lab, noise, v, c);
      v[i] = keep;
      assertEquals(push * (up - down) / 2e-3, g[i], 1e-3);
    }
  }

  @Test
  void anInverseLearnsToUndoItsLayer() {
    Lab lab = new Lab(Task.usual().rows(32), rule(0, Top.GRADIENT), new PlainDescent(0.2f));
    lab.step();
    double before = reconstruction(lab, 0.1f, lab.theta("rule/inverse/1/weights"), lab.theta("rule/inverse/1/bias"));
    lab.steps(2000);
    double after = reconstruction(lab, 0.1f, lab.theta("rule/inverse/1/weights"), lab.theta("rule/inverse/1/bias"));
    assertTrue(after < 0.3 * before, before + " became " + after);
  }

  @Test
  void aLearnedInverseCarriesTargetsThatAgreeWithTheGradient() {
    Lab tp = new Lab(Task.usual().rows(32), rule(0.01f, Top.GRADIENT), new PlainDescent(0.1f));
    tp.steps(2000);
    Lab bp = new Lab(DEEP.rows(32), new Backprop()), same = new Lab(DEEP.rows(32), rule(0.01f, Top.GRADIENT));
    System.arraycopy(tp.theta(), 0, bp.theta(), 0, bp.theta().length);
    System.arraycopy(tp.theta(), 0, same.theta(), 0, same.theta().length);
    bp.step();
    same.step();
    assertTrue(Numbers.cosine(same.gradient("layer0/weights"), bp.gradient("layer0/weights")) > 0.3);
  }
}
