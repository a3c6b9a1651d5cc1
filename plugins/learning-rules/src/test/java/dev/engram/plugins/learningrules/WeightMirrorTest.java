package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Feedback that finds the weights from noise. In all of these but one the weights rest, and the mirror learns. */
class WeightMirrorTest {
  private static final Task DEEP = Task.usual(), LINEAR = Task.classes(new SumOfSquares(),
      Task.dense(7, new Identity()), Task.dense(5, new Identity()), Task.dense(3, new Identity()));

  private static float[] feedback(Lab lab, int layer) {
    return lab.ruleState().get("feedback/" + layer);
  }

  private static double degrees(Lab lab, int layer) {
    return Math.toDegrees(Math.acos(Numbers.cosine(feedback(lab, layer), lab.theta("layer" + layer + "/weights"))));
  }

  /** E[Y' X] = noise^2 W: with a decay of 1 the feedback is what one mirror phase saw. */
  @Test
  void aMirrorPhaseSeesTheWeightsOfLinearUnitsTimesTheVarianceOfTheNoise() {
    float noise = 0.5f;
    Lab lab = new Lab(LINEAR, new WeightMirror(1, noise, 100_000, 1, false, 1)).change("layer2/bias", b -> 3);
    lab.step();
    for (int l = 1; l < 3; l++) {
      float[] expected = Numbers.scaled(noise * noise, lab.theta("layer" + l + "/weights"));
      assertTrue(Numbers.farthest(feedback(lab, l), expected) < 0.25 * 0.02, "layer " + l);
    }
  }

  /** rate noise^2 W / decay */
  @Test
  void withDecayAndWithoutRescalingTheFeedbackComesToItsFixedPoint() {
    Lab lab = new Lab(LINEAR, new WeightMirror(0.02f, 1, 200, 0.01f, false, 1));
    lab.steps(1500);
    double[] mean = new double[feedback(lab, 1).length];
    int n = 1000;
    for (int i = 0; i < n; i++) {
      lab.step();
      for (int j = 0; j < mean.length; j++) {
        mean[j] += feedback(lab, 1)[j] / (double) n;
      }
    }
    float[] w = lab.theta("layer1/weights");
    for (int j = 0; j < mean.length; j++) {
      assertEquals(2 * w[j], mean[j], 0.05);
    }
  }

  @Test
  void theAngleToTheWeightsFallsFromARightOneToAFewDegrees() {
    Lab lab = new Lab(DEEP, new WeightMirror(1, 0.1f, 32, 0, true, 1));
    lab.step();
    double before = degrees(lab, 1), last = before;
    assertTrue(before > 60, "begins at " + before);
    for (int part = 0; part < 4; part++) {
      lab.steps(60);
      assertTrue(degrees(lab, 1) < last, last + " became " + degrees(lab, 1));
      last = degrees(lab, 1);
    }
    lab.steps(500);
    assertTrue(degrees(lab, 1) < 10, "ends at " + degrees(lab, 1));
  }

  /** The trap: rescaling a copy has no effect. */
  @Test
  void theFeedbackItselfIsHeldAtItsSize() {
    Lab lab = new Lab(DEEP, new WeightMirror(100, 1, 8, 0, true, 0.5f));
    for (int step = 0; step < 3; step++) {
      lab.step();
      float[] b = feedback(lab, 1);
      assertEquals(0.5 * Math.sqrt(2.0 / (7 + 5)), Numbers.norm(b) / Math.sqrt(b.length), 1e-6);
    }
  }

  @Test
  void withoutRescalingAndDecayItGrows() {
    Lab lab = new Lab(DEEP, new WeightMirror(1, 1, 32, 0, false, 1));
    lab.steps(10);
    double before = Numbers.norm(feedback(lab, 1));
    lab.steps(90);
    assertTrue(Numbers.norm(feedback(lab, 1)) > 5 * before);
  }

  /** Noise sent through the stack would depend on the layers below. */
  @Test
  void everyLayerMirrorsItsOwnWeightsAndNothingElse() {
    WeightMirror rule = new WeightMirror(1, 1, 8, 0, true, 1);
    Lab one = new Lab(LINEAR, rule), other = new Lab(LINEAR, rule);
    other.change("layer0/weights", x -> -2 * x).change("layer1/weights", x -> 3 * x);
    one.step();
    other.step();
    assertArrayEquals(feedback(one, 2), feedback(other, 2));
    assertFalse(Arrays.equals(feedback(one, 1), feedback(other, 1)));
  }

  @Test
  void betweenMirrorPhasesItIsFeedbackAlignment() {
    Lab mirror = new Lab(DEEP.still(), new WeightMirror(1, 0.1f, 32, 0, true, 1));
    mirror.step();
    float[][] b = {null, feedback(mirror, 1).clone(), feedback(mirror, 2).clone()};
    LearningRule fixed = setup -> setup.backward(layer -> {
      Matrix w = layer.weights();
      Scratch copy = setup.scratch(w.rows(), w.cols());
      return batch -> {
        System.arraycopy(b[layer.index()], 0, copy.data(), 0, b[layer.index()].length);
        return copy;
      };
    });
    assertArrayEquals(Lab.gradient(DEEP.still(), fixed), mirror.gradient());
  }

  @Test
  void aMirrorWithoutARateIsFeedbackAlignmentWithNormalFeedback() {
    assertArrayEquals(Lab.gradient(DEEP, new FeedbackAlignment(1, FeedbackAlignment.Draw.NORMAL)),
        Lab.gradient(DEEP, new WeightMirror(0, 0.1f, 2, 0, false, 1)));
  }

  /** A softmax layer shows its weights less what its classes share; errors, which sum to 0, pass as through the weights. */
  @Test
  void theMirrorKeepsUpWithWeightsThatLearn() {
    Lab lab = new Lab(DEEP, new WeightMirror(1, 0.1f, 32, 0, true, 1), new PlainDescent(0.1f));
    lab.steps(1000);
    assertTrue(degrees(lab, 1) < 8 && degrees(lab, 2) < 20, degrees(lab, 1) + ", " + degrees(lab, 2));
  }
}
