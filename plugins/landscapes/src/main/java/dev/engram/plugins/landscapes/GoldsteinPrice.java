package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * Goldstein and Price's function: a global and three local minima in a small region, with values from 3 to a million.
 *
 * <pre>
 *   f(x, y) = (1 + a^2 p) (30 + b^2 q),   a = x + y + 1,   b = 2 x - 3 y
 *   p = 19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2
 *   q = 18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2
 *
 *   global minimum:  (0, -1) 3
 *   local minima:    (-0.6, -0.4) 30    (1.8, 0.2) 84     (1.2, 0.8) 840
 *   saddles:         (-0.4, -0.6) 35    (1.2, -0.2) 99    (1.4, 0.6) 980    (0.6, 0.4) 990
 *   maximum:         (0.8, 0.2) 1155
 * </pre>
 *
 * A point has 2 coordinates. The default start is (-1, 1); drawn starts have coordinates in [-2, 2). The largest
 * curvature at a minimum is 26,000, so gradient descent with a constant rate above 0.00007 cannot converge to each of
 * them.
 *
 * <p>Goldstein and Price 1971, On descent from local minima.
 */
@Component("goldstein-price")
public record GoldsteinPrice() implements Landscape.Plane {
    private static final Chart CHART = new Chart(
            -1,
            1,
            Region.square(2),
            List.of(
                    StationaryPoint.minimum(3, 0, -1),
                    StationaryPoint.minimum(30, -0.6, -0.4),
                    StationaryPoint.minimum(84, 1.8, 0.2),
                    StationaryPoint.minimum(840, 1.2, 0.8),
                    StationaryPoint.saddle(35, -0.4, -0.6),
                    StationaryPoint.saddle(99, 1.2, -0.2),
                    StationaryPoint.saddle(980, 1.4, 0.6),
                    StationaryPoint.saddle(990, 0.6, 0.4),
                    StationaryPoint.maximum(1155, 0.8, 0.2)));

    @Override
    public double value(double x, double y, double[] gradient) {
        double a = x + y + 1;
        double b = 2 * x - 3 * y;
        double p = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y;
        double q = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y;
        double f = 1 + a * a * p;
        double g = 30 + b * b * q;
        double slopeP = -14 + 6 * x + 6 * y;
        double slopeF = 2 * a * p + a * a * slopeP; // both partial derivatives: f depends only on x + y
        gradient[0] = slopeF * g + f * (4 * b * q + b * b * (-32 + 24 * x - 36 * y));
        gradient[1] = slopeF * g + f * (-6 * b * q + b * b * (48 - 36 * x + 54 * y));
        return f * g;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
