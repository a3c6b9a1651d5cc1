package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.plugins.learningrules.EquilibriumPropagation.Nudge;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EquilibriumPropagationTest {
  /** All layers settle. */
  private static final Task SETTLING = Task.classes(new SumOfSquares(), Task.dense(7, new Tanh()),
      Task.dense(5, new Tanh()), Task.dense(Task.CLASSES, new Sigmoid())).still();
  /** The last layer reads out. */
  private static final Task READING = Task.classes(new CrossEntropy(), Task.dense(7, new Tanh()),
      Task.dense(5, new Tanh()), Task.dense(Task.CLASSES, new Softmax())).still();

  static List<Task> tasks() {
    return List.of(SETTLING, READING);
  }

  /** Small weights, so that the network settles for certain. */
  private static Lab lab(Task task, float beta, int free, int nudged, Nudge nudge) {
    return new Lab(task, new EquilibriumPropagation(beta, free, nudged, nudge)).change(x -> 0.6f * x);
  }

  private static float[] gradient(Task task, float beta, Nudge nudge) {
    Lab lab = lab(task, beta, 200, 200, nudge);
    lab.step();
    return lab.gradient();
  }

  /** The loss that the rule reports is that of the free state: its differences are the truth. */
  private static float[] truth(Task task) {
    Lab lab = lab(task, 0.1f, 200, 1, Nudge.CENTRED);
    lab.step();
    return lab.differences(5e-3f);
  }

  private static double order(Task task, float beta, Nudge nudge) {
    float[] truth = truth(task);
    return StrictMath.log(Numbers.difference(gradient(task, beta, nudge), truth)
        / Numbers.difference(gradient(task, beta / 2, nudge), truth)) / StrictMath.log(2);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theErrorOfTheOneSidedFormIsOfFirstOrderInBeta(Task task) {
    assertEquals(1, order(task, 0.2f, Nudge.ONE_SIDED), 0.15);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theErrorOfTheCentredFormIsOfSecondOrderInBeta(Task task) {
    assertEquals(2, order(task, 0.5f, Nudge.CENTRED), 0.2);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void atASmallNudgeItIsTheGradientOfTheLossAtTheFixedPoint(Task task) {
    double error = Numbers.difference(gradient(task, 0.05f, Nudge.CENTRED), truth(task));
    assertTrue(error < 2e-3, "relative error " + error);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theTwoRandomSignsAverageToTheCentredForm(Task task) {
    float[] centred = gradient(task, 0.1f, Nudge.CENTRED), one = gradient(task, 0.1f, Nudge.ONE_SIDED);
    Lab lab = lab(task, 0.1f, 200, 200, Nudge.RANDOM_SIGN);
    int plus = 0, minus = 0;
    for (int step = 0; step < 40; step++) {
      lab.step();
      float[] g = lab.gradient();
      if (Numbers.farthest(g, one) == 0) {
        plus++;
        continue;
      }
      minus++;
      for (int i = 0; i < g.length; i++) {
        assertEquals(centred[i], (g[i] + one[i]) / 2, 2e-6);
      }
    }
    assertTrue(plus > 8 && minus > 8, plus + " and " + minus);
  }

  @Test
  void theFreeStateIsAFixedPoint() {
    Lab settled = lab(SETTLING, 0.1f, 200, 1, Nudge.CENTRED), once = lab(SETTLING, 0.1f, 201, 1, Nudge.CENTRED);
    assertEquals(settled.step(), once.step(), 1e-7);
    float[] a = scores(settled), b = scores(once);
    assertArrayEquals(a, b, 1e-6f);
  }

  private static float[] scores(Lab lab) {
    ScratchMatrix scores = new ScratchMatrix(Task.ROWS, Task.CLASSES, new ComputeContext()), each = new ScratchMatrix(Task.ROWS, 1, new ComputeContext());
    lab.learner().predict(lab.batch().inputs(), lab.batch().targets(), scores, each);
    return scores.data().clone();
  }

  /** s_3 = phi(W_3 s_2 + b_3): by the prediction's own equations it is not what a forward pass gives. */
  @Test
  void thePredictionIsTheFreeStateAndNoForwardPass() {
    Lab ep = lab(SETTLING, 0.1f, 200, 1, Nudge.CENTRED), bp = new Lab(SETTLING, new Backprop()).change(x -> 0.6f * x);
    double free = ep.step(), forward = bp.step();
    float[] y = scores(ep);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double e = y[i] - ep.batch().targets().get(i / Task.CLASSES, i % Task.CLASSES);
      sum += e * e / 2;
    }
    assertEquals(free, sum / Task.ROWS, 1e-6);
    assertTrue(Math.abs(free - forward) > 1e-3, free + " and " + forward);
  }

  @Test
  void theReadOutLearnsByTheGradientOfTheLoss() {
    Lab ep = new Lab(Task.classes(new CrossEntropy(), Task.dense(Task.CLASSES, new Softmax())),
        new EquilibriumPropagation(0.1f, 5, 5, Nudge.CENTRED));
    Lab bp = new Lab(Task.classes(new CrossEntropy(), Task.dense(Task.CLASSES, new Softmax())), new Backprop());
    ep.step();
    bp.step();
    assertArrayEquals(bp.gradient(), ep.gradient());
  }

  /** One hidden layer below a read-out does not move the state of any other: the fixed point is the forward pass. */
  @Test
  void withOneHiddenLayerBelowAReadOutItTendsToBackprop() {
    Task task = Task.shallow().still();
    float[] bp = Lab.gradient(task, new Backprop());
    double coarse = Numbers.difference(Lab.gradient(task, new EquilibriumPropagation(1, 30, 30, Nudge.CENTRED)), bp);
    double fine = Numbers.difference(Lab.gradient(task, new EquilibriumPropagation(0.1f, 30, 30, Nudge.CENTRED)), bp);
    assertTrue(fine < 2e-3 && fine < coarse / 50, coarse + " and " + fine);
  }

  @Test
  void itLearns() {
    Task task = Task.classes(new SumOfSquares(), Task.dense(16, new Tanh()), Task.dense(Task.CLASSES, new Sigmoid()));
    Lab lab = new Lab(task.rows(32), new EquilibriumPropagation(0.1f, 30, 10, Nudge.CENTRED), new PlainDescent(0.3f));
    double before = lab.accuracy(20);
    lab.steps(2000);
    double after = lab.accuracy(20);
    assertTrue(after > 0.75 && after > before + 0.2, before + " became " + after);
  }
}
