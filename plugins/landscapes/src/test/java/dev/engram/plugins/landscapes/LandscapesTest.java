package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.Landscape;
import dev.engram.spi.Misfit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LandscapesTest {
  static List<Landscape> all() {
    return List.of(new Quartic(), new Rosenbrock(1, 100), new Rosenbrock(2, 5), new Quadratic(List.of(1.0, 10.0)),
        new Quadratic(List.of(3.0, -2.0, 0.5)), new Himmelblau());
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientIsTheDerivative(Landscape f) {
    double[] x = new double[f.rows() * f.cols()];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.7 - 0.4 * i;
    }
    double[] gradient = new double[x.length];
    f.value(x, gradient);
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double expected = (f.value(up, new double[x.length]) - f.value(down, new double[x.length])) / 2e-5;
      assertEquals(expected, gradient[i], 1e-6 * Math.max(1, Math.abs(expected)), f + " at " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void startsFitAndAreNew(Landscape f) {
    assertEquals(f.rows() * f.cols(), f.start().length);
    assertNotSame(f.start(), f.start());
  }

  /** Landscape, stationary point, value there. */
  static List<Arguments> stationary() {
    return List.of(
        Arguments.of(new Quartic(), new double[] {-1.30083957}, -3.51390504),
        Arguments.of(new Quartic(), new double[] {1.13090112}, -1.07023018),
        Arguments.of(new Quartic(), new double[] {0.16993844}, 0.08413522),
        Arguments.of(new Rosenbrock(1, 100), new double[] {1, 1}, 0),
        Arguments.of(new Rosenbrock(2, 5), new double[] {2, 4}, 0),
        Arguments.of(new Quadratic(List.of(1.0, 10.0)), new double[] {0, 0}, 0),
        Arguments.of(new Himmelblau(), new double[] {3, 2}, 0),
        Arguments.of(new Himmelblau(), new double[] {-2.805118, 3.131313}, 0),
        Arguments.of(new Himmelblau(), new double[] {3.584428, -1.848127}, 0),
        Arguments.of(new Himmelblau(), new double[] {-3.779310, -3.283186}, 0),
        Arguments.of(new Himmelblau(), new double[] {3.385154, 0.073852}, 13.311926),
        Arguments.of(new Himmelblau(), new double[] {0.086678, 2.884255}, 67.719150),
        Arguments.of(new Himmelblau(), new double[] {-3.073026, -0.081353}, 104.015163),
        Arguments.of(new Himmelblau(), new double[] {-0.127961, -1.953715}, 178.337239),
        Arguments.of(new Himmelblau(), new double[] {-0.270845, -0.923039}, 181.616522));
  }

  @ParameterizedTest
  @MethodSource("stationary")
  void stationaryPointsAreWhereTheDocumentationSays(Landscape f, double[] x, double value) {
    double[] gradient = new double[x.length];
    assertEquals(value, f.value(x, gradient), 1e-6);
    // The points are given to six decimals at least and no curvature there is above 1002.
    assertArrayEquals(new double[x.length], gradient, 1e-4);
  }

  @Test
  void quadraticStartsWhereTheGoldenTracesStart() {
    Quadratic f = new Quadratic(List.of(1.0, 10.0));
    double[] gradient = new double[2];
    assertArrayEquals(new double[] {1, 1}, f.start());
    assertEquals(5.5, f.value(f.start(), gradient));
    assertArrayEquals(new double[] {1, 10}, gradient);
  }

  @Test
  void rosenbrockStartsWhereTheGoldenTracesStart() {
    Rosenbrock f = new Rosenbrock(1, 100);
    double[] gradient = new double[2];
    assertEquals(24.2, f.value(f.start(), gradient), 1e-13);
    assertArrayEquals(new double[] {-215.6, -88}, gradient, 1e-12);
  }

  @Test
  void gradientDescentOnTheQuarticEndsOnItsSideOfTheMaximum() {
    for (double start : new double[] {-2, -0.5, 0.16, 0.18, 1, 2}) {
      double[] x = {start};
      double[] gradient = new double[1];
      for (int i = 0; i < 20_000; i++) {
        new Quartic().value(x, gradient);
        x[0] -= 0.01 * gradient[0];
      }
      assertEquals(start > 0.16993844 ? 1.13090112 : -1.30083957, x[0], 1e-7, "from " + start);
    }
  }

  @Test
  void momentumJumpsTheBarrierFromTheStart() {
    double[] x = new Quartic().start();
    double[] gradient = new double[1];
    double velocity = 0;
    for (int i = 0; i < 2000; i++) {
      new Quartic().value(x, gradient);
      velocity = 0.9 * velocity + gradient[0];
      x[0] -= 0.01 * velocity;
    }
    assertEquals(-1.30083957, x[0], 1e-7);
  }

  @Test
  void anEmptySpectrumIsRefused() {
    Misfit m = assertThrows(Misfit.class, () -> new Quadratic(List.of()));
    assertEquals("quadratic needs at least one curvature in its spectrum, such as [1, 10]", m.getMessage());
  }
}
