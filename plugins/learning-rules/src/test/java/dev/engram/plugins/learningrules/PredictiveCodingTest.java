package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.PredictiveCoding.Inference;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictiveCodingTest {
  /** Of one example: its bias gradients are the errors themselves, D_l = -eps_l. */
  private static final Task LINEAR = Task.classes(new SumOfSquares(), Task.dense(5, new Identity()),
      Task.dense(4, new Identity()), Task.dense(Task.CLASSES, new Identity())).rows(1).still();

  private static Lab stepped(Task task, int steps, float gamma, float variance) {
    Lab lab = new Lab(task, new PredictiveCoding(steps, gamma, variance, Inference.ITERATIVE));
    lab.step();
    return lab;
  }

  static List<Task> tasks() {
    return List.of(Task.usual().still(), Task.shallow().still(), LINEAR,
        Task.deep(new Tanh(), new Sigmoid(), new SumOfSquares()).still(),
        Task.classes(new CrossEntropy(), Task.dense(7, new Tanh()), Task.dense(6, new Sigmoid()),
            Task.dense(5, new Tanh()), Task.dense(4, new Sigmoid()), Task.dense(3, new Softmax())).still(),
        Task.classes(new CrossEntropy(), Task.dense(3, new Softmax())).still());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void zIlEqualsBackprop(Task task) {
    float[] bp = Lab.gradient(task, new Backprop());
    assertArrayEquals(bp, Lab.gradient(task, new PredictiveCoding(50, 0.1f, 1, Inference.Z_IL)), 3e-7f);
  }

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

  /** eps_L = (I + sum_k P_k P_k')^-1 (t - y), P_k = W_L .. W_{k+1}: not the error that back-propagation starts from. */
  @Test
  void atRestTheErrorIsSpreadOverAllLayersOfALinearNetwork() {
    Lab lab = stepped(LINEAR, 3000, 0.1f, 1);
    float[] error = lab.gradient("layer2/bias");
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
  void atRestTheErrorOfALayerIsWhatTheLayerAboveSendsDown() {
    Lab lab = stepped(LINEAR, 3000, 0.1f, 1);
    for (int l = 0; l < 2; l++) {
      float[] here = lab.gradient("layer" + l + "/bias"), above = lab.gradient("layer" + (l + 1) + "/bias");
      double[][] w = weights(lab, l + 1);
      for (int i = 0; i < here.length; i++) {
        double sent = 0;
        for (int j = 0; j < above.length; j++) {
          sent += above[j] * w[j][i];
        }
        assertEquals(sent, here[i], 2e-6);
      }
    }
  }

  @Test
  void itTendsToBackpropAsTheVarianceOfTheOutputGrows() {
    float[] bp = Lab.gradient(LINEAR, new Backprop());
    double[] error = new double[4];
    for (int i = 0; i < error.length; i++) {
      error[i] = Numbers.difference(stepped(LINEAR, 3000, 0.5f, (float) Math.pow(10, i)).gradient(), bp);
    }
    assertTrue(error[0] > 0.2, "at variance 1: " + error[0]);
    assertTrue(error[1] < error[0] / 2 && error[2] < error[1] / 5, error[1] + " and " + error[2]);
    assertEquals(10, error[2] / error[3], 1, "first order in 1 over the variance");
  }

  /** E = sum |eps_l|^2 / 2. */
  @ParameterizedTest
  @ValueSource(floats = {0.02f, 0.1f, 0.2f})
  void theEnergyNeverIncreasesWithASmallRate(float gamma) {
    double before = Double.POSITIVE_INFINITY, first = 0;
    for (int steps = 0; steps <= 60; steps++) {
      Lab lab = stepped(LINEAR, steps, gamma, 1);
      double energy = 0;
      for (int l = 0; l < 3; l++) {
        energy += Math.pow(Numbers.norm(lab.gradient("layer" + l + "/bias")), 2) / 2;
      }
      first = steps == 0 ? energy : first;
      assertTrue(energy <= before + 1e-7, before + " became " + energy + " in step " + steps);
      before = energy;
    }
    assertTrue(before < 0.9 * first, first + " became " + before);
  }

  @Test
  void beforeItSettlesOnlyTheOutputIsCredited() {
    Lab pc = stepped(Task.usual().still(), 0, 0.1f, 1), bp = new Lab(Task.usual().still(), new Backprop());
    bp.step();
    assertTrue(Numbers.zero(pc.gradient("layer0/weights")) && Numbers.zero(pc.gradient("layer1/weights")));
    assertArrayEquals(bp.gradient("layer2/weights"), pc.gradient("layer2/weights"));
  }

  @Test
  void theVarianceOfOneLayerChangesNothing() {
    Task one = Task.classes(new CrossEntropy(), Task.dense(3, new Softmax())).still();
    assertTrue(Numbers.difference(stepped(one, 20, 0.1f, 3).gradient(), Lab.gradient(one, new Backprop())) < 1e-6);
  }
}
