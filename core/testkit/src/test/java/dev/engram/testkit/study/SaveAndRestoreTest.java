package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Lab;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.train.Snapshot;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.study.function.Relu;
import dev.engram.testkit.study.function.Sign;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.function.Tanh;
import dev.engram.testkit.study.layer.Convolution;
import dev.engram.testkit.study.layer.Normalised;
import dev.engram.testkit.study.optimizer.Adam;
import dev.engram.testkit.study.optimizer.AdamW;
import dev.engram.testkit.study.optimizer.Chain;
import dev.engram.testkit.study.optimizer.Clip;
import dev.engram.testkit.study.optimizer.Ema;
import dev.engram.testkit.study.optimizer.L2;
import dev.engram.testkit.study.optimizer.Lamb;
import dev.engram.testkit.study.optimizer.Lars;
import dev.engram.testkit.study.optimizer.Lbfgs;
import dev.engram.testkit.study.optimizer.Lookahead;
import dev.engram.testkit.study.optimizer.Momentum;
import dev.engram.testkit.study.optimizer.Muon;
import dev.engram.testkit.study.optimizer.Prodigy;
import dev.engram.testkit.study.optimizer.Rprop;
import dev.engram.testkit.study.optimizer.Sam;
import dev.engram.testkit.study.optimizer.ScheduleFreeAdamW;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.optimizer.Shampoo;
import dev.engram.testkit.study.optimizer.Split;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.Delta;
import dev.engram.testkit.study.rule.DirectFeedback;
import dev.engram.testkit.study.rule.EquilibriumPropagation;
import dev.engram.testkit.study.rule.FeedbackAlignment;
import dev.engram.testkit.study.rule.ForwardForward;
import dev.engram.testkit.study.rule.ForwardGradient;
import dev.engram.testkit.study.rule.Hebb;
import dev.engram.testkit.study.rule.KolenPollack;
import dev.engram.testkit.study.rule.Layerwise;
import dev.engram.testkit.study.rule.LocalLosses;
import dev.engram.testkit.study.rule.NodePerturbation;
import dev.engram.testkit.study.rule.Oja;
import dev.engram.testkit.study.rule.OutputOnly;
import dev.engram.testkit.study.rule.Pepita;
import dev.engram.testkit.study.rule.Perceptron;
import dev.engram.testkit.study.rule.PredictiveCoding;
import dev.engram.testkit.study.rule.Sanger;
import dev.engram.testkit.study.rule.SignSymmetry;
import dev.engram.testkit.study.rule.SoftHebb;
import dev.engram.testkit.study.rule.TargetPropagation;
import dev.engram.testkit.study.rule.ThreeFactor;
import dev.engram.testkit.study.rule.WeightPerturbation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training that is saved, restored elsewhere and goes on makes the same bits as one that was never
 * interrupted.
 */
