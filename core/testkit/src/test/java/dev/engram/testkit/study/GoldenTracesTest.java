package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.train.LandscapeSource;
import dev.engram.engine.train.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.study.optimizer.Adam;
import dev.engram.testkit.study.optimizer.AdamW;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers on landscapes, against paths computed in double precision by independent implementations. */
class GoldenTracesTest {
  private static final Landscape T1 = new Quadratic(), T2 = new Rosenbrock(), T3 = new MatrixFit();

  /** Relative to the coordinate, or to 0.1 where that is larger: float32 against float64. */
  private static Arguments trace(Landscape f, Optimizer o, double tolerance, double[]... after) {
    return Arguments.of(f, o, tolerance, after);
  }

  private static double[] at(double... x) {
    return x;
  }

  static Stream<Arguments> classics() {
    return Stream.of(
        trace(T1, new Sgd(0.1f), 3e-6, at(0.9, 0), at(0.81, 0), at(0.729, 0), at(0.3486784401, 0)),
        trace(
            T1,
            new Momentum(0.05f, 0.9f),
            3e-6,
            at(0.95, 0.5),
            at(0.8575, -0.2),
            at(0.731375, -0.73),
            at(-0.3109229107, 0.087724768)),
        trace(
            T1,
            new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50),
            3e-6,
            at(0.99, 0.99),
            at(0.978, 0.978),
            at(0.9636, 0.9636),
            at(0.7404131789, 0.7404131789)),
        trace(
            T2,
            new Sgd(1e-3f),
            2e-5,
            at(-0.9844, 1.088),
            at(-1.027271567, 1.064208672),
            at(-1.026883068, 1.062424312),
            at(-1.021411334, 1.051262267)),
        trace(
            T2,
            new Momentum(1e-4f, 0.9f),
            2e-5,
            at(-1.17844, 1.0088),
            at(-1.140691756, 1.024318417),
            at(-1.093657754, 1.043822177),
            at(-0.9152165628, 1.105194143)),
        trace(
            T2,
            new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50),
            2e-5,
            at(-1.19, 1.01),
            at(-1.178, 1.022),
            at(-1.1636, 1.0364),
            at(-1.052925056, 1.147074944)));
  }

  static Stream<Arguments> adaptive() {
    return Stream.of(
        trace(
            T1,
            new Adam(0.1f, 0.9f, 0.999f, 1e-8f),
            2e-5,
            at(0.900000001, 0.9000000001),
            at(0.8004122297, 0.8004122279),
            at(0.7015862745, 0.7015862717),
            at(0.07624916062, 0.0762491516)),
        trace(
            T1,
            new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, 0.1f),
            2e-5,
            at(0.890000001, 0.8900000001),
            at(0.781571857, 0.7815718551),
            at(0.6751012232, 0.6751012204),
            at(0.03360555596, 0.03360554741)),
        trace(
            T1,
            new ScheduleFreeAdamW(0.1f, 0.9f, 0.999f, 1e-8f, 0.1f, 5),
            2e-5,
            at(0.9780000002, 0.978),
            at(0.9423587991, 0.9423587986),
            at(0.8940897096, 0.8940897087),
            at(0.5103791326, 0.5103791289)),
        trace(
            T1,
            new Prodigy(1, 0.9f, 0.999f, 1e-8f, 1e-6, 0),
            1e-4,
            at(0.9999968377, 0.9999968377),
            at(0.9999925881, 0.9999925881),
            at(0.9999848265, 0.9999848265),
            at(0.9889482095, 0.988948202)),
        trace(
            T2,
            new Adam(0.1f, 0.9f, 0.999f, 1e-8f),
            5e-5,
            at(-1.1, 1.1),
            at(-1.017259583, 1.183059753),
            at(-0.9709867584, 1.224218056),
            at(-1.098904105, 1.019285882)),
        trace(
            T2,
            new AdamW(0.1f, 0.9f, 0.999f, 1e-8f, 0.01f),
            5e-5,
            at(-1.0988, 1.099),
            at(-1.015152952, 1.18076395),
            at(-0.9682499222, 1.220256754),
            at(-1.091279845, 1.004406836)));
  }

  static Stream<Arguments> wrappers() {
    return Stream.of(
        trace(
            T1,
            new Sam(0.05f, new Sgd(0.1f)),
            2e-5,
            at(0.8995024814, -0.04975185951),
            at(0.8051769013, 0.02420014471),
            at(0.7198708143, -0.01439185572),
            at(0.3186011702, 0.01133311537)),
        trace(
            T1,
            new Lookahead(5, 0.5f, new Sgd(0.05f)),
            2e-5,
            at(0.95, 0.5),
            at(0.9025, 0.25),
            at(0.857375, 0.125),
            at(0.7865747036, 0.2658691406)));
  }

  @ParameterizedTest
  @MethodSource({"classics", "adaptive", "wrappers"})
  void pathAgreesAfterOneTwoThreeAndTenSteps(Landscape f, Optimizer o, double tolerance, double[][] after) {
    follow(f, o, tolerance, new int[] {1, 2, 3, 10}, after);
  }

  static Stream<Arguments> matrices() {
    return Stream.of(
        trace(T3, new Lars(1, 0.9f, 0.01f, 0, 0), 2e-5,
            at(0.100703612, 0.201934933, 0.303166254, 0.403518059, 0.504925283, 0.606332507),
            at(0.128714545, 0.282927475, 0.437140404, 0.560596694, 0.724042876, 0.887489059)),
        trace(T3, new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0.01f), 2e-5,
            at(0.103904202, 0.203900297, 0.303896389, 0.403892481, 0.503888574, 0.603884666),
            at(0.140297374, 0.240618614, 0.340644151, 0.440642721, 0.540618134, 0.640586239)),
        trace(T3, new Shampoo(0.1f, 1e-4f), 5e-4,
            at(0.0374909936, 0.207585546, 0.377680099, 0.466522407, 0.557234307, 0.647946207),
            at(-0.105232056, 0.234849688, 0.574931432, 0.708966486, 0.782554948, 0.856143409)),
        trace(T3, new Muon(0.02f, 0.95f, 0), 5e-5,
            at(0.0912947894, 0.201074053, 0.310853316, 0.409301437, 0.508019335, 0.606737234),
            at(-0.0147020056, 0.205914518, 0.426531041, 0.504302474, 0.582082464, 0.659862454)));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void pathOfAMatrixAgreesAfterOneAndTenSteps(Landscape f, Optimizer o, double tolerance, double[][] after) {
    follow(f, o, tolerance, new int[] {1, 10}, after);
  }

  private static void follow(Landscape f, Optimizer o, double tolerance, int[] steps, double[][] after) {
    Stepper s = new Stepper(new LandscapeSource(f, f.start()), o, 0);
    for (int k = 0; k < steps.length; k++) {
      while (s.t() < steps[k]) {
        s.step();
      }
      float[] x = s.source().arena().theta();
      for (int i = 0; i < x.length; i++) {
        double scale = Math.max(0.1, Math.abs(after[k][i]));
        assertEquals(
            after[k][i], x[i], tolerance * scale, o + " at step " + s.t() + ", coordinate " + i);
      }
    }
  }

  @Test
  void lbfgsFollowsRosenbrocksValleyToTheMinimumInAHundredSteps() {
    Stepper s = new Stepper(new LandscapeSource(T2, T2.start()), new Lbfgs(1, 10, 1e-4f), 0);
    do {
      s.step();
    } while (s.t() < 100 && s.loss() > 1e-10);
    assertTrue(s.loss() <= 1e-10, "f = " + s.loss() + " after " + s.t() + " steps");
  }

  @Test
  void scheduleFreeIsEvaluatedAtTheAverageAndNotWhereGradientsAreTaken() {
    Stepper s =
        new Stepper(
            new LandscapeSource(T1, T1.start()),
            new ScheduleFreeAdamW(0.1f, 0.9f, 0.999f, 1e-8f, 0, 0),
            0);
    s.step();
    // c_1 = 1: the average is the first fast point, and y lies there too
    assertEquals(s.source().arena().theta()[0], s.viewed()[0], 1e-7);
    s.step();
    assertTrue(s.viewed()[0] > s.source().arena().theta()[0] + 1e-3, "the average lags behind");
  }
}
