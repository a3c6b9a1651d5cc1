package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.ForwardGradient.Space;
import dev.engram.plugins.learningrules.NodePerturbation.Noise;
import dev.engram.plugins.learningrules.NodePerturbation.Presynaptic;
import dev.engram.plugins.learningrules.WeightPerturbation.Direction;
import dev.engram.plugins.learningrules.WeightPerturbation.Sides;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Numbers;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Threshold;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PerturbationRulesTest {
  private static final Task DEEP = Task.usual().still();
  private static final float[] TRUTH = Lab.gradient(DEEP, new Backprop());
  private static final int P = TRUTH.length;

  /** 0 where the largest output is the right one, else 1. */
  private record Wrong() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
      int best = from;
      for (int i = from; i < to; i++) {
        best = y[i] > y[best] ? i : best;
      }
      return 1 - t[best];
    }

    @Override
    public void gradient(float[] y, float[] t, float[] out, int from, int to) {
      Arrays.fill(out, from, to, 0);
    }

    @Override
    public boolean differentiable() {
      return false;
    }
  }

  private static NodePerturbation nodes(float sigma, boolean antithetic) {
    return new NodePerturbation(sigma, Noise.GAUSSIAN, antithetic, false, Presynaptic.CLEAN);
  }

  private static WeightPerturbation weights(float c, Direction u, Sides sides) {
    return new WeightPerturbation(c, u, sides, 0);
  }

  /** Sums of many draws for the same batch. */
  private static final class NoiseDraws {
    final float[] mean;
    /** Mean of |G|^2. */
    final double square;

    NoiseDraws(Task task, LearningRule rule, int n) {
      Lab lab = new Lab(task, rule);
      double[] sum = new double[lab.theta().length];
      double squares = 0;
      for (int k = 0; k < n; k++) {
        lab.step();
        float[] g = lab.gradient();
        for (int i = 0; i < g.length; i++) {
          sum[i] += g[i] / n;
        }
        squares += Numbers.dot(g, g) / n;
      }
      mean = new float[sum.length];
      for (int i = 0; i < sum.length; i++) {
        mean[i] = (float) sum[i];
      }
      square = squares;
    }

    double cosine() {
      return Numbers.cosine(mean, TRUTH);
    }

    double excess() {
      return square / Numbers.dot(TRUTH, TRUTH);
    }
  }

  static Stream<NodePerturbation> nodePerturbations() {
    return Stream.of(nodes(0.01f, false), nodes(0.01f, true),
        new NodePerturbation(0.01f, Noise.SIGNS, false, false, Presynaptic.CLEAN),
        new NodePerturbation(0.01f, Noise.GAUSSIAN, false, true, Presynaptic.CLEAN),
        new NodePerturbation(0.01f, Noise.GAUSSIAN, true, true, Presynaptic.NOISY));
  }

  @ParameterizedTest
  @MethodSource("nodePerturbations")
  void nodePerturbationAveragesToBackpropInEveryLayer(NodePerturbation rule) {
    Lab lab = new Lab(DEEP, new Backprop());
    float[] mean = new NoiseDraws(DEEP, rule, 3000).mean;
    for (Parameter p : lab.arena().parameters()) {
      float[] g = Arrays.copyOfRange(mean, p.from(), p.to()), bp = Arrays.copyOfRange(TRUTH, p.from(), p.to());
      double cosine = Numbers.cosine(g, bp);
      assertTrue(cosine > 0.985, p.name() + ": cosine " + cosine);
      assertEquals(1, Numbers.norm(g) / Numbers.norm(bp), 0.1, p.name());
    }
  }

  /** Both draw the same noise, so that the one without a finite difference is the truth for the other. */
  private static double finiteDifference(float sigma, boolean antithetic) {
    return Numbers.difference(Lab.gradient(DEEP, nodes(sigma, antithetic)),
        Lab.gradient(DEEP, new ForwardGradient(1, Space.ACTIVITIES)));
  }

  @Test
  void theErrorOfNodePerturbationIsOfFirstOrderInSigmaAndAntitheticOfSecond() {
    assertEquals(2, finiteDifference(0.1f, false) / finiteDifference(0.05f, false), 0.4);
    assertEquals(4, finiteDifference(0.2f, true) / finiteDifference(0.1f, true), 0.6);
    assertTrue(finiteDifference(0.01f, true) < 1e-3);
  }

  @Test
  void noiseThatIsTooSmallToMatterGivesAZeroUpdateAndNoNaN() {
    for (boolean antithetic : new boolean[] {false, true}) {
      assertTrue(Numbers.zero(Lab.gradient(DEEP, nodes(1e-42f, antithetic))));
    }
  }

  @Test
  void oneLayerAtATimeIsLessNoisy() {
    double all = new NoiseDraws(DEEP, nodes(0.01f, false), 2000).excess();
    double one = new NoiseDraws(DEEP, new NodePerturbation(0.01f, Noise.GAUSSIAN, false, true, Presynaptic.CLEAN), 2000)
        .excess();
    assertTrue(one < 0.7 * all, one + " against " + all);
  }

  @Test
  void noisyInputsOfSynapsesMatterLessTheSmallerTheNoise() {
    for (boolean antithetic : new boolean[] {false, true}) {
      double[] apart = new double[2];
      for (int i = 0; i < 2; i++) {
        float sigma = i == 0 ? 0.1f : 0.01f;
        apart[i] = Numbers.difference(
            Lab.gradient(DEEP, new NodePerturbation(sigma, Noise.GAUSSIAN, antithetic, false, Presynaptic.NOISY)),
            Lab.gradient(DEEP, nodes(sigma, antithetic)));
      }
      assertTrue(apart[0] > 0 && apart[1] < 0.3 * apart[0], apart[0] + " and " + apart[1]);
    }
  }

  /** G = <grad J, U> U with the U of that step. */
  private static float[] alongTheDirection(Lab lab, float[] truth) {
    Rng rng = lab.batch().random("direction");
    float[] u = new float[truth.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = rng.gaussian();
    }
    return Numbers.scaled((float) Numbers.dot(truth, u), u);
  }

  @Test
  void theForwardGradientIsBackpropsSlopeAlongTheDirection() {
    Lab lab = new Lab(DEEP, new ForwardGradient(1, Space.WEIGHTS));
    for (int step = 0; step < 5; step++) {
      lab.step();
      assertTrue(Numbers.difference(lab.gradient(), alongTheDirection(lab, TRUTH)) < 1e-5);
    }
  }

  @Test
  void theLengthOfTheForwardGradientGrowsWithTheNumberOfParameters() {
    NoiseDraws noiseDraws = new NoiseDraws(DEEP, new ForwardGradient(1, Space.WEIGHTS), 4000);
    assertEquals(P + 2, noiseDraws.excess(), 0.08 * P);
    assertEquals(1, Numbers.dot(noiseDraws.mean, TRUTH) / Numbers.dot(TRUTH, TRUTH), 0.1);
  }

  @Test
  void directionsInActivitySpaceAreFarLessNoisy() {
    NoiseDraws activities = new NoiseDraws(DEEP, new ForwardGradient(1, Space.ACTIVITIES), 4000);
    assertTrue(activities.excess() < P / 4.0, activities.excess() + " against " + (P + 2));
    assertTrue(activities.cosine() > 0.99, "cosine " + activities.cosine());
  }

  static Stream<Arguments> cosines() {
    int n = 4000;
    return Stream.of(Arguments.of(weights(0.01f, Direction.SIGNS, Sides.TWO_SIDED), n, P - 1),
        Arguments.of(weights(0.01f, Direction.GAUSSIAN, Sides.TWO_SIDED), n, P + 1),
        Arguments.of(weights(0.01f, Direction.SIGNS, Sides.ONE_SIDED), n, P - 1),
        Arguments.of(new ForwardGradient(1, Space.WEIGHTS), n, P + 1),
        Arguments.of(new ForwardGradient(n, Space.WEIGHTS), 1, (P + 1)),
        Arguments.of(new EvolutionStrategies(2 * n, 0.01f, true, EvolutionStrategies.Shaping.NONE), 1, P + 1));
  }

  /** 1 / sqrt(1 + (P +- 1)/N), with N = 4000 in all. */
  @ParameterizedTest
  @MethodSource("cosines")
  void theMeanOfManyDrawsHasTheCosineThatTheLawPredicts(LearningRule rule, int steps, int numbers) {
    double expected = 1 / Math.sqrt(1 + numbers / 4000.0);
    assertEquals(expected, new NoiseDraws(DEEP, rule, steps).cosine(), 0.004);
  }

  /** The loss of one linear layer is a parabola in its parameters: a difference of two sides has no error. */
  @ParameterizedTest
  @EnumSource(Direction.class)
  void onAParabolaTwoSidesAreExactForAnyStep(Direction u) {
    Task parabola = Task.classes(new SumOfSquares(), Task.dense(3, new Identity())).still();
    float[] small = Lab.gradient(parabola, weights(0.03f, u, Sides.TWO_SIDED)),
        large = Lab.gradient(parabola, weights(3, u, Sides.TWO_SIDED));
    assertTrue(Numbers.difference(small, large) < 1e-4);
    if (u == Direction.GAUSSIAN) {
      assertTrue(Numbers.difference(large, Lab.gradient(parabola, new ForwardGradient(1, Space.WEIGHTS))) < 1e-5);
    }
    float[] half = Lab.gradient(parabola, weights(3, u, Sides.ONE_SIDED));
    assertTrue(Numbers.difference(half, large) > 0.1, "one side has an error of order c");
  }

  /** Over some directions, since in a single one the second derivative may happen to be small. */
  private static double error(float c, Sides sides) {
    Lab lab = new Lab(DEEP, weights(c, Direction.GAUSSIAN, sides));
    Lab truth = new Lab(DEEP, new ForwardGradient(1, Space.WEIGHTS));
    double sum = 0;
    for (int k = 0; k < 30; k++) {
      lab.step();
      truth.step();
      sum += Numbers.difference(lab.gradient(), truth.gradient()) * Numbers.norm(truth.gradient());
    }
    return sum;
  }

  @Test
  void oneSideHasAnErrorOfFirstOrderAndTwoSidesOfSecond() {
    assertEquals(2, error(0.04f, Sides.ONE_SIDED) / error(0.02f, Sides.ONE_SIDED), 0.2);
    assertEquals(4, error(0.06f, Sides.TWO_SIDED) / error(0.03f, Sides.TWO_SIDED), 0.5);
  }

  @Test
  void spsaIsWeightPerturbationWhoseStepFalls() {
    Lab spsa = new Lab(DEEP, new Spsa(0.3f, 0.5f));
    for (int k = 1; k <= 4; k++) {
      spsa.step();
      Lab fixed = new Lab(DEEP, weights((float) (0.3 / Math.sqrt(k)), Direction.SIGNS, Sides.TWO_SIDED));
      fixed.steps(k);
      assertTrue(Numbers.difference(spsa.gradient(), fixed.gradient()) < 1e-4, "step " + k);
    }
    float[] first = Lab.gradient(DEEP, new Spsa(0.3f, 0.5f));
    assertArrayEquals(Lab.gradient(DEEP, weights(0.3f, Direction.SIGNS, Sides.TWO_SIDED)), first);
  }

  static List<LearningRule> withoutDerivatives() {
    return List.of(weights(0.3f, Direction.SIGNS, Sides.TWO_SIDED), new Spsa(0.3f, 0.101f),
        new NodePerturbation(0.5f, Noise.GAUSSIAN, true, false, Presynaptic.CLEAN),
        new EvolutionStrategies(32, 0.3f, true, EvolutionStrategies.Shaping.NONE),
        new EvolutionStrategies(32, 0.3f, true, EvolutionStrategies.Shaping.RANKS));
  }

  /** Threshold units under the number of wrong answers: there is no slope anywhere. */
  @ParameterizedTest
  @MethodSource("withoutDerivatives")
  void theyLearnWithoutAnyDerivative(LearningRule rule) {
    Task task = Task.classes(new Wrong(), Task.dense(16, new Threshold()), Task.dense(Task.CLASSES, new Identity()));
    Lab lab = new Lab(task.rows(64), rule, new PlainDescent(0.05f));
    double before = lab.accuracy(20);
    lab.steps(2000);
    double after = lab.accuracy(20);
    assertTrue(after > before + 0.15 && after > 0.6, before + " became " + after);
  }

  @Test
  void bothLossesOfADifferenceAreOfTheSameBatch() {
    Task moving = Task.usual();
    Lab lab = new Lab(moving, weights(1e-2f, Direction.GAUSSIAN, Sides.TWO_SIDED));
    Lab bp = new Lab(moving, new Backprop());
    for (int step = 0; step < 3; step++) {
      lab.step();
      bp.step();
      assertTrue(Numbers.difference(lab.gradient(), alongTheDirection(lab, bp.gradient())) < 0.02);
    }
    assertFalse(Numbers.zero(lab.gradient()));
  }
}
