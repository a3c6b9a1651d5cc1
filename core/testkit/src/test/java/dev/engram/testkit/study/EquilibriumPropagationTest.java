package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.study.function.Sigmoid;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.rule.EquilibriumPropagation;
import org.junit.jupiter.api.Test;

/**
 * The error of equilibrium propagation against the slope of the loss at the fixed point falls with the
 * nudge.
 */
class EquilibriumPropagationTest {
  private static final Task TASK = Task.classes(new Sse(), Task.dense(7, new Sigmoid(4, 0.5f)),
      Task.dense(Task.CLASSES, new Sigmoid(4, 0.5f)));
  private static final Task STILL = TASK.still();

  /** Small weights, so that the network settles for certain. */
  private static Lab lab(float beta, int nudged, boolean centred) {
    return new Lab(STILL, new EquilibriumPropagation(beta, 200, nudged, centred)).change(x -> 0.3f * x);
  }

  private static double error(float beta, boolean centred, float[] truth) {
    Lab lab = lab(beta, 200, centred);
    lab.step();
    return Numbers.difference(lab.gradient(), truth);
  }

  /** The loss that the rule reports is that of the free state: its differences are the truth. */
  private static float[] truth() {
    Lab lab = lab(1e-3f, 1, true);
    lab.step();
    return lab.differences(1e-2f);
  }

  private static double order(float beta, boolean centred) {
    float[] truth = truth();
    return StrictMath.log(error(beta, centred, truth) / error(beta / 2, centred, truth)) / StrictMath.log(2);
  }

  @Test
  void oneSidedErrorIsOfFirstOrder() {
    assertEquals(1, order(0.05f, false), 0.3);
  }

  @Test
  void centredErrorIsOfSecondOrder() {
    assertEquals(2, order(0.2f, true), 0.3);
  }

  @Test
  void theFreeStateIsAFixedPoint() {
    Lab longer = new Lab(STILL, new EquilibriumPropagation(0.1f, 201, 1, true)).change(x -> 0.3f * x);
    assertEquals(longer.step(), lab(0.1f, 1, true).step(), 1e-9);
  }

  @Test
  void predictionIsTheFreeState() {
    Lab lab = new Lab(TASK.rows(32), new EquilibriumPropagation(0.1f, 30, 10, true), new Sgd(0.1f));
    lab.steps(200);
    assertTrue(lab.accuracy(20) > 0.5, "one in three by chance");
  }
}
