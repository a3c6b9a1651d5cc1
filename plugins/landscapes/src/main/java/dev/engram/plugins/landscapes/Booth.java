package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * Booth's function: a rotated quadratic bowl whose minimum is not at the origin.
 *
 * <pre>
 *   f(x, y) = (x + 2 y - 7)^2 + (2 x + y - 5)^2
 *   df/dx = 2 (x + 2 y - 7) + 4 (2 x + y - 5),   df/dy = 4 (x + 2 y - 7) + 2 (2 x + y - 5)
 *
 *   minimum:  (1, 3) 0, with curvatures 2 and 18
 * </pre>
 *
 * A point has 2 coordinates. The default start is (0, 0); drawn starts have coordinates in [-10, 10). Gradient descent
 * converges for rates below 1/9.
 */
@Component("booth")
public record Booth() implements Landscape.Plane {
    private static final Chart CHART = new Chart(0, 0, Region.square(10), List.of(StationaryPoint.minimum(0, 1, 3)));

    @Override
    public double value(double x, double y, double[] gradient) {
        double p = x + 2 * y - 7;
        double q = 2 * x + y - 5;
        gradient[0] = 2 * p + 4 * q;
        gradient[1] = 4 * p + 2 * q;
        return p * p + q * q;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
