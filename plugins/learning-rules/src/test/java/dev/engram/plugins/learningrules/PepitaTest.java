package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Rng;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import org.junit.jupiter.api.Test;

class PepitaTest {
  private static final Task DEEP = Task.usual().still();

  /** The change of the input of the only example: F e. */
  private static double[] modulation(float scale, float[] error) {
    Rng rng = RandomStreams.of(Lab.SEED, "rule/projection");
    double[] fe = new double[Task.INPUTS];
    for (int i = 0; i < Task.INPUTS * Task.CLASSES; i++) {
      fe[i / Task.CLASSES] += (2 * rng.uniform() - 1) * scale * Math.sqrt(6.0 / Task.INPUTS) * error[i % Task.CLASSES];
    }
    return fe;
  }

  /** h_1 - h~_1 = phi'(a_1) * (W_1 F e): exact for rectified units that do not change sides. */
  @Test
  void itIsFeedbackAlignmentThroughTheFirstWeights() {
    float scale = 0.01f;
    Task one = Task.classes(new CrossEntropy(), Task.dense(7, new TestRelu()), Task.dense(3, new Softmax())).rows(1);
    Lab lab = new Lab(one, new Pepita(scale));
    lab.step();
    float[] error = lab.gradient("layer1/bias"), d = lab.gradient("layer0/bias"), w = lab.theta("layer0/weights");
    double[] fe = modulation(scale, error);
    int active = 0;
    for (int u = 0; u < 7; u++) {
      double a = 0, expected = 0;
      for (int i = 0; i < Task.INPUTS; i++) {
        a += w[u * Task.INPUTS + i] * lab.batch().inputs().get(0, i);
        expected += w[u * Task.INPUTS + i] * fe[i];
      }
      active += a > 0 ? 1 : 0;
      assertEquals(a > 0 ? expected : 0, d[u], 1e-6);
      for (int i = 0; i < Task.INPUTS; i++) {
        double x = lab.batch().inputs().get(0, i) - fe[i];
        assertEquals(d[u] * x, lab.gradient("layer0/weights")[u * Task.INPUTS + i], 1e-7);
      }
    }
    assertTrue(active > 1 && active < 7 && Numbers.norm(d) > 1e-3);
  }

  @Test
  void theLastLayerMeetsTheErrorWithTheActivityOfTheSecondPass() {
    float scale = 0.5f;
    Lab lab = new Lab(Task.classes(new SumOfSquares(), Task.dense(3, new Identity())).rows(1), new Pepita(scale));
    lab.step();
    float[] error = lab.gradient("layer0/bias");
    double[] fe = modulation(scale, error);
    for (int i = 0; i < Task.CLASSES * Task.INPUTS; i++) {
      double x = lab.batch().inputs().get(0, i % Task.INPUTS) - fe[i % Task.INPUTS];
      assertEquals(error[i / Task.INPUTS] * x, lab.gradient("layer0/weights")[i], 1e-6);
    }
  }

  @Test
  void withoutProjectionHiddenLayersRestAndTheLastLearnsAsBackprop() {
    Lab bp = new Lab(DEEP, new Backprop()), p = new Lab(DEEP, new Pepita(0));
    bp.step();
    p.step();
    for (int l = 0; l < 2; l++) {
      assertTrue(Numbers.zero(p.gradient("layer" + l + "/weights")) && Numbers.zero(p.gradient("layer" + l + "/bias")));
    }
    assertArrayEquals(bp.gradient("layer2/weights"), p.gradient("layer2/weights"));
  }

  @Test
  void withOneLayerAndWithoutProjectionItIsTheDeltaRule() {
    Task linear = Task.classes(new SumOfSquares(), Task.dense(3, new Identity())).still();
    assertArrayEquals(Lab.gradient(linear, new Delta()), Lab.gradient(linear, new Pepita(0)));
  }
}
