package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * Ackley's function: a nearly flat plain with many small basins, and one deep funnel in its middle.
 *
 * <pre>
 *   f(x) = 20 (1 - exp(-0.2 r)) + e - exp(c),   r = sqrt(1/n sum_i x_i^2),   c = 1/n sum_i cos(2 pi x_i)
 *   df/dx_i = 4 x_i exp(-0.2 r) / (n r) + 2 pi sin(2 pi x_i) exp(c) / n
 *
 *   global minimum:  0 at the origin, the tip of a cone
 *   local minima:    near integer points k, x_i = k_i - asin(q_i)/(2 pi),  q_i = 2 x_i/(pi r) exp(-0.2 r - c),
 *                    if a solution exists: (0.952, 0), (0.968, 0.968), (1.959, 0) ...
 * </pre>
 *
 * A point has n coordinates. The default start is (2.7, 2.7, ...); drawn starts have coordinates in [-5, 5). At the
 * tip, where the gradient is discontinuous, it is taken as 0. Near the tip the gradient does not shrink, so gradient
 * descent with a constant rate ends in oscillation. The nearest minimum of any point is found, but only the global
 * minimum is listed. Saddles and maxima are not known.
 *
 * <p>Ackley 1987, A connectionist machine for genetic hillclimbing.
 */
@Component(value = "ackley", version = 2)
public record Ackley(
        @Hyper(value = "2", range = "[1,1000]", doc = "number of coordinates")
        int axes) implements Landscape {
    private static final double TWO_PI = 2 * StrictMath.PI;
    /** Each iteration adds about one digit. */
    private static final int ITERATIONS = 200;
    /** Largest gradient at a minimum, relative to the gradient of a wave, 2 pi / axes. */
    private static final double FLATNESS = 1e-12;
    /** Upper bound of the mean of q^2 / sqrt(1 - q^2) at a minimum: 1, less a margin for the curvature of the cone. */
    private static final double CURVATURE_BOUND = 0.95;

    @Override
    public int cols() {
        return axes;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        double squares = 0;
        double waves = 0;
        for (int i = 0; i < axes; i++) {
            squares += x[i] * x[i];
            waves += StrictMath.cos(TWO_PI * x[i]);
        }
        double r = Math.sqrt(squares / axes);
        double funnel = StrictMath.exp(-0.2 * r);
        double holes = StrictMath.exp(waves / axes);
        for (int i = 0; i < axes; i++) {
            double cone = r == 0 ? 0 : 4 * x[i] * funnel / (axes * r);
            gradient[i] = cone + TWO_PI * StrictMath.sin(TWO_PI * x[i]) * holes / axes;
        }
        return 20 * (1 - funnel) + (StrictMath.exp(1) - holes);
    }

    @Override
    public double[] start() {
        double[] x = new double[axes];
        Arrays.fill(x, 2.7);
        return x;
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, axes, -5, 5);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(StationaryPoint.minimum(0, new double[axes]));
    }

    /**
     * Returns the global minimum or the minimum near the nearest integer point, if there is one, whichever is nearer.
     */
    @Override
    public StationaryPoint nearestStationaryPoint(double[] x) {
        StationaryPoint tip = stationaryPoints().get(0);
        double[] at = localMinimum(x);
        if (at == null) {
            return tip;
        }
        StationaryPoint local = StationaryPoint.minimum(value(at, new double[axes]), at);
        return local.distance(x) < tip.distance(x) ? local : tip;
    }

    /** Returns the fixed point of x_i = k_i - asin(q_i) / 2 pi; null if there is none or if it is not a minimum. */
    private double[] localMinimum(double[] x) {
        double[] at = new double[axes], gradient = new double[axes];
        for (int i = 0; i < axes; i++) {
            at[i] = StrictMath.rint(x[i]);
        }
        double curvature = 0;
        for (int step = 0; step < ITERATIONS; step++) {
            double squares = 0;
            double waves = 0;
            for (double v : at) {
                squares += v * v;
                waves += StrictMath.cos(TWO_PI * v);
            }
            double r = Math.sqrt(squares / axes);
            if (r == 0) {
                return null;
            }
            double slope = 2 / (StrictMath.PI * r) * StrictMath.exp(-0.2 * r - waves / axes);
            curvature = 0;
            for (int i = 0; i < axes; i++) {
                double q = slope * at[i];
                curvature += q * q / Math.sqrt(1 - q * q) / axes;
                at[i] = StrictMath.rint(x[i]) - StrictMath.asin(q) / TWO_PI;
            }
            if (!(curvature < CURVATURE_BOUND)) { // also if it is NaN, since no wave is that steep
                return null;
            }
        }
        value(at, gradient);
        double steepest = 0;
        for (double g : gradient) {
            steepest = Math.max(steepest, Math.abs(g));
        }
        return steepest < FLATNESS * TWO_PI / axes ? at : null;
    }
}
