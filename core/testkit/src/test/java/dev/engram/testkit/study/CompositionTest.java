package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.spec.Recipe;
import dev.engram.engine.train.LandscapeSource;
import dev.engram.engine.train.Snapshot;
import dev.engram.engine.train.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Tanh;
import dev.engram.testkit.study.optimizer.Adam;
import dev.engram.testkit.study.optimizer.AdamW;
import dev.engram.testkit.study.optimizer.Chain;
import dev.engram.testkit.study.optimizer.Clip;
import dev.engram.testkit.study.optimizer.Ema;
import dev.engram.testkit.study.optimizer.L2;
import dev.engram.testkit.study.optimizer.Lookahead;
import dev.engram.testkit.study.optimizer.Muon;
import dev.engram.testkit.study.optimizer.Rprop;
import dev.engram.testkit.study.optimizer.Sam;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.optimizer.Split;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.KolenPollack;
import dev.engram.testkit.study.rule.LocalLosses;
import dev.engram.testkit.study.rule.NodePerturbation;
import dev.engram.testkit.study.rule.TargetPropagation;
import dev.engram.testkit.study.rule.ThreeFactor;
import dev.engram.testkit.study.rule.WeightPerturbation;
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
  private static final Optimizer ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f),
      ADAMW = new AdamW(0.01f, 0.9f, 0.999f, 1e-8f, 0.01f);
  private static final LearningRule BACKPROP = new Backprop();

  private static float[] after(int steps, Task task, LearningRule rule, Optimizer o) {
    Lab lab = new Lab(task, rule, o);
    lab.steps(steps);
    return lab.theta();
  }

  static Stream<LearningRule> demanding() {
    return Stream.of(new KolenPollack(0.01f), new NodePerturbation(0.01f), new ThreeFactor(0.01f, 0.9f),
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
        after(20, Task.usual(), rule, new Sgd(0.1f)),
        after(20, Task.usual(), rule, new Sam(0, new Sgd(0.1f))));
  }

  @Test
  void lookaheadWithPullOneIsItsFastOptimizer() {
    float[] fast = after(50, Task.usual(), BACKPROP, ADAM);
    assertTrue(Numbers.farthest(after(50, Task.usual(), BACKPROP, new Lookahead(5, 1, ADAM)), fast) < 1e-6);
  }

  @Test
  void averagingLeavesTheTrainingAsItIs() {
    assertArrayEquals(
        after(20, Task.usual(), BACKPROP, ADAM),
        after(20, Task.usual(), BACKPROP, new Ema(0.9f, ADAM)));
  }

  @Test
  void clippingShortensTheGradientToTheNormAndTurnsNothing() {
    Lab lab = new Lab(Task.usual(), BACKPROP, new Chain(List.of(new Clip(0.01f), new Sgd(1))));
    float[] before = lab.theta().clone();
    lab.step();
    float[] step = before.clone();
    for (int i = 0; i < step.length; i++) {
      step[i] -= lab.theta()[i];
    }
    assertEquals(0.01, Numbers.norm(step), 1e-5);
    assertEquals(1, Numbers.cosine(step, lab.gradient()), 1e-5);
  }

  @Test
  void coupledDecayIsTheDecoupledOneForPlainDescentOnly() {
    Task task = Task.usual();
    float[] coupled = after(10, task, BACKPROP, new Chain(List.of(new L2(0.1f), new Sgd(0.1f))));
    float[] decoupled = after(10, task, BACKPROP, new Decoupled(0.1f, new Sgd(0.1f), 0.1f));
    assertTrue(Numbers.difference(coupled, decoupled) < 1e-6);
    float[] l2 = after(10, task, BACKPROP, new Chain(List.of(new L2(0.01f), ADAM)));
    assertTrue(Numbers.difference(l2, after(10, task, BACKPROP, ADAMW)) > 1e-3);
    assertTrue(
        Numbers.difference(
                after(10, task, BACKPROP, new Decoupled(0.01f, ADAM, 0.01f)),
                after(10, task, BACKPROP, ADAMW))
            < 1e-6);
  }

  /** Any optimizer with decoupled decay. */
  private record Decoupled(float rate, Optimizer base, float decay) implements Optimizer {
    @Override
    public void rewrite(Step s) {
      s.inner("base", base);
      for (int i = s.from(); i < s.to(); i++) {
        s.gradient()[i] += rate * decay * s.theta()[i];
      }
    }
  }

  @Test
  void eachPartOfASplitIsSteppedAsItsOwnOptimizerWould() {
    Optimizer muon = new Muon(0.02f, 0.95f, 0);
    Lab split = new Lab(Task.usual(), BACKPROP, new Split(Split.Part.HIDDEN, muon, ADAMW));
    Lab whole = new Lab(Task.usual(), BACKPROP, ADAMW);
    Lab weights = new Lab(Task.usual(), BACKPROP, new Split(Split.Part.WEIGHTS, muon, ADAMW));
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
      float[] whole = after(5, Task.usual(), rule, ADAM);
      assertArrayEquals(whole, after(5, Task.usual(), rule, new Split(part, ADAM, ADAM)), rule.toString());
    }
  }

  @Test
  void slotsOfNestedOptimizersHaveTheirPathsAsNames() {
    Lab lab =
        new Lab(
            Task.usual(),
            BACKPROP,
            new Ema(0.9f, new Chain(List.of(new Clip(1), new L2(0.01f), ADAM))));
    lab.step();
    Snapshot s = lab.stepper().save();
    assertEquals(List.of("mean", "of/2/m", "of/2/v"), List.copyOf(s.slots().keySet()));
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
    for (Optimizer o : List.of(ADAMW, new Rprop(0.001f, 0.5f, 1.2f, 1e-6f, 50), new L2(0.01f))) {
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
      return new Sgd(0.1f / (1 + t));
    }

    @Override
    public boolean constant() {
      return false;
    }

    @Override
    public Entry entry() {
      return Fixed.of(Kind.OPTIMIZER, new Sgd(0)).entry();
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
    Landscape f = new Quadratic();
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
