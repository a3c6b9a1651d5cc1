package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Examples;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.Meter;
import dev.engram.engine.network.Work;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.study.function.CrossEntropy;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Tanh;
import dev.engram.testkit.study.layer.Convolution;
import dev.engram.testkit.study.layer.Normalised;
import dev.engram.testkit.study.optimizer.AdamW;
import dev.engram.testkit.study.optimizer.Muon;
import dev.engram.testkit.study.optimizer.Sam;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.optimizer.Split;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.DirectFeedback;
import dev.engram.testkit.study.rule.FeedbackAlignment;
import dev.engram.testkit.study.rule.ForwardGradient;
import dev.engram.testkit.study.rule.KolenPollack;
import dev.engram.testkit.study.rule.LocalLosses;
import dev.engram.testkit.study.rule.NodePerturbation;
import dev.engram.testkit.study.rule.OutputOnly;
import dev.engram.testkit.study.rule.SignSymmetry;
import dev.engram.testkit.study.rule.WeightPerturbation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolution, pooling, batch normalisation and drop-out behind the same interface: no rule and no
 * optimizer knows.
 */
class ConvolutionTest {
  private static final int INPUTS = 12;
  /** Examples in which no two numbers that compete in a pool are so close that a difference step swaps them. */
  private static final long WITHOUT_TIES = 1;
  private static final CrossEntropy CE = new CrossEntropy(1e-7f);

  private static LayerKind convolution(int maps) {
    return new Convolution(1, maps, 3, new Tanh(), Task.GLOROT, Task.ZEROS);
  }

  private static LayerKind normalised(int units, float drop) {
    return new Normalised(units, new Tanh(), drop, Task.GLOROT, Task.ZEROS);
  }

  private static Task small(float drop) {
    return Task.classes(
            CE, convolution(3), normalised(6, drop), Task.dense(Task.CLASSES, new Softmax()))
        .inputs(INPUTS);
  }

  private static Task wide(float drop) {
    return Task.classes(
            CE, convolution(6), normalised(16, drop), Task.dense(Task.CLASSES, new Softmax()))
        .inputs(INPUTS);
  }

  @Test
  void backpropIsTheSlopeOfTheLoss() {
    Lab lab = new Lab(small(0.3f).seed(WITHOUT_TIES).still(), new Backprop());
    lab.step();
    assertEquals(0, Numbers.difference(lab.differences(2e-3f), lab.gradient()), 2e-4);
    for (String p : List.of("layer0/weights", "layer1/gain", "layer1/shift", "layer2/bias")) {
      assertFalse(Numbers.zero(lab.gradient(p)), p);
    }
  }

  @Test
  void tangentIsTheChangeOfTheOutputWithInputAndParameters() {
    Lab lab = new Lab(small(0.3f).seed(WITHOUT_TIES).still(), TangentProbe.of(1e-3f));
    lab.step();
    assertEquals(0, Numbers.difference(TangentProbe.numeric(lab), TangentProbe.analytic(lab)), 5e-4);
  }

  @Test
  void forwardGradientsSlopeIsBackpropsAlongTheDirection() {
    Lab lab = new Lab(small(0.3f).still(), new ForwardGradient());
    lab.step();
    float[] truth = Lab.gradient(small(0.3f).still(), new Backprop()), u = GradientTest.direction(lab);
    double slope = Numbers.dot(lab.gradient(), u) / Numbers.dot(u, u);
    assertEquals(Numbers.dot(truth, u), slope, 1e-5 * Numbers.norm(truth) * Numbers.norm(u));
  }

  static Stream<LearningRule> rules() {
    return Stream.of(
        new Backprop(),
        new FeedbackAlignment(1),
        new KolenPollack(0.001f),
        new SignSymmetry(SignSymmetry.Magnitude.FIXED),
        new DirectFeedback(1, DirectFeedback.Send.ERROR),
        new LocalLosses(),
        new NodePerturbation(0.01f),
        new WeightPerturbation(0.01f),
        new OutputOnly(),
        new ForwardGradient());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleThatAsksForNothingPlainLearns(LearningRule rule) {
    Optimizer o =
        new Split(
            Split.Part.HIDDEN,
            new Muon(0.01f, 0.95f, 0),
            new AdamW(0.005f, 0.9f, 0.999f, 1e-8f, 0));
    Lab lab = new Lab(wide(0).rows(32), rule, o);
    double first = lab.steps(20);
    lab.steps(560);
    double last = lab.steps(20);
    assertTrue(last < first, first + " became " + last);
  }

  @Test
  void creditThroughConvolutionBeatsTheControl() {
    Optimizer o = new AdamW(0.005f, 0.9f, 0.999f, 1e-8f, 0);
    Lab bp = new Lab(wide(0.1f).rows(32), new Backprop(), o),
        control = new Lab(wide(0.1f).rows(32), new OutputOnly(), o);
    bp.steps(600);
    control.steps(600);
    assertTrue(
        bp.accuracy(40) > control.accuracy(40) + 0.02,
        bp.accuracy(40) + " against " + control.accuracy(40));
  }

  @Test
  void everyPassOfAStepDropsTheSameUnitsAndAPredictionNone() {
    Lab lab = new Lab(small(0.5f).still(), new Backprop());
    double first = lab.step();
    assertEquals(first, lab.measure(), "the same step again");
    assertTrue(Math.abs(first - lab.step()) > 1e-3, "the next step");
    double predicted = loss(lab);
    assertTrue(Math.abs(predicted - lab.measure()) > 1e-3);
    lab.step();
    assertEquals(predicted, loss(lab));
  }

  private static double loss(Lab lab) {
    Work scores = new Work(Task.ROWS, Task.CLASSES, new Meter()), each = new Work(Task.ROWS, 1, new Meter());
    return lab.learner().predict(lab.batch().inputs(), lab.batch().targets(), scores, each);
  }

  @Test
  void samWithoutASlopeToClimbIsItsBaseUnderDropOut() {
    Lab base = new Lab(wide(0.3f), new Backprop(), new Sgd(0.1f)),
        sam = new Lab(wide(0.3f), new Backprop(), new Sam(0, new Sgd(0.1f)));
    base.steps(20);
    sam.steps(20);
    assertArrayEquals(base.theta(), sam.theta());
  }
}
