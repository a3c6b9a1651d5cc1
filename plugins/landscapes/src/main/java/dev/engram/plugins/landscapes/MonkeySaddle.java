package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * The monkey saddle: three ways down and three up from a point where all curvatures vanish, so that second
 * derivatives do not tell that it is a saddle.
 *
 * <pre>
 *   f(x, y) = x^3 - 3 x y^2        df/dx = 3 x^2 - 3 y^2,   df/dy = -6 x y
 *
 *   saddle:  (0, 0) 0; no minimum
 * </pre>
 *
 * A point is 2 numbers; starts at (1, 0) where the suite does not say, and where starts are drawn, within 1 of 0.
 * From (x, 0) with x > 0 gradient descent creeps towards the saddle like 1/(3 rate t).
 */
@Component("monkey-saddle")
public record MonkeySaddle() implements Landscape {
    private static final List<StationaryPoint> STATIONARY = List.of(StationaryPoint.saddle(0, 0, 0));

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
        gradient[0] = 3 * x[0] * x[0] - 3 * x[1] * x[1];
        gradient[1] = -6 * x[0] * x[1];
        return x[0] * (x[0] * x[0] - 3 * x[1] * x[1]);
    }

    @Override
    public double[] start() {
        return new double[] {1, 0};
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, 2, -1, 1);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return STATIONARY;
    }
}
