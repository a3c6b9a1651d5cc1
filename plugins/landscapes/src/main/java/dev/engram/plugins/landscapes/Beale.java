package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * Beale's function: a minimum in a corner of a wide plain, with steep walls around it and two saddles on the way.
 *
 * <pre>
 *   f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2
 *   df/dx = 2 p (y - 1) + 2 q (y^2 - 1) + 2 r (y^3 - 1),   df/dy = 2 x (p + 2 q y + 3 r y^2)
 *   where p, q and r are the three brackets
 *
 *   minimum:  (3, 0.5) 0
 *   saddles:  (0, 1) 14.203125    (0.100538, -2.644514) 9.864512
 * </pre>
 *
 * A point has 2 coordinates. The default start is (1, 1); drawn starts have coordinates in [-4.5, 4.5). Along y = 1
 * the plain is unbounded.
 *
 * <p>Beale 1958, On an iterative method for finding a local minimum of a function of more than one variable.
 */
@Component("beale")
public record Beale() implements Landscape.Plane {
    private static final Chart CHART = new Chart(
            1,
            1,
            Region.square(4.5),
            List.of(
                    StationaryPoint.minimum(0, 3, 0.5),
                    StationaryPoint.saddle(14.203125, 0, 1),
                    StationaryPoint.saddle(9.86451228475556, 0.10053793732415836, -2.644513585023125)));

    @Override
    public double value(double x, double y, double[] gradient) {
        double p = 1.5 - x + x * y;
        double q = 2.25 - x + x * y * y;
        double r = 2.625 - x + x * y * y * y;
        gradient[0] = 2 * p * (y - 1) + 2 * q * (y * y - 1) + 2 * r * (y * y * y - 1);
        gradient[1] = 2 * x * (p + 2 * q * y + 3 * r * y * y);
        return p * p + q * q + r * r;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
