package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.PlainDescent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feedback that makes the weights' own steps forgets its difference to them. */
class KolenPollackTest {
  private static final float DECAY = 0.01f;

  static Stream<Optimizer> optimizers() {
    return Stream.of(new PlainDescent(0.3f), new HeavyBall(0.05f, 0.9f), new TestRmsProp(0.01f));
  }

  private static float[] apart(Lab lab) {
    float[] d = new float[0];
    for (int l = 1; l < 3; l++) {
      float[] w = lab.theta("layer" + l + "/weights"), b = lab.theta("rule/feedback/" + l);
      int n = d.length;
      d = Arrays.copyOf(d, n + w.length);
      for (int i = 0; i < w.length; i++) {
        d[n + i] = w[i] - b[i];
      }
    }
    return d;
  }

  /** 0.605006 = 0.99^50 */
  @ParameterizedTest
  @MethodSource("optimizers")
  void theDifferenceShrinksByTheDecayInEachStepUnderAnyOptimizer(Optimizer o) {
    Lab lab = new Lab(Task.usual(), new KolenPollack(DECAY), o);
    float[] before = apart(lab), weights = lab.theta("layer1/weights");
    lab.steps(50);
    assertEquals(0.605006, Numbers.norm(apart(lab)) / Numbers.norm(before), 2e-5);
    assertEquals(0, Numbers.difference(apart(lab), Numbers.scaled(0.605006f, before)), 2e-5);
    assertTrue(Numbers.difference(lab.theta("layer1/weights"), weights) > 0.05, "the weights do learn");
  }

  @Test
  void withoutDecayTheDifferenceStays() {
    Lab lab = new Lab(Task.usual(), new KolenPollack(0), new PlainDescent(0.1f));
    float[] before = apart(lab);
    lab.steps(50);
    assertTrue(Numbers.farthest(apart(lab), before) < 1e-6);
  }

  @Test
  void theFirstLayerAndBiasesDoNotDecay() {
    Lab lab = new Lab(Task.usual(), new KolenPollack(DECAY), new PlainDescent(0));
    float[] first = lab.theta("layer0/weights"), second = lab.theta("layer1/weights");
    lab.steps(3);
    assertArrayEquals(first, lab.theta("layer0/weights"));
    assertEquals(0, Numbers.difference(lab.theta("layer1/weights"), Numbers.scaled(0.970299f, second)), 1e-6);
  }

  @Test
  void feedbackComesToPointWhereTheWeightsPoint() {
    Lab lab = new Lab(Task.usual(), new KolenPollack(DECAY), new PlainDescent(0.1f));
    assertTrue(Numbers.cosine(lab.theta("layer1/weights"), lab.theta("rule/feedback/1")) < 0.6);
    lab.steps(500);
    assertTrue(Numbers.cosine(lab.theta("layer1/weights"), lab.theta("rule/feedback/1")) > 0.99);
  }
}
