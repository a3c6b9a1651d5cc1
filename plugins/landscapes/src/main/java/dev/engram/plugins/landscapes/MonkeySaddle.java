package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * The monkey saddle: a saddle with three descending and three ascending directions. All curvatures are zero there, so
 * second derivatives do not reveal it.
 *
 * <pre>
 *   f(x, y) = x^3 - 3 x y^2        df/dx = 3 x^2 - 3 y^2,   df/dy = -6 x y
 *
 *   saddle:  (0, 0) 0; no minimum
 * </pre>
 *
 * A point has 2 coordinates. The default start is (1, 0); drawn starts have coordinates in [-1, 1). From (x, 0) with
 * x > 0, gradient descent approaches the saddle slowly: after t steps x is about 1/(3 rate t).
 */
@Component("monkey-saddle")
public record MonkeySaddle() implements Landscape.Plane {
    private static final Chart CHART = new Chart(1, 0, Region.square(1), List.of(StationaryPoint.saddle(0, 0, 0)));

    @Override
    public double value(double x, double y, double[] gradient) {
        gradient[0] = 3 * x * x - 3 * y * y;
        gradient[1] = -6 * x * y;
        return x * (x * x - 3 * y * y);
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
