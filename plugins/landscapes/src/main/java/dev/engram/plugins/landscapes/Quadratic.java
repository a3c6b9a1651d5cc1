package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * A quadratic bowl with given curvatures along the axes.
 *
 * <pre>
 *   f(x) = 1/2 sum_i c_i x_i^2        df/dx_i = c_i x_i
 * </pre>
 *
 * A point has as many coordinates as there are curvatures. The default start is (1, 1, ...); drawn starts have
 * coordinates in [-1, 1). With positive curvatures the minimum is 0 at the origin. Gradient descent multiplies x_i by
 * 1 - rate c_i at each step: it converges for rates below 2 / max c, at best by the factor (k - 1)/(k + 1) per step
 * with k = max c / min c. A negative curvature makes a saddle; a curvature of 0 makes a valley whose points are all
 * equally low.
 */
@Component("quadratic")
public record Quadratic(
        @Hyper(value = "[1, 10]", doc = "curvature along each axis")
        List<Double> spectrum) implements Landscape {
    public Quadratic {
        spectrum = DiagonalQuadratic.spectrum("quadratic", spectrum);
    }

    @Override
    public int cols() {
        return spectrum.size();
    }

    @Override
    public double value(double[] x, double[] gradient) {
        return DiagonalQuadratic.value(spectrum, x, gradient);
    }

    @Override
    public double[] start() {
        double[] x = new double[spectrum.size()];
        Arrays.fill(x, 1);
        return x;
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, spectrum.size(), -1, 1);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(nearestStationaryPoint(new double[spectrum.size()]));
    }

    @Override
    public StationaryPoint nearestStationaryPoint(double[] x) {
        return DiagonalQuadratic.nearestStationaryPoint(spectrum, x);
    }
}
