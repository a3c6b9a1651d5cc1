package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.study.optimizer.Adam;
import dev.engram.testkit.study.optimizer.AdamW;
import dev.engram.testkit.study.optimizer.Lamb;
import dev.engram.testkit.study.optimizer.Muon;
import dev.engram.testkit.study.optimizer.Prodigy;
import dev.engram.testkit.study.optimizer.Sam;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.optimizer.Shampoo;
import dev.engram.testkit.study.optimizer.Split;
import dev.engram.testkit.study.rule.KolenPollack;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feedback that makes the weights' own steps forgets its difference to them, whatever the optimizer. */
class KolenPollackTest {
  private static final float DECAY = 0.01f;

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

  static Stream<Optimizer> optimizers() {
    Optimizer adam = new Adam(0.01f, 0.9f, 0.999f, 1e-8f), adamW = new AdamW(0.01f, 0.9f, 0.999f, 1e-8f, 0.01f);
    return Stream.of(
        adam,
        adamW,
        new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0),
        new Split(Split.Part.HIDDEN, new Muon(0.02f, 0.95f, 0), adamW),
        new Sam(0.05f, adam),
        new Shampoo(0.05f, 1e-3f),
        new Prodigy(1, 0.9f, 0.999f, 1e-8f, 1e-4, 0));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theDifferenceShrinksByTheDecayInEachStep(Optimizer o) {
    Lab lab = new Lab(Task.usual(), new KolenPollack(DECAY), o);
    float[] before = apart(lab);
    lab.steps(50);
    float[] expected = Numbers.scaled((float) StrictMath.pow(1 - DECAY, 50), before); // 0.605006
    assertEquals(0, Numbers.difference(apart(lab), expected), 2e-5);
  }

  @Test
  void withoutDecayTheDifferenceStays() {
    Lab lab = new Lab(Task.usual(), new KolenPollack(0), new Sgd(0.1f));
    float[] before = apart(lab);
    lab.steps(50);
    assertTrue(Numbers.farthest(apart(lab), before) < 1e-6);
  }

  @Test
  void feedbackComesToPointWhereTheWeightsPoint() {
    Lab lab = new Lab(Task.usual(), new KolenPollack(DECAY), new Sgd(0.1f));
    assertTrue(Numbers.cosine(lab.theta("layer1/weights"), lab.theta("rule/feedback/1")) < 0.6);
    lab.steps(500);
    assertTrue(Numbers.cosine(lab.theta("layer1/weights"), lab.theta("rule/feedback/1")) > 0.99);
  }
}
