package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.plugins.learningrules.ForwardForward.Label;
import dev.engram.plugins.learningrules.ForwardForward.Prediction;
import dev.engram.plugins.learningrules.ForwardForward.Wrong;
import dev.engram.spi.IncompatibleException;
import dev.engram.testkit.lab.Examples;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForwardForwardTest {
  private static final LayerKind SEVEN = Task.dense(7, new TestRelu()), FIVE = Task.dense(5, new TestRelu());
  private static final Task TWO = Task.classes(new SumOfSquares(), SEVEN, FIVE).still(), ONE = TWO.layers(SEVEN);

  private static ForwardForward rule(Label label) {
    return new ForwardForward(1, label, 1, Wrong.EVEN, Prediction.GOODNESS);
  }

  /** With one layer the reported loss is that layer's own. */
  @ParameterizedTest
  @EnumSource(Label.class)
  void oneLayersGradientIsTheSlopeOfItsLoss(Label label) {
    Lab lab = new Lab(ONE, rule(label));
    lab.step();
    assertTrue(Numbers.norm(lab.gradient()) > 0.1);
    float[] differences = lab.differences(2e-3f);
    if (label == Label.APPEND) { // the label's layer has a bias that nobody uses
      assertTrue(Numbers.zero(lab.gradient("rule/label/bias")) && Numbers.norm(lab.gradient("rule/label/weights")) > 0.1);
    }
    assertEquals(0, Numbers.difference(differences, lab.gradient()), 2e-4);
  }

  /** What the second layer's parameters change is its own loss only, so differences of the sum show its slope. */
  @ParameterizedTest
  @EnumSource(Label.class)
  void theSecondLayersGradientIsTheSlopeOfItsLoss(Label label) {
    Lab lab = new Lab(TWO, rule(label));
    lab.step();
    float[] differences = lab.differences(2e-3f);
    for (String name : List.of("layer1/weights", "layer1/bias")) {
      int from = lab.parameter(name).from(), to = lab.parameter(name).to();
      assertEquals(0, Numbers.difference(Arrays.copyOfRange(differences, from, to), lab.gradient(name)), 2e-4, name);
    }
  }

  @ParameterizedTest
  @EnumSource(Prediction.class)
  void theSecondLayerAndTheHeadChangeNothingInTheFirst(Prediction prediction) {
    Lab alone = new Lab(ONE, rule(Label.REPLACE)), both =
        new Lab(TWO, new ForwardForward(1, Label.REPLACE, 1, Wrong.EVEN, prediction));
    alone.step();
    both.step();
    assertArrayEquals(alone.gradient("layer0/weights"), both.gradient("layer0/weights"));
    assertArrayEquals(alone.gradient("layer0/bias"), both.gradient("layer0/bias"));
  }

  /** Activity twice as long looks the same to the layer above: it cannot read the goodness below from the length. */
  @ParameterizedTest
  @EnumSource(Label.class)
  void theLengthOfAnActivityDoesNotReachTheNextLayer(Label label) {
    Lab once = new Lab(TWO, rule(label)), twice = new Lab(TWO, rule(label));
    twice.change("layer0/weights", x -> 2 * x).change("layer0/bias", x -> 2 * x);
    if (label == Label.APPEND) {
      twice.change("rule/label/weights", x -> 2 * x);
    }
    once.step();
    twice.step();
    assertEquals(0, Numbers.difference(twice.gradient("layer1/weights"), once.gradient("layer1/weights")), 1e-6);
    assertTrue(Numbers.difference(twice.gradient("layer0/weights"), once.gradient("layer0/weights")) > 0.1);
  }

  /** The same examples with three silent inputs before the others. */
  private static Task padded(LayerKind... layers) {
    Examples.Labels teacher = Examples.teacher(3, Task.INPUTS, Task.CLASSES);
    Examples.Labels behind = (x, xFrom, n, t, tFrom, k) -> {
      teacher.write(x, xFrom + k, n - k, t, tFrom, k);
      Arrays.fill(x, xFrom, xFrom + k, 0);
    };
    return new Task(Task.INPUTS + Task.CLASSES, Task.CLASSES, 32, List.of(layers), new SumOfSquares(), 3, behind,
        step -> step);
  }

  /** Weights [U W] on the padded inputs do what U for the label and W for the inputs do. */
  @Test
  void appendingTheLabelIsReplacingSilentInputs() {
    Task bare = padded(SEVEN, FIVE).still();
    Lab replace = new Lab(bare, rule(Label.REPLACE)), append = new Lab(bare, rule(Label.APPEND));
    int wide = bare.inputs(), w = replace.parameter("layer0/weights").from(), v = append.parameter("layer0/weights").from(),
        u = append.parameter("rule/label/weights").from();
    for (int unit = 0; unit < 7; unit++) {
      for (int i = 0; i < wide; i++) {
        float x = replace.theta()[w + unit * wide + i];
        append.theta()[v + unit * wide + i] = x;
        if (i < 3) {
          append.theta()[u + unit * 3 + i] = x;
        }
      }
    }
    replace.step();
    append.step();
    float[] together = replace.gradient("layer0/weights"), own = append.gradient("rule/label/weights"),
        rest = append.gradient("layer0/weights");
    for (int i = 0; i < together.length; i++) {
      int unit = i / wide, input = i % wide;
      assertEquals(together[i], input < 3 ? own[unit * 3 + input] : rest[i], 1e-5);
    }
    assertEquals(0, Numbers.difference(append.gradient("layer1/weights"), replace.gradient("layer1/weights")), 1e-5);
  }

  /** With one class alone, right and wrong labels show in whose weights are credited. */
  @Test
  void hardWrongLabelsAreThoseThatTheHeadFindsLikelyAndNeverTheRightOne() {
    Task alone = new Task(Task.INPUTS, Task.CLASSES, 32, List.of(SEVEN, FIVE), new SumOfSquares(), 3,
        (x, xFrom, n, t, tFrom, k) -> t[tFrom] = 1, step -> 1);
    for (Wrong wrong : Wrong.values()) {
      Lab lab = new Lab(alone, new ForwardForward(1, Label.APPEND, 1, wrong, Prediction.HEAD));
      int bias = lab.parameter("rule/head/1/bias").from();
      lab.theta()[bias] = 50; // the right label: the head knows it, and it may not be drawn
      lab.theta()[bias + 2] = 30;
      lab.step();
      boolean[] credited = new boolean[3];
      float[] g = lab.gradient("rule/label/weights");
      for (int i = 0; i < g.length; i++) {
        credited[i % 3] |= g[i] != 0;
      }
      assertTrue(credited[0] && credited[2]);
      assertEquals(wrong == Wrong.EVEN, credited[1]);
    }
  }

  @Test
  void theHeadDescendsItsCrossEntropy() {
    ForwardForward rule = new ForwardForward(1, Label.APPEND, 1, Wrong.EVEN, Prediction.HEAD);
    Lab lab = new Lab(TWO, rule);
    lab.step();
    float[] g = lab.gradient("rule/head/1/weights");
    int from = lab.parameter("rule/head/1/weights").from();
    for (int i = 0; i < g.length; i++) {
      float keep = lab.theta()[from + i];
      lab.theta()[from + i] = keep + 5e-3f;
      double up = crossEntropy(lab);
      lab.theta()[from + i] = keep - 5e-3f;
      double down = crossEntropy(lab);
      lab.theta()[from + i] = keep;
      assertEquals((up - down) / 1e-2, g[i], 1e-4);
    }
  }

  private static ScratchMatrix scores(Lab lab) {
    int rows = lab.batch().rows();
    ScratchMatrix scores = new ScratchMatrix(rows, Task.CLASSES, new ComputeContext()), each = new ScratchMatrix(rows, 1, new ComputeContext());
    lab.learner().predict(lab.batch().inputs(), lab.batch().targets(), scores, each);
    return scores;
  }

  private static double crossEntropy(Lab lab) {
    ScratchMatrix p = scores(lab);
    double sum = 0;
    for (int r = 0; r < p.rows(); r++) {
      sum -= StrictMath.log(p.get(r, lab.batch().label(r))) / p.rows();
    }
    return sum;
  }

  /** The second layer's goodness under every label, in double precision. */
  @Test
  void scoresAreTheGoodnessOfAllLayersButTheFirst() {
    Lab lab = new Lab(TWO, rule(Label.REPLACE));
    lab.step();
    ScratchMatrix said = scores(lab);
    double[][] x = Numbers.array(lab.batch().inputs());
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < 3; c++) {
        for (int j = 0; j < 3; j++) {
          x[r][j] = j == c ? 1 : 0;
        }
        double[] h = rectified(lab.theta("layer0/weights"), x[r], 7);
        double length = 1e-8 + Math.sqrt(Arrays.stream(h).map(v -> v * v).sum() / 7);
        double[] top = rectified(lab.theta("layer1/weights"), Arrays.stream(h).map(v -> v / length).toArray(), 5);
        assertEquals(Arrays.stream(top).map(v -> v * v).sum(), said.get(r, c), 1e-4);
      }
    }
  }

  private static double[] rectified(float[] w, double[] x, int units) {
    double[] h = new double[units];
    for (int i = 0; i < w.length; i++) {
      h[i / x.length] += w[i] * x[i % x.length];
    }
    return Arrays.stream(h).map(a -> Math.max(a, 0)).toArray();
  }

  @ParameterizedTest
  @EnumSource(Label.class)
  void itLearnsToTellRightLabelsFromWrongOnes(Label label) {
    for (Prediction prediction : Prediction.values()) {
      for (Wrong wrong : Wrong.values()) {
        Task task = label == Label.REPLACE ? padded(Task.dense(32, new TestRelu()), Task.dense(32, new TestRelu()))
            : TWO.layers(Task.dense(32, new TestRelu()), Task.dense(32, new TestRelu())).rows(32).seed(3);
        Task moving = new Task(task.inputs(), 3, 32, task.layers(), task.loss(), 3, task.labels(), step -> step);
        Lab lab = new Lab(moving, new ForwardForward(1, label, 1, wrong, prediction), new TestRmsProp(0.002f));
        lab.steps(2000);
        double reached = lab.accuracy(60);
        assertTrue(reached > 0.7, label + ", " + prediction + ", " + wrong + ": " + reached);
      }
    }
  }

  private static String refusal(Label label, Task task) {
    return assertThrows(IncompatibleException.class, () -> new Lab(task, rule(label))).getMessage();
  }

  @Test
  void whatHasNoRoomForLabelsIsRefusedWithTheWayOut() {
    assertTrue(refusal(Label.REPLACE, TWO.inputs(3)).contains("first 3 inputs, and there are only 3: set label: append"));
    assertFalse(new Lab(TWO.inputs(3), rule(Label.APPEND)).step() < 0, "append does with any number");
    Task column = new Task(6, 1, 8, TWO.layers(), TWO.loss(), 3, Examples.sides(), step -> step);
    assertTrue(refusal(Label.APPEND, column).contains("coding: one-hot"));
    Task output = TWO.layers(SEVEN, Task.dense(3, new Softmax()));
    assertTrue(refusal(Label.APPEND, output).contains("leave the softmax layer out"));
  }
}
