package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * Rastrigin's function: a quadratic bowl with many local minima, one near every integer point. An optimizer that only
 * descends ends in the nearest one.
 *
 * <pre>
 *   f(x) = 10 n + sum_i (x_i^2 - 10 cos(2 pi x_i))        df/dx_i = 2 x_i + 20 pi sin(2 pi x_i)
 *
 *   global minimum:  0 at the origin
 *   along one axis:  minima near 0, +-0.994959, +-1.989912, ..., maxima near +-0.502546, +-1.507641, ...;
 *                    31 of each on either side, all below 10 pi
 *   with n axes: each coordinate is at one of them; a point with both minima and maxima is a saddle
 * </pre>
 *
 * A point has n coordinates. The default start is (4.2, 4.2, ...); drawn starts have coordinates in [-5.12, 5.12). The
 * nearest stationary point of any point is found, but only the global minimum is listed.
 *
 * <p>Rastrigin 1974; in n dimensions Mühlenbein, Schomisch and Born 1991, The parallel genetic algorithm as function
 * optimizer.
 */
@Component("rastrigin")
public record Rastrigin(
        @Hyper(value = "2", range = "[1,1000]", doc = "number of coordinates")
        int axes) implements Landscape {
    private static final double TWO_PI = 2 * StrictMath.PI;
    /** Beyond it the derivative of x^2 exceeds that of every wave. */
    private static final double EDGE = 10 * StrictMath.PI;

    /** The number of minima on either side of 0. */
    private static final int LAST = 31;
    /** Each iteration adds at least one and a half digits. */
    private static final int ITERATIONS = 40;

    @Override
    public int cols() {
        return axes;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        double sum = 10.0 * axes;
        for (int i = 0; i < axes; i++) {
            gradient[i] = 2 * x[i] + 10 * TWO_PI * StrictMath.sin(TWO_PI * x[i]);
            sum += x[i] * x[i] - 10 * StrictMath.cos(TWO_PI * x[i]);
        }
        return sum;
    }

    @Override
    public double[] start() {
        double[] x = new double[axes];
        Arrays.fill(x, 4.2);
        return x;
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, axes, -5.12, 5.12);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(StationaryPoint.minimum(0, new double[axes]));
    }

    @Override
    public StationaryPoint nearestStationaryPoint(double[] x) {
        double[] at = new double[axes];
        int maxima = 0;
        for (int i = 0; i < axes; i++) {
            int best = 0;
            for (int k = -2 * LAST; k <= 2 * LAST; k++) {
                double here = root(k);
                if (Math.abs(x[i] - here) < Math.abs(x[i] - at[i])) {
                    at[i] = here;
                    best = k;
                }
            }
            maxima += best % 2 == 0 ? 0 : 1; // the odd ones are the maxima
        }
        return StationaryPoint.of(CoordinateMaxima.type(maxima, axes), value(at, new double[axes]), at);
    }

    /** Returns the root of 2 x + 20 pi sin(2 pi x) near k/2: the fixed point of x = k/2 -+ asin(x / 10 pi) / 2 pi. */
    private static double root(int k) {
        double x = k / 2.0;
        double sign = k % 2 == 0 ? -1 : 1;
        for (int i = 0; i < ITERATIONS; i++) {
            x = k / 2.0 + sign * StrictMath.asin(Math.max(-1, Math.min(1, x / EDGE))) / TWO_PI;
        }
        return x;
    }
}
