package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Examples;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Synapses;
import dev.engram.testkit.study.function.CrossEntropy;
import dev.engram.testkit.study.function.Sign;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.rule.Hebb;
import dev.engram.testkit.study.rule.Oja;
import dev.engram.testkit.study.rule.Perceptron;
import dev.engram.testkit.study.rule.Sanger;
import dev.engram.testkit.study.rule.SoftHebb;
import dev.engram.testkit.study.rule.ThreeFactor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that see one layer, against what they are known to come to. */
class LocalRulesTest {
  @Test
  void hebbMultipliesTheWeightsByOnePlusTheCovarianceInEachStep() {
    float rate = 0.01f;
    Lab lab = new Lab(Task.linear(1, 1, 1, 1, 1, 1).still(), new Hebb(), new Sgd(rate));
    double[] w = doubles(lab.theta("layer0/weights"));
    double[][] x = Numbers.array(lab.batch().inputs());
    for (int t = 0; t < 20; t++) {
      lab.step();
      double[] next = w.clone();
      for (double[] row : x) {
        double y = 0;
        for (int i = 0; i < w.length; i++) {
          y += row[i] * w[i];
        }
        for (int i = 0; i < w.length; i++) {
          next[i] += rate * y * row[i] / x.length;
        }
      }
      w = next;
    }
    for (int i = 0; i < w.length; i++) {
      assertEquals(w[i], lab.theta("layer0/weights")[i], 1e-5);
    }
    assertTrue(Numbers.zero(lab.theta("layer0/bias")));
  }

  @Test
  void sangerFindsThePrincipalComponentsOneByOne() {
    Lab lab = new Lab(Task.linear(3, 5, 2, 1, 0.5, 0.1).rows(32), new Sanger(), new Sgd(0.005f));
    lab.steps(10000);
    for (int unit = 0; unit < 3; unit++) {
      float[] w = row(lab, unit, 5);
      assertEquals(1, Numbers.norm(w), 0.05);
      assertEquals(1, Math.abs(w[unit]) / Numbers.norm(w), 0.01);
    }
  }

  @Test
  void ojaFindsTheirSubspace() {
    Lab lab = new Lab(Task.linear(2, 5, 2, 1, 0.5, 0.1).rows(32), new Oja(), new Sgd(0.005f));
    lab.steps(10000);
    for (int unit = 0; unit < 2; unit++) {
      float[] w = row(lab, unit, 5);
      assertEquals(1, Numbers.norm(w), 0.05);
      assertEquals(1, (w[0] * w[0] + w[1] * w[1]) / Numbers.dot(w, w), 0.02);
    }
  }

  @Test
  void softHebbBringsRowsToLengthOne() {
    Lab lab = new Lab(Task.linear(3, 1, 1, 1, 1, 1).rows(32), new SoftHebb(2), new Sgd(0.02f));
    lab.steps(10000);
    for (int unit = 0; unit < 3; unit++) {
      assertEquals(1, Numbers.norm(row(lab, unit, 5)), 0.05);
    }
  }

  @Test
  void softHebbWithoutCompetitionSendsEveryUnitTheSameWay() {
    Lab lab = new Lab(Task.linear(3, 1, 1, 1, 1, 1).still(), new SoftHebb(0), new Sgd(0.2f));
    lab.steps(3000);
    // Any fixed point w solves mean(x) = mean(u) w, up to the length: all rows are parallel to the mean input.
    float[] mean = new float[5];
    for (double[] x : Numbers.array(lab.batch().inputs())) {
      for (int i = 0; i < 5; i++) {
        mean[i] += (float) x[i] / Task.ROWS;
      }
    }
    for (int unit = 0; unit < 3; unit++) {
      assertEquals(1, Math.abs(Numbers.cosine(row(lab, unit, 5), mean)), 1e-3);
      assertEquals(1, Numbers.norm(row(lab, unit, 5)), 1e-3);
    }
  }

  @Test
  void thePerceptronStopsMakingMistakesOnSeparableExamples() {
    Task forty =
        new Task(
            4,
            1,
            1,
            List.of(Task.dense(1, new Sign())),
            new Sse(),
            3,
            Examples.sides(),
            step -> step % 40);
    Lab lab = new Lab(forty, new Perceptron(), new Sgd(1));
    int mistakes = 0, late = 0;
    for (int i = 0; i < 4000; i++) {
      lab.step();
      boolean mistake = !Numbers.zero(lab.gradient());
      mistakes += mistake ? 1 : 0;
      late += mistake && i >= 3960 ? 1 : 0;
    }
    assertTrue(mistakes > 0);
    assertEquals(0, late);
  }

  /** Looks over the shoulder of a rule of one layer. */
  private static final class Witness implements LocalRule {
    private final ThreeFactor rule;
    private double[][] noise;
    private double[][] in;
    private double reward;

    Witness(ThreeFactor rule) {
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
      in = Numbers.array(s.in());
      reward = Stream.of(Numbers.array(s.signal())).mapToDouble(r -> r[0]).average().orElseThrow();
      rule.learn(s);
    }
  }

  @Test
  void anEligibilityWithMemoryWaitsForLaterRewards() {
    Witness w = new Witness(new ThreeFactor(0.1f, 0.7f));
    Lab lab =
        new Lab(
            Task.classes(new CrossEntropy(1e-7f), Task.dense(Task.CLASSES, new Softmax())),
            w,
            new Sgd(0.01f));
    double[] trace = new double[Task.CLASSES * Task.INPUTS];
    for (int t = 0; t < 6; t++) {
      lab.step();
      for (int i = 0; i < trace.length; i++) {
        trace[i] *= 0.7;
        for (int r = 0; r < Task.ROWS; r++) {
          trace[i] += w.noise[r][i / Task.INPUTS] * w.in[r][i % Task.INPUTS] / Task.ROWS;
        }
        assertEquals(-w.reward / 0.1 * trace[i], lab.gradient("layer0/weights")[i], 1e-5);
      }
    }
  }

  private static float[] row(Lab lab, int unit, int inputs) {
    return Arrays.copyOfRange(lab.theta("layer0/weights"), unit * inputs, (unit + 1) * inputs);
  }

  private static double[] doubles(float[] a) {
    double[] d = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      d[i] = a[i];
    }
    return d;
  }
}
