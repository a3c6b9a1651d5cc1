package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * The plain saddle (hyperbolic paraboloid): down without end along y, and a trap for whoever starts exactly on its ridge.
 *
 * <pre>
 *   f(x, y) = x^2 - y^2        df/dx = 2 x,   df/dy = -2 y
 *
 *   saddle:  (0, 0) 0; no minimum
 * </pre>
 *
 * A point is 2 numbers; starts at (1, 0) where the suite does not say, and where starts are drawn, within 1 of 0.
 * From (x, 0) gradient descent ends in the saddle; any other start, or noise, leaves it: y grows by the factor 1 + 2
 * rate at each step, until the numbers overflow and the run has diverged.
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
