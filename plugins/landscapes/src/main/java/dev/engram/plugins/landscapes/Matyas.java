package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * Matyas's function: a long shallow bowl diagonal to the axes, so that scaling each coordinate by itself does not help.
 *
 * <pre>
 *   f(x, y) = 0.26 (x^2 + y^2) - 0.48 x y
 *   df/dx = 0.52 x - 0.48 y,   df/dy = 0.52 y - 0.48 x
 *
 *   minimum:  (0, 0) 0, with curvatures 0.04 along (1, 1) and 1 along (1, -1)
 * </pre>
 *
 * A point has 2 coordinates. The default start is (9, 8); drawn starts have coordinates in [-10, 10).
 */
@Component("matyas")
public record Matyas() implements Landscape.Plane {
    private static final Chart CHART = new Chart(9, 8, Region.square(10), List.of(StationaryPoint.minimum(0, 0, 0)));

    @Override
    public double value(double x, double y, double[] gradient) {
        gradient[0] = 0.52 * x - 0.48 * y;
        gradient[1] = 0.52 * y - 0.48 * x;
        return 0.26 * (x * x + y * y) - 0.48 * x * y;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
