package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * Ackley's function: a nearly flat plain full of small holes around one deep funnel.
 *
 * <pre>
 *   f(x) = 20 (1 - exp(-0.2 r)) + e - exp(c),   r = sqrt(1/n sum_i x_i^2),   c = 1/n sum_i cos(2 pi x_i)
 *   df/dx_i = 4 x_i exp(-0.2 r) / (n r) + 2 pi sin(2 pi x_i) exp(c) / n
 *
 *   global minimum:  0 at the origin, the tip of a cone
 * </pre>
 *
 * A point has as many numbers as there are axes; starts at (2.7, 2.7, ...) where the suite does not say, and where
 * starts are drawn, within 5 of 0. At the tip, where the slope leaps, the gradient is taken as 0; close to it the
 * gradient's size does not shrink, so a constant rate ends in a zigzag. Of the many local minima near points of
 * integers none is listed.
 *
 * <p>Ackley 1987, A connectionist machine for genetic hillclimbing.
 */
@Component("ackley")
public record Ackley(@Hyper(value = "2", range = "[1,1000]", doc = "how many axes") int axes) implements Landscape {
  private static final double TURN = 2 * StrictMath.PI;

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public int cols() {
    return axes;
  }

  @Override
  public double value(double[] x, double[] gradient) {
    double squares = 0;
    double waves = 0;
    for (int i = 0; i < axes; i++) {
      squares += x[i] * x[i];
      waves += StrictMath.cos(TURN * x[i]);
    }
    double r = Math.sqrt(squares / axes);
    double funnel = StrictMath.exp(-0.2 * r);
    double holes = StrictMath.exp(waves / axes);
    for (int i = 0; i < axes; i++) {
      double cone = r == 0 ? 0 : 4 * x[i] * funnel / (axes * r);
      gradient[i] = cone + TURN * StrictMath.sin(TURN * x[i]) * holes / axes;
    }
    return 20 * (1 - funnel) + (StrictMath.exp(1) - holes);
  }

  @Override
  public double[] start() {
    double[] x = new double[axes];
    Arrays.fill(x, 2.7);
    return x;
  }

  @Override
  public double[] start(Rng rng) {
    return Region.cube(rng, axes, -5, 5);
  }

  @Override
  public List<Stationary> stationary() {
    return List.of(Stationary.minimum(0, new double[axes]));
  }
}
