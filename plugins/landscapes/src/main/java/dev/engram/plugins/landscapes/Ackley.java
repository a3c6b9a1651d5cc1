package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * Ackley's function: a nearly flat plain full of small holes around one deep funnel.
 *
 * <pre>
 *   f(x) = 20 (1 - exp(-0.2 r)) + e - exp(c),   r = sqrt(1/n sum_i x_i^2),   c = 1/n sum_i cos(2 pi x_i)
 *   df/dx_i = 4 x_i exp(-0.2 r) / (n r) + 2 pi sin(2 pi x_i) exp(c) / n
 *
 *   global minimum:  0 at the origin, the tip of a cone
 *   local minima:    near points of integers k, x_i = k_i - asin(q_i)/(2 pi),  q_i = 2 x_i/(pi r) exp(-0.2 r - c),
 *                    as far as there is such a point: (0.952, 0), (0.968, 0.968), (1.959, 0) ...
 * </pre>
 *
 * A point has as many numbers as there are axes; starts at (2.7, 2.7, ...) where the suite does not say, and where
 * starts are drawn, within 5 of 0. At the tip, where the slope leaps, the gradient is taken as 0; close to it the
 * gradient's size does not shrink, so a constant rate ends in a zigzag. Every local minimum is found, and only the
 * global one listed; the saddles and maxima between them are not known to it.
 *
 * <p>Ackley 1987, A connectionist machine for genetic hillclimbing.
 */
@Component(value = "ackley", version = 2)
public record Ackley(
        @Hyper(value = "2", range = "[1,1000]", doc = "how many axes")
        int axes) implements Landscape {
    private static final double TWO_PI = 2 * StrictMath.PI;
    /** Each iteration brings a digit or so. */
    private static final int ITERATIONS = 200;
    /** The floor of a hole is flat to this share of the slope of a wave, 2 pi / axes. */
    private static final double FLAT = 1e-12;
    /** mean q^2 / sqrt(1 - q^2) of a minimum is below 1, less the 2% by which the cone bends the other way. */
    private static final double BENT = 0.95;

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

    /** The minimum near the nearest point of integers, where there is one, or the global one, whichever is nearer. */
    @Override
    public StationaryPoint nearestStationaryPoint(double[] x) {
        StationaryPoint tip = stationaryPoints().get(0);
        double[] at = localMinimum(x);
        if (at == null) {
            return tip;
        }
        StationaryPoint hole = StationaryPoint.minimum(value(at, new double[axes]), at);
        return hole.distance(x) < tip.distance(x) ? hole : tip;
    }

    /** The fixed point of x_i = k_i - asin(q_i) / 2 pi; null where there is none, or no minimum. */
    private double[] localMinimum(double[] x) {
        double[] at = new double[axes], gradient = new double[axes];
        for (int i = 0; i < axes; i++) {
            at[i] = StrictMath.rint(x[i]);
        }
        double bent = 0;
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
            bent = 0;
            for (int i = 0; i < axes; i++) {
                double q = slope * at[i];
                bent += q * q / Math.sqrt(1 - q * q) / axes;
                at[i] = StrictMath.rint(x[i]) - StrictMath.asin(q) / TWO_PI;
            }
            if (!(bent < BENT)) { // also where a slope is steeper than any wave: not a number
                return null;
            }
        }
        value(at, gradient);
        double steepest = 0;
        for (double g : gradient) {
            steepest = Math.max(steepest, Math.abs(g));
        }
        return steepest < FLAT * TWO_PI / axes ? at : null;
    }
}
