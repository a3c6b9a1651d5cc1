package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.network.LayerKind;
import dev.engram.engine.train.LearningSource;
import dev.engram.engine.train.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import org.junit.jupiter.api.Test;

/** What a step costs is what the catalogue of rules says: multiply-adds of matrix products, and bytes kept. */
class CostTest {
  private static final int INPUTS = 4;
  private static final int FIRST = 7;
  private static final int SECOND = 5;
  private static final int OUTPUTS = 3;
  private static final int ROWS = 8;
  private static final int WEIGHTS = FIRST * INPUTS + SECOND * FIRST + OUTPUTS * SECOND;
  /** Multiply-adds of one forward pass. */
  private static final long F = (long) ROWS * WEIGHTS;
  private static final long ONE_LAYER = (long) ROWS * OUTPUTS * INPUTS;

  private static LearningSource deep(LearningRule rule) {
    return source(rule, Nets.layer(FIRST, new Tanh(), 0.5f), Nets.layer(SECOND, new Tanh(), 0.5f),
        Nets.layer(OUTPUTS, new Identity(), 0.5f));
  }

  private static LearningSource single(LearningRule rule) {
    return source(rule, Nets.layer(OUTPUTS, new Identity(), 0.5f));
  }

  private static LearningSource source(LearningRule rule, LayerKind... layers) {
    return Nets.source(5, rule, new SumOfSquares(),
        Nets.rows(INPUTS, Nets.normal("inputs", ROWS * INPUTS), OUTPUTS, Nets.normal("targets", ROWS * OUTPUTS)), layers);
  }

  private static long multiplyAdds(LearningSource s) {
    s.next(1);
    s.measure();
    long opened = s.learner().meter().multiplyAdds();
    s.measure();
    return s.learner().meter().multiplyAdds() - opened;
  }

  @Test
  void rulesThatCarryErrorsDownTakeThreePassesButForTheInputsOfTheFirstLayer() {
    long backward = 3 * F - (long) ROWS * FIRST * INPUTS;
    assertEquals(backward, multiplyAdds(deep(new Backprop())));
    assertEquals(backward, multiplyAdds(deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS))));
  }

  @Test
  void theControlTakesOnePassAndTheGradientOfTheLastLayer() {
    assertEquals(F + (long) ROWS * OUTPUTS * SECOND, multiplyAdds(deep(new OutputOnly())));
  }

  @Test
  void localRulesTakeTwoPasses() {
    assertEquals(2 * F, multiplyAdds(deep(new Hebb(false, 0.1f))));
    assertEquals(2 * ONE_LAYER, multiplyAdds(single(new Hebb(true, 0))));
    assertEquals(2 * ONE_LAYER, multiplyAdds(single(new Delta())));
  }

  /** Y'Y over the examples, and that times W. */
  @Test
  void ojaAlsoForgets() {
    assertEquals(2 * ONE_LAYER + ROWS * OUTPUTS * OUTPUTS + OUTPUTS * OUTPUTS * INPUTS, multiplyAdds(single(new Oja())));
  }

  @Test
  void stateIsWhatTheRuleAndTheOptimizerKeep() {
    assertEquals(0, Nets.stepper(deep(new Backprop()), 0.1f).stateBytes());
    long feedback = 4L * (SECOND * FIRST + OUTPUTS * SECOND);
    assertEquals(feedback, Nets.stepper(deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)), 0.1f).stateBytes());
    Stepper momentum = new Stepper(deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)), new HeavyBall(0.1f, 0.9f), 1);
    momentum.step();
    assertEquals(feedback + 4L * (WEIGHTS + FIRST + SECOND + OUTPUTS), momentum.stateBytes());
  }
}
