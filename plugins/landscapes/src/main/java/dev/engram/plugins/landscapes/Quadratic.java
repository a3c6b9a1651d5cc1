package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Misfit;
import java.util.Arrays;
import java.util.List;

/**
 * A bowl with chosen curvatures along its axes: what theory knows best.
 *
 * <pre>
 *   f(x) = 1/2 sum_i c_i x_i^2        df/dx_i = c_i x_i
 * </pre>
 *
 * A point has as many numbers as there are curvatures; starts at (1, 1, ...) where the suite does not say.
 * With positive curvatures the minimum is 0 at the origin. Gradient descent multiplies x_i by 1 - rate c_i
 * at each step, so it converges for rates below 2 / max c, at best at the speed (k - 1)/(k + 1) with k = max
 * c / min c. A negative curvature makes a saddle.
 */
@Component("quadratic")
public record Quadratic(@Hyper(value = "[1, 10]", doc = "curvature along each axis") List<Double> spectrum)
    implements Landscape {
  public Quadratic {
    spectrum = List.copyOf(spectrum);
    if (spectrum.isEmpty()) {
      throw new Misfit("quadratic needs at least one curvature in its spectrum, such as [1, 10]");
    }
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public int cols() {
    return spectrum.size();
  }

  @Override
  public double value(double[] x, double[] gradient) {
    double sum = 0;
    for (int i = 0, n = spectrum.size(); i < n; i++) {
      double slope = spectrum.get(i) * x[i];
      gradient[i] = slope;
      sum += slope * x[i];
    }
    return sum / 2;
  }

  @Override
  public double[] start() {
    double[] x = new double[spectrum.size()];
    Arrays.fill(x, 1);
    return x;
  }
}
