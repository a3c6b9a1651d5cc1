package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * Rosenbrock's function: a narrow curved valley that is easy to reach and slow to follow.
 *
 * <pre>
 *   f(x, y) = (a - x)^2 + b (y - x^2)^2
 *   df/dx = -2 (a - x) - 4 b x (y - x^2),   df/dy = 2 b (y - x^2)
 *
 *   minimum:  (a, a^2) 0; with a = 1 and b = 100 its curvatures are 0.4 and 1001.6
 * </pre>
 *
 * A point has 2 coordinates. The default start is (-1.2, 1); drawn starts have coordinates in [-2.048, 2.048). There is
 * no other stationary point.
 *
 * <p>Rosenbrock 1960, An automatic method for finding the greatest or least value of a function.
 */
@Component("rosenbrock")
public record Rosenbrock(
        @Hyper(value = "1", doc = "position of the minimum, (a, a^2)")
        double a,

        @Hyper(value = "100", range = "(0,inf)", doc = "steepness of the walls of the valley")
        double b)
        implements Landscape.Plane {
    @Override
    public double value(double x, double y, double[] gradient) {
        double along = a - x;
        double across = y - x * x;
        gradient[0] = -2 * along - 4 * b * x * across;
        gradient[1] = 2 * b * across;
        return along * along + b * across * across;
    }

    @Override
    public Chart chart() {
        return new Chart(-1.2, 1, Region.square(2.048), List.of(StationaryPoint.minimum(0, a, a * a)));
    }
}
