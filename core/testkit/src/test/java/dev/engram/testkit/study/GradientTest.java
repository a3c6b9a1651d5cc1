package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Examples;
import dev.engram.engine.network.View;
import dev.engram.spi.Batch;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;
import dev.engram.testkit.study.function.CrossEntropy;
import dev.engram.testkit.study.function.Identity;
import dev.engram.testkit.study.function.Relu;
import dev.engram.testkit.study.function.Sigmoid;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.function.Tanh;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.ForwardForward;
import dev.engram.testkit.study.rule.ForwardGradient;
import dev.engram.testkit.study.rule.NodePerturbation;
import dev.engram.testkit.study.rule.WeightPerturbation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients against differences of the loss, and estimates against gradients. */
class GradientTest {
  private static final CrossEntropy CE = new CrossEntropy(1e-7f);

  static Stream<Task> tasks() {
    return Stream.of(
        Task.usual(),
        Task.deep(new Tanh(), new Identity(), new Sse()),
        Task.deep(new Sigmoid(1, 0), new Softmax(), new Sse())); // no matched pair: through softmax's Jacobian
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void backpropIsTheSlopeOfTheLoss(Task task) {
    Lab lab = new Lab(task.still(), new Backprop());
    lab.step();
    assertEquals(0, Numbers.difference(lab.differences(5e-3f), lab.gradient()), 2e-3);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void aBatchGradientIsTheMeanOverItsExamples(Task task) {
    float[] batch = Lab.gradient(task.still(), new Backprop());
    double[] sum = new double[batch.length];
    Lab lab = new Lab(task.still(), new Backprop());
    // A learner sees the rows of a batch one by one, as batches of one row.
    for (int r = 0; r < task.rows(); r++) {
      lab.learner().learn(new OneRow(lab.batch(), r));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += lab.arena().gradient()[i] / task.rows();
      }
    }
    for (int i = 0; i < sum.length; i++) {
      assertEquals(sum[i], batch[i], 1e-6);
    }
  }

  /** The mean of the estimates of so many steps on one batch. */
  private static float[] mean(LearningRule rule, int steps) {
    Lab lab = new Lab(Task.usual().still(), rule);
    float[] sum = new float[lab.theta().length];
    for (int k = 0; k < steps; k++) {
      lab.step();
      float[] g = lab.gradient();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += g[i] / steps;
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-3f, 1e-2f})
  void nodePerturbationIsTheGradientOnAverage(float sigma) {
    float[] truth = Lab.gradient(Task.usual().still(), new Backprop());
    assertTrue(Numbers.cosine(mean(new NodePerturbation(sigma), 3000), truth) > 0.98);
  }

  @Test
  void weightPerturbationComesToTheGradientAsItsLawSays() {
    float[] truth = Lab.gradient(Task.usual().still(), new Backprop());
    int draws = 4000;
    double law = 1 / Math.sqrt(1 + (truth.length - 1.0) / draws);
    assertEquals(law, Numbers.cosine(mean(new WeightPerturbation(0.01f), draws), truth), 0.01);
  }

  @Test
  void forwardGradientComesToTheGradientAsItsLawSays() {
    float[] truth = Lab.gradient(Task.usual().still(), new Backprop());
    int draws = 4000;
    double law = 1 / Math.sqrt(1 + (truth.length + 1.0) / draws);
    assertEquals(law, Numbers.cosine(mean(new ForwardGradient(), draws), truth), 0.01);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void forwardGradientsSlopeIsBackpropsAlongTheDirection(Task task) {
    Lab lab = new Lab(task.still(), new ForwardGradient());
    float[] truth = Lab.gradient(task.still(), new Backprop());
    for (int k = 0; k < 5; k++) {
      lab.step();
      float[] u = direction(lab);
      double slope = Numbers.dot(lab.gradient(), u) / Numbers.dot(u, u);
      assertEquals(Numbers.dot(truth, u), slope, 1e-5 * Numbers.norm(truth) * Numbers.norm(u));
      assertTrue(
          Numbers.difference(Numbers.scaled((float) slope, u), lab.gradient()) < 1e-6,
          "a multiple of the direction");
    }
  }

  /** The direction that the rule drew at the last step. */
  static float[] direction(Lab lab) {
    Rng rng = lab.batch().random("direction");
    float[] u = new float[lab.theta().length];
    for (int i = 0; i < u.length; i++) {
      u[i] = rng.gaussian();
    }
    return u;
  }

  @Test
  void tangentIsTheChangeOfTheOutputWithInputAndParameters() {
    Lab lab = new Lab(Task.usual().still(), TangentProbe.of(0.01f));
    lab.step();
    float[] analytic = TangentProbe.analytic(lab), numeric = TangentProbe.numeric(lab);
    assertTrue(Numbers.norm(analytic) > 0.1);
    assertEquals(0, Numbers.difference(numeric, analytic), 2e-3);
  }

  @Test
  void forwardForwardDescendsItsOwnLossesAndLayersAreDetached() {
    Task two = Task.classes(CE, Task.dense(7, new Relu()), Task.dense(5, new Relu())).still();
    Lab alone = new Lab(two.layers(Task.dense(7, new Relu())), new ForwardForward(1));
    Lab both = new Lab(two, new ForwardForward(1));
    alone.step();
    both.step();
    assertEquals(0, Numbers.difference(alone.differences(2e-3f), alone.gradient()), 1e-2);
    assertArrayEquals(
        alone.gradient("layer0/weights"),
        both.gradient("layer0/weights"),
        "layer 1 changes nothing in layer 0");
  }

  /** One row of a batch as a batch. */
  private record OneRow(Examples of, int row) implements Batch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public Matrix inputs() {
      return view(of.inputs());
    }

    @Override
    public Matrix targets() {
      return view(of.targets());
    }

    private Matrix view(Matrix m) {
      float[] a = new float[m.cols()];
      for (int j = 0; j < a.length; j++) {
        a[j] = m.get(row, j);
      }
      return new View(a, 0, 1, a.length);
    }

    @Override
    public int label(int r) {
      return of.label(row);
    }

    @Override
    public Rng random(String name) {
      return of.random(name);
    }
  }
}
