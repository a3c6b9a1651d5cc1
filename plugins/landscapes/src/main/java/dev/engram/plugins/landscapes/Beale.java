package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.List;

/**
 * Beale's function: a minimum in a corner of a wide plain, with steep walls around it and two saddles on the way.
 *
 * <pre>
 *   f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2
 *   with p, q, r the three brackets:
 *   df/dx = 2 p (y - 1) + 2 q (y^2 - 1) + 2 r (y^3 - 1),   df/dy = 2 x (p + 2 q y + 3 r y^2)
 *
 *   minimum:  (3, 0.5) 0
 *   saddles:  (0, 1) 14.203125    (0.100538, -2.644514) 9.864512
 * </pre>
 *
 * A point is 2 numbers; starts at (1, 1) where the suite does not say, and where starts are drawn, within 4.5 of
 * 0. Far out along y = 1 the plain goes on for ever.
 *
 * <p>Beale 1958, On an iterative method for finding a local minimum of a function of more than one variable.
 */
@Component("beale")
public record Beale() implements Landscape {
    private static final List<StationaryPoint> STATIONARY = List.of(
            StationaryPoint.minimum(0, 3, 0.5),
            StationaryPoint.saddle(14.203125, 0, 1),
            StationaryPoint.saddle(9.86451228475556, 0.10053793732415836, -2.644513585023125));

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
        double p = 1.5 - u + u * v;
        double q = 2.25 - u + u * v * v;
        double r = 2.625 - u + u * v * v * v;
        gradient[0] = 2 * p * (v - 1) + 2 * q * (v * v - 1) + 2 * r * (v * v * v - 1);
        gradient[1] = 2 * u * (p + 2 * q * v + 3 * r * v * v);
        return p * p + q * q + r * r;
    }

    @Override
    public double[] start() {
        return new double[] {1, 1};
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, 2, -4.5, 4.5);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return STATIONARY;
    }
}
