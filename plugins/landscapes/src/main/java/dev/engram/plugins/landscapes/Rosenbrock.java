package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * Rosenbrock's banana: a narrow curved valley that is easy to find and tedious to follow.
 *
 * <pre>
 *   f(x, y) = (a - x)^2 + b (y - x^2)^2
 *   df/dx = -2 (a - x) - 4 b x (y - x^2),   df/dy = 2 b (y - x^2)
 * </pre>
 *
 * A point is 2 numbers; starts at (-1.2, 1) where the suite does not say, and where starts are drawn, within
 * 2.048 of 0. The only stationary point is the
 * minimum (a, a^2), where f is 0; with a = 1 and b = 100 the curvatures there are 0.4 and 1001.6.
 *
 * <p>Rosenbrock 1960, An automatic method for finding the greatest or least value of a function.
 */
@Component("rosenbrock")
public record Rosenbrock(
        @Hyper(value = "1", doc = "the minimum is at (a, a^2)")
        double a,

        @Hyper(value = "100", range = "(0,inf)", doc = "steepness of the valley's walls")
        double b)
        implements Landscape {
    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int cols() {
        return 2;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        double along = a - x[0];
        double across = x[1] - x[0] * x[0];
        gradient[0] = -2 * along - 4 * b * x[0] * across;
        gradient[1] = 2 * b * across;
        return along * along + b * across * across;
    }

    @Override
    public double[] start() {
        return new double[] {-1.2, 1};
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, 2, -2.048, 2.048);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(StationaryPoint.minimum(0, a, a * a));
    }
}
