package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * The three-hump camel: the global minimum between two local ones, with a saddle before each.
 *
 * <pre>
 *   f(x, y) = 2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2
 *   df/dx = 4 x - 4.2 x^3 + x^5 + y,   df/dy = x + 2 y
 *
 *   global minimum:  (0, 0) 0
 *   local minima:    (-1.747552, 0.873776) and (1.747552, -0.873776) 0.298638
 *   saddles:         (-1.070542, 0.535271) and (1.070542, -0.535271) 0.877362
 * </pre>
 *
 * A point is 2 numbers; starts at (2, -1) where the suite does not say, and where starts are drawn, within 2.5 of 0.
 *
 * <p>Dixon and Szegö 1978, The global optimisation problem: an introduction.
 */
@Component("three-hump-camel")
public record ThreeHumpCamel() implements Landscape {
    private static final List<StationaryPoint> STATIONARY = List.of(
            StationaryPoint.minimum(0, 0, 0),
            StationaryPoint.minimum(0.2986384422368598, -1.7475523458302888, 0.8737761729151444),
            StationaryPoint.minimum(0.2986384422368598, 1.7475523458302888, -0.8737761729151444),
            StationaryPoint.saddle(0.8773615577631402, -1.07054229182366, 0.53527114591183),
            StationaryPoint.saddle(0.8773615577631402, 1.07054229182366, -0.53527114591183));

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
        double u = x[0];
        double v = x[1];
        double s = u * u;
        gradient[0] = u * (4 - 4.2 * s + s * s) + v;
        gradient[1] = u + 2 * v;
        return s * (2 - 1.05 * s + s * s / 6) + u * v + v * v;
    }

    @Override
    public double[] start() {
        return new double[] {2, -1};
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, 2, -2.5, 2.5);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return STATIONARY;
    }
}
