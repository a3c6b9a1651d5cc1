package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Examples;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.study.function.CrossEntropy;
import dev.engram.testkit.study.function.Relu;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Tanh;
import dev.engram.testkit.study.optimizer.Adam;
import dev.engram.testkit.study.optimizer.Lbfgs;
import dev.engram.testkit.study.optimizer.Rprop;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.Delta;
import dev.engram.testkit.study.rule.DirectFeedback;
import dev.engram.testkit.study.rule.FeedbackAlignment;
import dev.engram.testkit.study.rule.ForwardForward;
import dev.engram.testkit.study.rule.ForwardGradient;
import dev.engram.testkit.study.rule.KolenPollack;
import dev.engram.testkit.study.rule.Layerwise;
import dev.engram.testkit.study.rule.LocalLosses;
import dev.engram.testkit.study.rule.NodePerturbation;
import dev.engram.testkit.study.rule.OutputOnly;
import dev.engram.testkit.study.rule.Pepita;
import dev.engram.testkit.study.rule.PredictiveCoding;
import dev.engram.testkit.study.rule.SignSymmetry;
import dev.engram.testkit.study.rule.SoftHebb;
import dev.engram.testkit.study.rule.TargetPropagation;
import dev.engram.testkit.study.rule.ThreeFactor;
import dev.engram.testkit.study.rule.WeightPerturbation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules really learn: on examples that they never saw they beat the control, whose hidden layers stay
 * random.
 */
class LearningTest {
  private static final int STEPS = 3000;
  private static final int BATCHES = 60;

  /** Three classes that no plane separates; so narrow that random features are not enough. */
  private static final Task NARROW =
      Task.classes(
              new CrossEntropy(1e-7f),
              Task.dense(8, new Tanh()),
              Task.dense(8, new Tanh()),
              Task.dense(Task.CLASSES, new Softmax()))
          .rows(32);

  private static Optimizer adam(float rate) {
    return new Adam(rate, 0.9f, 0.999f, 1e-8f);
  }

  private static double accuracy(LearningRule rule, Optimizer o) {
    Lab lab = new Lab(NARROW, rule, o);
    lab.steps(STEPS);
    return lab.accuracy(BATCHES);
  }

  private static double control;

  @BeforeAll
  static void trainTheControl() {
    control = accuracy(new OutputOnly(), adam(0.01f));
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(new Backprop(), adam(0.01f), 0.2),
        Arguments.of(new FeedbackAlignment(1), adam(0.01f), 0.15),
        Arguments.of(new KolenPollack(0.001f), adam(0.01f), 0.2),
        Arguments.of(new SignSymmetry(SignSymmetry.Magnitude.FIXED), adam(0.01f), 0.2),
        Arguments.of(new LocalLosses(), adam(0.01f), 0.1),
        Arguments.of(new DirectFeedback(1, DirectFeedback.Send.ERROR), adam(0.01f), 0.15),
        Arguments.of(new DirectFeedback(1, DirectFeedback.Send.SIGN), adam(0.01f), 0.1),
        Arguments.of(new DirectFeedback(1, DirectFeedback.Send.TARGET), adam(0.003f), 0.05),
        Arguments.of(new TargetPropagation(0.5f, 0.1f), adam(0.003f), 0.15),
        Arguments.of(new PredictiveCoding(10, 0.2f, false), adam(0.003f), 0.1),
        Arguments.of(new Pepita(0.1f), adam(0.003f), 0.05),
        Arguments.of(new Layerwise(new SoftHebb(2), new Delta()), new Sgd(0.2f), 0.05),
        Arguments.of(new NodePerturbation(0.01f), adam(0.005f), 0.1),
        Arguments.of(new ThreeFactor(0.01f, 0), adam(0.005f), 0.05),
        Arguments.of(new WeightPerturbation(0.01f), adam(0.005f), 0.05),
        Arguments.of(new ForwardGradient(), adam(0.005f), 0.05));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void hiddenLayersLearnWhatTheControlCannot(LearningRule rule, Optimizer o, double margin) {
    double reached = accuracy(rule, o);
    assertTrue(reached > control + margin, reached + " against " + control);
  }

  /** The label has three inputs of its own. */
  @Test
  void forwardForwardTellsRightLabelsFromWrongOnes() {
    Examples.Labels teacher = Examples.teacher(3, Task.INPUTS, Task.CLASSES);
    Examples.Labels behind = (x, xFrom, n, t, tFrom, k) -> {
      teacher.write(x, xFrom + k, n - k, t, tFrom, k);
      Arrays.fill(x, xFrom, xFrom + k, 0);
    };
    Task task =
        new Task(
            Task.INPUTS + Task.CLASSES,
            Task.CLASSES,
            32,
            List.of(Task.dense(32, new Relu()), Task.dense(32, new Relu())),
            new CrossEntropy(1e-7f),
            3,
            behind,
            step -> step);
    Lab lab = new Lab(task, new ForwardForward(1), adam(0.001f));
    assertTrue(lab.accuracy(BATCHES) < 0.5, "one in three by chance");
    lab.steps(STEPS);
    assertTrue(lab.accuracy(BATCHES) > 0.8, "reached " + lab.accuracy(BATCHES));
  }

  static Stream<Optimizer> optimizers() {
    return SaveAndRestoreTest.optimizers().filter(o -> o.needs().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerForMiniBatchesBringsTheLossDown(Optimizer o) {
    Lab lab = new Lab(NARROW, new Backprop(), o);
    double first = lab.steps(20);
    lab.steps(960);
    double last = lab.steps(20);
    assertTrue(last < 0.8 * first, first + " became " + last);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void optimizersForFullBatchesReachAPerfectFit(boolean secondOrder) {
    Task few = NARROW.still();
    Lab lab =
        new Lab(
            few,
            new Backprop(),
            secondOrder ? new Lbfgs(1, 10, 1e-4f) : new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50));
    lab.steps(200);
    double reached = lab.step();
    assertTrue(reached < 0.01, "loss " + reached);
  }
}
