package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.LocalRule;
import dev.engram.spi.Synapses;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.Softmax;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reward for what was tried out. */
class ThreeFactorTest {
  /** Looks over the shoulder of a rule of one layer. */
  private static final class RecordingRule implements LocalRule {
    private final ThreeFactor rule;
    private double[][] noise;
    private double[][] in;
    private double[][] reward;

    RecordingRule(ThreeFactor rule) {
      this.rule = rule;
    }

    @Override
    public Signal signal() {
      return rule.signal();
    }

    @Override
    public float exploration() {
      return rule.exploration();
    }

    @Override
    public void learn(Synapses s) {
      noise = Numbers.array(s.noise());
      in = Numbers.array(s.input());
      reward = Numbers.array(s.signal());
      rule.learn(s);
    }

    double mean() {
      return Stream.of(reward).mapToDouble(r -> r[0]).average().orElseThrow();
    }
  }

  /** Node perturbation: G = mean of (noisy loss - clean loss) / sigma * xi x', for every example its own. */
  @Test
  void withoutMemoryThreeFactorsAreNodePerturbation() {
    RecordingRule w = new RecordingRule(new ThreeFactor(0.1f, 0));
    Lab lab = new Lab(Task.classes(new CrossEntropy(), Task.dense(Task.CLASSES, new Softmax())), w);
    lab.step();
    float[] g = lab.gradient("layer0/weights"), b = lab.gradient("layer0/bias");
    for (int i = 0; i < g.length; i++) {
      double expected = 0;
      for (int r = 0; r < Task.ROWS; r++) {
        expected -= w.reward[r][0] / 0.1 * w.noise[r][i / Task.INPUTS] * w.in[r][i % Task.INPUTS] / Task.ROWS;
      }
      assertEquals(expected, g[i], 1e-6);
    }
    for (int k = 0; k < b.length; k++) {
      double expected = 0;
      for (int r = 0; r < Task.ROWS; r++) {
        expected -= w.reward[r][0] / 0.1 * w.noise[r][k] / Task.ROWS;
      }
      assertEquals(expected, b[k], 1e-6);
    }
  }

  /** Batches of one: e <- memory e + xi x', G = -(R / sigma) e. */
  @Test
  void withMemoryEligibilitiesWaitForLaterRewards() {
    RecordingRule w = new RecordingRule(new ThreeFactor(0.1f, 0.7f));
    Lab lab = new Lab(Task.classes(new CrossEntropy(), Task.dense(Task.CLASSES, new Softmax())).rows(1), w,
        new PlainDescent(0.01f));
    double[] trace = new double[Task.CLASSES * Task.INPUTS];
    for (int t = 0; t < 6; t++) {
      lab.step();
      float[] g = lab.gradient("layer0/weights");
      for (int i = 0; i < trace.length; i++) {
        trace[i] = 0.7 * trace[i] + w.noise[0][i / Task.INPUTS] * w.in[0][i % Task.INPUTS];
        assertEquals(-w.mean() / 0.1 * trace[i], g[i], 1e-5);
      }
    }
  }

  @Test
  void threeFactorsFollowTheGradientInTheMean() {
    Task task = Task.shallow().still();
    float[] truth = Lab.gradient(task, new Backprop()), mean = new float[truth.length];
    Lab lab = new Lab(task, new ThreeFactor(0.01f, 0));
    for (int i = 0; i < 3000; i++) {
      lab.step();
      float[] g = lab.gradient();
      for (int j = 0; j < mean.length; j++) {
        mean[j] += g[j] / 3000;
      }
    }
    assertTrue(Numbers.cosine(mean, truth) > 0.98, "cosine " + Numbers.cosine(mean, truth));
    assertArrayEquals(new float[0], lab.ruleState().values().stream().findFirst().orElse(new float[0]),
        "nothing to remember");
  }
}