class SaveAndRestoreTest {
  private static final Optimizer SGD = new Sgd(0.05f), MOMENTUM = new Momentum(0.01f, 0.9f);
  private static final Optimizer ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f),
      ADAMW = new AdamW(0.01f, 0.9f, 0.999f, 1e-8f, 0.01f);
  private static final LearningRule BACKPROP = new Backprop();

  static Stream<LearningRule> rules() {
    return Stream.of(
        BACKPROP,
        new OutputOnly(),
        new FeedbackAlignment(1),
        new DirectFeedback(1, DirectFeedback.Send.ERROR),
        new DirectFeedback(1, DirectFeedback.Send.SIGN),
        new DirectFeedback(1, DirectFeedback.Send.TARGET),
        new SignSymmetry(SignSymmetry.Magnitude.REDRAWN),
        new SignSymmetry(SignSymmetry.Magnitude.FIXED),
        new KolenPollack(0.001f),
        new TargetPropagation(0.5f, 0.1f),
        new EquilibriumPropagation(0.1f, 10, 5, true),
        new PredictiveCoding(10, 0.1f, false),
        new PredictiveCoding(1, 0.1f, true),
        new Pepita(0.05f),
        new LocalLosses(),
        new NodePerturbation(0.01f),
        new WeightPerturbation(0.01f),
        new ForwardGradient(),
        new ThreeFactor(0.01f, 0.9f),
        new Layerwise(new SoftHebb(2), new Delta()));
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        SGD,
        MOMENTUM,
        ADAM,
        ADAMW,
        new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50),
        new Lars(0.1f, 0.9f, 0.1f, 0, 0),
        new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0.01f),
        new Split(Split.Part.HIDDEN, new Muon(0.02f, 0.95f, 0), ADAMW),
        new Shampoo(0.05f, 1e-3f),
        new ScheduleFreeAdamW(0.01f, 0.9f, 0.999f, 1e-8f, 0, 5),
        new Lookahead(3, 0.5f, MOMENTUM),
        new Ema(0.9f, SGD),
        new Prodigy(1, 0.9f, 0.999f, 1e-8f, 1e-4, 0),
        new Sam(0.05f, MOMENTUM),
        new Lbfgs(1, 4, 1e-4f),
        new Chain(List.of(new Clip(0.5f), ADAM)),
        new Ema(0.9f, new Chain(List.of(new Clip(1), new L2(0.01f), ADAM))));
  }

  private static Arguments pair(Task task, LearningRule rule, Optimizer o) {
    return Arguments.of(task, rule, o);
  }

  static Stream<Arguments> everyRule() {
    Task usual = Task.usual();
    return rules().flatMap(r -> Stream.of(SGD, ADAM, new Sam(0.05f, MOMENTUM)).map(o -> pair(usual, r, o)));
  }

  static Stream<Arguments> everyOptimizer() {
    Task usual = Task.usual();
    List<LearningRule> some =
        List.of(
            BACKPROP,
            new KolenPollack(0.001f),
            new TargetPropagation(0.5f, 0.1f),
            new ThreeFactor(0.01f, 0.9f));
    return optimizers().flatMap(o -> o.needs().contains(Need.TRUE_GRADIENT)
        ? Stream.of(pair(usual.still(), BACKPROP, o))
        : some.stream().map(r -> pair(o.needs().isEmpty() ? usual : usual.still(), r, o)));
  }

  static Stream<Arguments> others() {
    LayerKind[] blocks = {new Convolution(1, 3, 3, new Tanh(), Task.GLOROT, Task.ZEROS),
        new Normalised(6, new Tanh(), 0.3f, Task.GLOROT, Task.ZEROS), Task.dense(Task.CLASSES, new Softmax())};
    Task linear = Task.linear(3, 5, 2, 1, 0.5, 0.1), drop = Task.usual().inputs(12).layers(blocks);
    Task rectified = Task.usual().layers(Task.dense(7, new Relu()), Task.dense(5, new Relu()));
    Task threshold = Task.classes(new Sse(), Task.dense(Task.CLASSES, new Sign()));
    return Stream.of(
        pair(rectified, new ForwardForward(1), ADAM),
        pair(linear, new Hebb(), new Sgd(0.01f)),
        pair(linear, new Oja(), new Sgd(0.01f)),
        pair(linear, new Sanger(), new Sgd(0.01f)),
        pair(threshold, new Perceptron(), new Sgd(1)),
        pair(drop, BACKPROP, ADAM),
        pair(drop, new KolenPollack(0.01f), new Sam(0.05f, SGD)));
  }

  @ParameterizedTest
  @MethodSource({"everyRule", "everyOptimizer", "others"})
  void goesOnWithTheSameBits(Task task, LearningRule rule, Optimizer o) {
    Lab whole = new Lab(task, rule, o), resumed = new Lab(task, rule, o);
    whole.steps(7);
    Snapshot saved = whole.stepper().save();
    float[] viewed = whole.stepper().viewed().clone();
    resumed.stepper().restore(saved);
    assertArrayEquals(viewed, resumed.stepper().viewed());
    for (int i = 0; i < 10; i++) {
      assertEquals(whole.step(), resumed.step());
    }
    assertArrayEquals(whole.theta(), resumed.theta());
    assertArrayEquals(whole.stepper().viewed(), resumed.stepper().viewed());
    same(whole.stepper().save(), resumed.stepper().save());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void whatIsSavedAtOnceAfterRestoringIsWhatWasRestored(Optimizer o) {
    Task still = Task.usual().still();
    Lab first = new Lab(still, new ThreeFactor(0.01f, 0.9f), o),
        second = new Lab(still, new ThreeFactor(0.01f, 0.9f), o);
    first.steps(5);
    Snapshot saved = first.stepper().save();
    second.stepper().restore(saved);
    same(saved, second.stepper().save());
  }

  @Test
  void anOldSnapshotIsNotTouchedByWhatComesAfterIt() {
    Lab lab = new Lab(Task.usual(), new ThreeFactor(0.01f, 0.9f), new Ema(0.9f, ADAM));
    lab.steps(3);
    Snapshot saved = lab.stepper().save();
    lab.steps(3);
    Lab once = new Lab(Task.usual(), new ThreeFactor(0.01f, 0.9f), new Ema(0.9f, ADAM));
    Lab twice = new Lab(Task.usual(), new ThreeFactor(0.01f, 0.9f), new Ema(0.9f, ADAM));
    once.stepper().restore(saved);
    once.steps(3);
    twice.stepper().restore(saved);
    twice.steps(3);
    assertArrayEquals(lab.theta(), once.theta());
    assertArrayEquals(lab.theta(), twice.theta());
  }

  @Test
  void aRunCanGoBackToItsOwnSnapshot() {
    Lab lab = new Lab(Task.usual(), new KolenPollack(0.01f), new Ema(0.9f, ADAM));
    lab.steps(3);
    Snapshot saved = lab.stepper().save();
    lab.steps(5);
    float[] there = lab.theta().clone(), viewed = lab.stepper().viewed().clone();
    lab.stepper().restore(saved);
    lab.steps(5);
    assertArrayEquals(there, lab.theta());
    assertArrayEquals(viewed, lab.stepper().viewed());
  }

  private static void same(Snapshot a, Snapshot b) {
    assertEquals(a.t(), b.t());
    assertArrayEquals(a.theta(), b.theta());
    same(a.slots(), b.slots());
    same(a.memory(), b.memory());
    assertEquals(a.scalars(), b.scalars());
    assertEquals(a.view(), b.view());
  }

  private static void same(Map<String, float[]> a, Map<String, float[]> b) {
    assertEquals(a.keySet(), b.keySet());
    a.forEach((name, x) -> assertArrayEquals(x, b.get(name), name));
  }
}
