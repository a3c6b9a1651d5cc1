package dev.engram.testkit.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.lab.Examples;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.TrueGradient;
import dev.engram.testkit.standins.KolenPollack;
import dev.engram.testkit.standins.LocalLosses;
import dev.engram.testkit.standins.Sam;
import dev.engram.testkit.standins.Split;
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
  private static final CrossEntropy CE = new CrossEntropy();

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
    Lab lab = new Lab(small(0.3f).seed(WITHOUT_TIES).still(), new TrueGradient());
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

  static Stream<LearningRule> rules() {
    return Stream.of(new TrueGradient(), new KolenPollack(0.001f), new LocalLosses());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleThatAsksForNothingPlainLearns(LearningRule rule) {
    Optimizer o = new Split(Split.Part.HIDDEN, new HeavyBall(0.01f, 0.9f), new HeavyBall(0.02f, 0.9f));
    Lab lab = new Lab(wide(0).rows(32), rule, o);
    double first = lab.steps(20);
    lab.steps(560);
    double last = lab.steps(20);
    assertTrue(last < first, first + " became " + last);
  }

  @Test
  void everyPassOfAStepDropsTheSameUnitsAndAPredictionNone() {
    Lab lab = new Lab(small(0.5f).still(), new TrueGradient());
    double first = lab.step();
    assertEquals(first, lab.computeGradient(), "the same step again");
    assertTrue(Math.abs(first - lab.step()) > 1e-3, "the next step");
    double predicted = loss(lab);
    assertTrue(Math.abs(predicted - lab.computeGradient()) > 1e-3);
    lab.step();
    assertEquals(predicted, loss(lab));
  }

  private static double loss(Lab lab) {
    ScratchMatrix scores = new ScratchMatrix(Task.ROWS, Task.CLASSES, new ComputeContext()), each = new ScratchMatrix(Task.ROWS, 1, new ComputeContext());
    return lab.learner().predict(lab.batch().inputs(), lab.batch().targets(), scores, each);
  }

  @Test
  void samWithoutASlopeToClimbIsItsBaseUnderDropOut() {
    Lab base = new Lab(wide(0.3f), new TrueGradient(), new PlainDescent(0.1f)),
        sam = new Lab(wide(0.3f), new TrueGradient(), new Sam(0, new PlainDescent(0.1f)));
    base.steps(20);
    sam.steps(20);
    assertArrayEquals(base.theta(), sam.theta());
  }
}
