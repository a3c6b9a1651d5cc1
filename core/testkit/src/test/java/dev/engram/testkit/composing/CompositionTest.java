package dev.engram.testkit.composing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Scratch;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.TrueGradient;
import dev.engram.testkit.standins.Chain;
import dev.engram.testkit.standins.Clip;
import dev.engram.testkit.standins.Ema;
import dev.engram.testkit.standins.Fixed;
import dev.engram.testkit.standins.KolenPollack;
import dev.engram.testkit.standins.LocalLosses;
import dev.engram.testkit.standins.Sam;
import dev.engram.testkit.standins.Split;
import dev.engram.testkit.standins.TargetPropagation;
import dev.engram.testkit.standins.ThreeFactor;
import dev.engram.testkit.standins.WeightPerturbation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers inside optimizers: chains, parts, wrappers, schedules. */
class CompositionTest {
  private static final Optimizer MOMENTUM = new HeavyBall(0.05f, 0.9f);
  private static final Optimizer SGD = new PlainDescent(0.1f);
  private static final LearningRule BACKPROP = new TrueGradient();

  private static float[] after(int steps, Task task, LearningRule rule, Optimizer o) {
    Lab lab = new Lab(task, rule, o);
    lab.steps(steps);
    return lab.theta();
  }

  static Stream<LearningRule> demanding() {
    return Stream.of(new KolenPollack(0.01f), new ThreeFactor(0.01f, 0.9f),
        new TargetPropagation(0.5f, 0.1f), new LocalLosses(), new WeightPerturbation(0.01f));
  }

  /**
   * Same batch, same noise, same memory of the rule, twins present: the second evaluation repeats the
   * first.
   */
  @ParameterizedTest
  @MethodSource("demanding")
  void samWithRhoZeroIsItsBase(LearningRule rule) {
    assertArrayEquals(
        after(20, Task.usual(), rule, new PlainDescent(0.1f)),
        after(20, Task.usual(), rule, new Sam(0, new PlainDescent(0.1f))));
  }

  @Test
  void averagingLeavesTheTrainingAsItIs() {
    assertArrayEquals(
        after(20, Task.usual(), BACKPROP, MOMENTUM),
        after(20, Task.usual(), BACKPROP, new Ema(0.9f, MOMENTUM)));
  }

  @Test
  void eachPartOfASplitIsSteppedAsItsOwnOptimizerWould() {
    Lab split = new Lab(Task.usual(), BACKPROP, new Split(Split.Part.HIDDEN, MOMENTUM, SGD));
    Lab whole = new Lab(Task.usual(), BACKPROP, SGD);
    Lab weights = new Lab(Task.usual(), BACKPROP, new Split(Split.Part.WEIGHTS, MOMENTUM, SGD));
    split.step();
    whole.step();
    weights.step();
    for (String p :
        List.of("layer0/weights", "layer0/bias", "layer1/bias", "layer2/weights", "layer2/bias")) {
      assertArrayEquals(whole.theta(p), split.theta(p), p);
    }
    assertArrayEquals(weights.theta("layer1/weights"), split.theta("layer1/weights"));
    assertFalse(Arrays.equals(whole.theta("layer1/weights"), split.theta("layer1/weights")));
  }

  @ParameterizedTest
  @EnumSource(Split.Part.class)
  void splitServesRulesWithParametersOfTheirOwn(Split.Part part) {
    for (LearningRule rule :
        List.of(new TargetPropagation(0.5f, 0.1f), new LocalLosses(), new KolenPollack(0.01f))) {
      float[] whole = after(5, Task.usual(), rule, MOMENTUM);
      assertArrayEquals(whole, after(5, Task.usual(), rule, new Split(part, MOMENTUM, MOMENTUM)), rule.toString());
    }
  }

  @Test
  void slotsOfNestedOptimizersHaveTheirPathsAsNames() {
    Lab lab =
        new Lab(
            Task.usual(),
            BACKPROP,
            new Ema(0.9f, new Chain(List.of(new Clip(1), MOMENTUM))));
    lab.step();
    Snapshot s = lab.stepper().save();
    assertEquals(List.of("mean", "of/1/sum"), List.copyOf(s.slots().keySet()));
    assertEquals("mean", s.view());
  }

  @Test
  void anElementwiseOptimizerMayBeCutIntoPieces() {
    Task big =
        Task.usual()
            .layers(
                Task.dense(256, new Tanh()),
                Task.dense(256, new Tanh()),
                Task.dense(Task.CLASSES, new Softmax()));
    for (Optimizer o : List.of(SGD, MOMENTUM)) {
      assertTrue(o.elementwise());
      assertArrayEquals(
          after(3, big, BACKPROP, new Chain(List.of(o))),
          after(3, big, BACKPROP, o),
          "the chain is not cut");
    }
  }

  /** Plain descent at a rate that falls as 0.1 / (1 + t). */
  private static final class Falling implements Recipe<Optimizer> {
    @Override
    public Optimizer at(long t, long total) {
      return new PlainDescent(0.1f / (1 + t));
    }

    @Override
    public boolean constant() {
      return false;
    }

    @Override
    public Entry entry() {
      return Fixed.of(Kind.OPTIMIZER, new PlainDescent(0)).entry();
    }

    @Override
    public String text() {
      return "";
    }

    @Override
    public List<Entry> parts() {
      return List.of();
    }

    @Override
    public List<Path> files() {
      return List.of();
    }
  }

  @Test
  void aScheduledNumberFollowsTheStepsMade() {
    Landscape f = new Bowl();
    Stepper s = new Stepper(new LandscapeSource(f, f.start()), new Falling(), 10, 0);
    double x = 1;
    for (int t = 0; t < 10; t++) {
      s.step();
      x *= 1 - 0.1 / (1 + t);
    }
    assertEquals(x, s.source().arena().theta()[0], 1e-6);
  }

  @Test
  void scratchOfOneNameIsKeptForEachShape() {
    List<Scratch> seen = new ArrayList<>();
    Optimizer o = s -> {
      seen.add(s.scratch("x", 2, 3));
      seen.add(s.scratch("x", 3, 2));
    };
    Lab lab = new Lab(Task.usual(), BACKPROP, o);
    seen.clear();
    lab.steps(2);
    assertSame(seen.get(0), seen.get(2));
    assertSame(seen.get(1), seen.get(3));
  }
}
