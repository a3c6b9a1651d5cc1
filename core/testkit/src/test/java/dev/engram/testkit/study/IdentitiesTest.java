package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Lab;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.testkit.study.function.Identity;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.Delta;
import dev.engram.testkit.study.rule.DirectFeedback;
import dev.engram.testkit.study.rule.LocalLosses;
import dev.engram.testkit.study.rule.NodePerturbation;
import dev.engram.testkit.study.rule.Oja;
import dev.engram.testkit.study.rule.OutputOnly;
import dev.engram.testkit.study.rule.Pepita;
import dev.engram.testkit.study.rule.PredictiveCoding;
import dev.engram.testkit.study.rule.Sanger;
import dev.engram.testkit.study.rule.SignSymmetry;
import dev.engram.testkit.study.rule.TargetPropagation;
import dev.engram.testkit.study.rule.ThreeFactor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are another rule, exactly, under the right circumstances. */
class IdentitiesTest {
  private static final Task DEEP = Task.usual().still(), SHALLOW = Task.shallow().still();

  static Stream<Task> tasks() {
    return GradientTest.tasks().map(Task::still);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void feedbackThroughCopiesOfTheWeightsIsBackprop(Task task) {
    LearningRule copies = setup -> {
      Scratch[] w = setup.network().layers().stream()
          .map(l -> setup.scratch(l.weights().rows(), l.weights().cols())).toArray(Scratch[]::new);
      return setup.transport((layer, batch) -> w[layer.index()].set(layer.weights()));
    };
    assertArrayEquals(Lab.gradient(task, new Backprop()), Lab.gradient(task, copies));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void exactPredictiveCodingIsBackprop(Task task) {
    float[] z = Lab.gradient(task, new PredictiveCoding(1, 0.1f, true));
    assertTrue(Numbers.difference(z, Lab.gradient(task, new Backprop())) < 1e-6);
  }

  @Test
  void signSymmetryIsBackpropWhereAllMagnitudesAreEqual() {
    float[][] g = new float[2][];
    LearningRule[] rules = {new Backprop(), new SignSymmetry(SignSymmetry.Magnitude.UNIFORM)};
    for (int k = 0; k < 2; k++) {
      Lab lab = new Lab(DEEP, rules[k]);
      for (int l = 0; l < 3; l++) {
        Parameter p = lab.parameter("layer" + l + "/weights");
        float s = Maths.sqrt(2f / (p.rows() + p.cols()));
        lab.change(p.name(), x -> s * Math.signum(x));
      }
      lab.step();
      g[k] = lab.gradient();
    }
    assertArrayEquals(g[0], g[1]);
  }

  @ParameterizedTest
  @EnumSource(SignSymmetry.Magnitude.class)
  void signSymmetryStartsCloserToTheGradientThanARightAngle(SignSymmetry.Magnitude magnitude) {
    Lab bp = new Lab(DEEP, new Backprop()), s = new Lab(DEEP, new SignSymmetry(magnitude));
    bp.step();
    s.step();
    assertTrue(Numbers.cosine(s.gradient("layer0/weights"), bp.gradient("layer0/weights")) > 0.3);
  }

  @Test
  void outputOnlyCreditsNothingBelowAndTheLastLayerAsBackprop() {
    Lab bp = new Lab(DEEP, new Backprop()), only = new Lab(DEEP, new OutputOnly());
    bp.step();
    only.step();
    for (String p : List.of("layer0/weights", "layer0/bias", "layer1/weights", "layer1/bias")) {
      assertTrue(Numbers.zero(only.gradient(p)), p);
    }
    assertArrayEquals(bp.gradient("layer2/weights"), only.gradient("layer2/weights"));
    assertArrayEquals(bp.gradient("layer2/bias"), only.gradient("layer2/bias"));
  }

  @Test
  void fromWeightsThatAreZeroBackpropMovesNoHiddenWeightAndDirectFeedbackDoes() {
    Lab bp = new Lab(DEEP, new Backprop()).change(x -> 0);
    Lab dfa = new Lab(DEEP, new DirectFeedback(1, DirectFeedback.Send.ERROR)).change(x -> 0);
    bp.step();
    dfa.step();
    assertTrue(Numbers.zero(bp.gradient("layer0/weights")));
    assertFalse(Numbers.zero(dfa.gradient("layer0/weights")));
  }

  @Test
  void targetProjectionCreditsHiddenLayersWithoutLookingAtTheOutput() {
    DirectFeedback drtp = new DirectFeedback(1, DirectFeedback.Send.TARGET);
    Lab a = new Lab(DEEP, drtp), b = new Lab(DEEP, drtp).change("layer2/weights", x -> -3 * x);
    a.step();
    b.step();
    assertArrayEquals(a.gradient("layer0/weights"), b.gradient("layer0/weights"));
    assertFalse(Arrays.equals(a.gradient("layer2/weights"), b.gradient("layer2/weights")));
  }

  @Test
  void theSignOfTheErrorIsAllThatSignedDirectFeedbackSends() {
    Lab error = new Lab(SHALLOW, new DirectFeedback(1, DirectFeedback.Send.ERROR));
    Lab sign = new Lab(SHALLOW, new DirectFeedback(1, DirectFeedback.Send.SIGN));
    error.step();
    sign.step();
    assertTrue(
        Numbers.cosine(error.gradient("layer0/weights"), sign.gradient("layer0/weights")) > 0.8);
    assertFalse(Arrays.equals(error.gradient("layer0/weights"), sign.gradient("layer0/weights")));
  }

  @Test
  void pepitaWithoutProjectionLeavesHiddenLayersAloneAndTrainsTheLastAsBackprop() {
    Lab bp = new Lab(DEEP, new Backprop()), p = new Lab(DEEP, new Pepita(0));
    bp.step();
    p.step();
    assertTrue(Numbers.zero(p.gradient("layer0/weights")));
    assertTrue(Numbers.zero(p.gradient("layer1/weights")));
    assertArrayEquals(bp.gradient("layer2/weights"), p.gradient("layer2/weights"));
  }

  @Test
  void targetPropagationWithOneHiddenLayerIsBackpropTimesItsPull() {
    Lab bp = new Lab(SHALLOW, new Backprop()), tp = new Lab(SHALLOW, new TargetPropagation(0.5f, 0.1f));
    bp.step();
    tp.step();
    assertTrue(
        Numbers.difference(
                tp.gradient("layer0/weights"), Numbers.scaled(0.5f, bp.gradient("layer0/weights")))
            < 1e-5);
    assertArrayEquals(bp.gradient("layer1/weights"), tp.gradient("layer1/weights"));
  }

  @Test
  void targetPropagationWithoutPullMovesInversesOnly() {
    Lab tp = new Lab(DEEP, new TargetPropagation(0, 0.1f));
    tp.step();
    assertTrue(
        Numbers.zero(tp.gradient("layer0/weights")),
        "a target that is reached below is reached exactly");
    assertTrue(Numbers.zero(tp.gradient("layer1/weights")));
    assertFalse(Numbers.zero(tp.gradient("rule/inverse/1/weights")));
  }

  @Test
  void aLocalLossUnderACopyOfTheOutputLayerIsBackprop() {
    Lab bp = new Lab(SHALLOW, new Backprop()), local = new Lab(SHALLOW, new LocalLosses());
    local.copy("layer1/weights", "rule/head/0/weights");
    bp.step();
    local.step();
    assertArrayEquals(bp.gradient("layer0/weights"), local.gradient("layer0/weights"));
    assertArrayEquals(local.gradient("layer1/weights"), local.gradient("rule/head/0/weights"));
  }

  @Test
  void threeFactorsWithoutMemoryAreNodePerturbationAtBatchOne() {
    Task one = DEEP.rows(1);
    float[] np = Lab.gradient(one, new NodePerturbation(0.01f));
    assertTrue(Numbers.norm(np) > 0);
    assertTrue(Numbers.difference(Lab.gradient(one, new ThreeFactor(0.01f, 0)), np) < 1e-6);
  }

  @Test
  void theDeltaRuleIsBackpropOnOneLinearLayer() {
    Task linear = Task.classes(new Sse(), Task.dense(Task.CLASSES, new Identity())).still();
    assertArrayEquals(Lab.gradient(linear, new Backprop()), Lab.gradient(linear, new Delta()));
  }

  @Test
  void sangersRuleOfOneUnitIsOjas() {
    Task one = Task.linear(1, 5, 2, 1).still();
    float[] oja = Lab.gradient(one, new Oja());
    assertTrue(Numbers.norm(oja) > 0);
    assertArrayEquals(oja, Lab.gradient(one, new Sanger()));
  }

  @Test
  void aRuleCannotWriteWeights() {
    for (Layer l : new Lab(DEEP, new Backprop()).learner().network().layers()) {
      assertFalse(l.weights() instanceof Scratch);
    }
  }
}
