package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * A function of one number with a local and a global minimum.
 *
 * <pre>
 *   f(x) = x^4 - 3 x^2 + x        f'(x) = 4 x^3 - 6 x + 1
 *
 *   global minimum  x = -1.30083957   f = -3.51390504   f'' = 14.306
 *   local minimum   x =  1.13090112   f = -1.07023018   f'' =  9.347
 *   maximum between x =  0.16993844   f =  0.08413522
 * </pre>
 *
 * A point has 1 coordinate. The default start is 2; drawn starts are in [-2, 2). From any start between -2 and 2,
 * gradient descent with a rate of at most 0.02 ends in the minimum on the same side of the maximum. With momentum 0.9
 * and rate 0.01, a start at 2 passes over the maximum.
 */
@Component("quartic")
public record Quartic() implements Landscape {
    private static final List<StationaryPoint> STATIONARY = List.of(
            StationaryPoint.minimum(-3.513905038934789, -1.3008395659415772),
            StationaryPoint.minimum(-1.0702301817761541, 1.1309011226299859),
            StationaryPoint.maximum(0.08413522071094308, 0.16993844331159128));

    @Override
    public int cols() {
        return 1;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        double u = x[0];
        gradient[0] = 4 * u * u * u - 6 * u + 1;
        return u * u * u * u - 3 * u * u + u;
    }

    @Override
    public double[] start() {
        return new double[] {2};
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, 1, -2, 2);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return STATIONARY;
    }
}
