package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * Matyas's function: a long shallow bowl across the axes, so that optimizers which scale every coordinate by itself
 * have no advantage.
 *
 * <pre>
 *   f(x, y) = 0.26 (x^2 + y^2) - 0.48 x y
 *   df/dx = 0.52 x - 0.48 y,   df/dy = 0.52 y - 0.48 x
 *
 *   minimum:  (0, 0) 0, with curvatures 0.04 along (1, 1) and 1 along (1, -1)
 * </pre>
 *
 * A point is 2 numbers; starts at (9, 8) where the suite does not say, and where starts are drawn, within 10 of 0.
 */
@Component("matyas")
public record Matyas() implements Landscape {
    private static final List<StationaryPoint> STATIONARY = List.of(StationaryPoint.minimum(0, 0, 0));

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
        gradient[0] = 0.52 * x[0] - 0.48 * x[1];
        gradient[1] = 0.52 * x[1] - 0.48 * x[0];
        return 0.26 * (x[0] * x[0] + x[1] * x[1]) - 0.48 * x[0] * x[1];
    }

    @Override
    public double[] start() {
        return new double[] {9, 8};
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, 2, -10, 10);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return STATIONARY;
    }
}
