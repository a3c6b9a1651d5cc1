package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * A saddle (hyperbolic paraboloid), unbounded below along y.
 *
 * <pre>
 *   f(x, y) = x^2 - y^2        df/dx = 2 x,   df/dy = -2 y
 *
 *   saddle:  (0, 0) 0; no minimum
 * </pre>
 *
 * A point has 2 coordinates. The default start is (1, 0); drawn starts have coordinates in [-1, 1). From (x, 0),
 * gradient descent ends in the saddle. From any other start, or with noise, it leaves the saddle: y grows by the factor
 * 1 + 2 rate at each step until the run has diverged.
 */
@Component("saddle")
public record Saddle() implements Landscape.Plane {
    private static final Chart CHART = new Chart(1, 0, Region.square(1), List.of(StationaryPoint.saddle(0, 0, 0)));

    @Override
    public double value(double x, double y, double[] gradient) {
        gradient[0] = 2 * x;
        gradient[1] = -2 * y;
        return x * x - y * y;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
