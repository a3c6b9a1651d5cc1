package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Styblinski and Tang's function: a deep and a shallow minimum along every axis, separated by a barrier, in any number
 * of dimensions.
 *
 * <pre>
 *   f(x) = 1/2 sum_i (x_i^4 - 16 x_i^2 + 5 x_i)        df/dx_i = 2 x_i^3 - 16 x_i + 5/2
 *
 *   along one axis:  minimum -2.903534 (f = -39.166166), minimum 2.746803 (-25.029447), maximum 0.156731 (0.195612)
 *   with n axes: each coordinate is at one of the three; 2^n minima, one maximum, 3^n - 2^n - 1 saddles
 * </pre>
 *
 * A point has n coordinates. The default start is 0; drawn starts have coordinates in [-5, 5). The coordinates are
 * independent: under gradient descent each ends on its own side of 0.156731.
 *
 * <p>Styblinski and Tang 1990, Experiments in nonconvex optimization.
 */
@Component("styblinski-tang")
public record StyblinskiTang(
        @Hyper(value = "2", range = "[1,1000]", doc = "number of coordinates")
        int axes) implements Landscape {
    /** Along one axis: the deep minimum, the shallow minimum, the maximum. */
    private static final List<Double> ROOTS = List.of(-2.903534027771177, 2.746802770990837, 0.1567312567803401);
    /** With more coordinates, only the global minimum is listed, but every stationary point is found. */
    private static final int LISTED_AXES = 4;

    @Override
    public int cols() {
        return axes;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < axes; i++) {
            double u = x[i];
            gradient[i] = 2 * u * u * u - 16 * u + 2.5;
            sum += u * (u * (u * u - 16) + 5);
        }
        return sum / 2;
    }

    @Override
    public double[] start() {
        return new double[axes];
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, axes, -5, 5);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        List<StationaryPoint> all = new ArrayList<>();
        int listed = axes <= LISTED_AXES ? (int) StrictMath.pow(ROOTS.size(), axes) : 1; // the first is the lowest
        for (int k = 0; k < listed; k++) {
            double[] at = new double[axes];
            for (int i = 0, rest = k; i < axes; i++, rest /= ROOTS.size()) {
                at[i] = ROOTS.get(rest % ROOTS.size());
            }
            all.add(of(at));
        }
        all.sort(Comparator.comparing(StationaryPoint::type).thenComparing(StationaryPoint::value));
        return all;
    }

    @Override
    public StationaryPoint nearestStationaryPoint(double[] x) {
        double[] at = new double[axes];
        for (int i = 0; i < axes; i++) {
            double u = x[i];
            at[i] = ROOTS.stream()
                    .min(Comparator.comparingDouble(r -> Math.abs(u - r)))
                    .orElseThrow();
        }
        return of(at);
    }

    private StationaryPoint of(double[] at) {
        int maxima = 0;
        for (double u : at) {
            maxima += u == ROOTS.get(2) ? 1 : 0;
        }
        return StationaryPoint.of(CoordinateMaxima.type(maxima, axes), value(at, new double[axes]), at);
    }
}
