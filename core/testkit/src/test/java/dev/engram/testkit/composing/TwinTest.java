package dev.engram.testkit.composing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Optimizer;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.standins.Ema;
import dev.engram.testkit.standins.KolenPollack;
import dev.engram.testkit.standins.Sam;
import dev.engram.testkit.standins.Split;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feedback that makes the weights' own steps forgets its difference to them, whatever the optimizer. */
class TwinTest {
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
    Optimizer momentum = new HeavyBall(0.05f, 0.9f);
    return Stream.of(momentum, new Split(Split.Part.HIDDEN, momentum, new PlainDescent(0.1f)), new Sam(0.05f, momentum),
        new Ema(0.9f, momentum));
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
    Lab lab = new Lab(Task.usual(), new KolenPollack(0), new PlainDescent(0.1f));
    float[] before = apart(lab);
    lab.steps(50);
    assertTrue(Numbers.farthest(apart(lab), before) < 1e-6);
  }
}
