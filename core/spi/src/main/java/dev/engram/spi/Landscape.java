package dev.engram.spi;

import java.util.Arrays;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A function to minimize, in place of data, network and loss. It is computed in double precision; only the optimizer
 * works in single precision. Every error that a run shows is therefore the optimizer's own.
 *
 * <p>A point is a matrix of {@link #rows} x {@link #cols} numbers, row by row. A function of two coordinates is easier
 * to write as a {@link Plane}.
 */
public interface Landscape extends ExtensionPoint {
    /** The number of rows of a point; 1 for a vector. */
    default int rows() {
        return 1;
    }

    /** The number of columns of a point. */
    int cols();

    /**
     * Returns f(x) and overwrites all of {@code gradient} with the gradient at x. Both arrays have
     * {@code rows() * cols()} numbers and belong to the caller. {@code x} is only read.
     */
    double value(double[] x, double[] gradient);

    /** Returns the default starting point, in a new array. */
    double[] start();

    /**
     * Returns a starting point drawn from the region in which the function is usually studied, in a new array; null if
     * there is no such region.
     */
    default double[] start(Rng rng) {
        return null;
    }

    /**
     * Adds the noise of one step to {@code gradient}, as sampling a batch would. {@link #value} is never noisy.
     */
    default void addNoise(double[] gradient, Rng rng) {
        // Most landscapes have no noise.
    }

    /**
     * Adds the noise of one step to {@code gradient}, where the noise depends on the point or on the step, as with
     * batches of data. By default the noise depends on neither. An optimizer that evaluates several points in a step
     * receives the same step, and random numbers of the same stream.
     *
     * @param x the point of the gradient; only read
     * @param step the number of the step, from 1
     */
    default void addNoise(double[] x, long step, double[] gradient, Rng rng) {
        addNoise(gradient, rng);
    }

    /**
     * Returns the landscape of a run, with all data that it needs. Called once before a run and before any other
     * method, so that a component can read files or draw data here and hold them in the object that it returns, which
     * belongs to one run. Most landscapes return themselves. Throws {@link IncompatibleException} if the data cannot be
     * used.
     *
     * @param rng random numbers for the data: the same for all runs
     */
    default Landscape load(Rng rng) {
        return this;
    }

    /**
     * Returns the landscape of a run, as {@link #load(Rng)} does, for a landscape that also draws something once for
     * each run, such as an order of its examples that is the same in every epoch. The engine calls this method. By
     * default it asks {@link #load(Rng)}.
     *
     * @param data random numbers for the data: the same for all runs
     * @param run random numbers of the run: the same for all runs with the same seed
     */
    default Landscape load(Rng data, Rng run) {
        return load(data);
    }

    /**
     * Returns the known points at which the gradient vanishes. They include the lowest minimum, if there is one. A
     * landscape with infinitely many returns some of them and overrides {@link #nearestStationaryPoint} to find the
     * others. A run reports the point in which it ended.
     */
    default List<StationaryPoint> stationaryPoints() {
        return List.of();
    }

    /** Returns the known stationary point nearest to x, the first in case of a tie; null if none is known. */
    default StationaryPoint nearestStationaryPoint(double[] x) {
        StationaryPoint best = null;
        double least = Double.POSITIVE_INFINITY;
        for (StationaryPoint s : stationaryPoints()) {
            double d = s.distance(x);
            if (d < least) {
                least = d;
                best = s;
            }
        }
        return best;
    }

    /** A landscape over two coordinates, x and y: a function, and a chart with everything else. */
    interface Plane extends Landscape {
        /** Returns f(x, y) and overwrites {@code gradient} with df/dx and df/dy. */
        double value(double x, double y, double[] gradient);

        /** Returns where to start and which stationary points are known; the same at every call. */
        Chart chart();

        @Override
        default int cols() {
            return 2;
        }

        @Override
        default double value(double[] x, double[] gradient) {
            return value(x[0], x[1], gradient);
        }

        @Override
        default double[] start() {
            return new double[] {chart().startX(), chart().startY()};
        }

        @Override
        default double[] start(Rng rng) {
            return chart().region().sample(rng);
        }

        @Override
        default List<StationaryPoint> stationaryPoints() {
            return chart().stationaryPoints();
        }

        /**
         * The known points of a plane: its default start, the region of random starts, and its stationary points.
         *
         * @param startX x of the default starting point
         * @param startY y of the default starting point
         * @param region the region in which the function is usually studied; starting points are drawn from it
         * @param stationaryPoints the known points at which the gradient vanishes, the lowest minimum among them
         */
        record Chart(double startX, double startY, Region region, List<StationaryPoint> stationaryPoints) {
            public Chart {
                stationaryPoints = List.copyOf(stationaryPoints);
            }
        }

        /** A rectangle: x in [xLow, xHigh), y in [yLow, yHigh). */
        record Region(double xLow, double xHigh, double yLow, double yHigh) {
            /** Returns the points whose coordinates are both in [-reach, reach). */
            public static Region square(double reach) {
                return new Region(-reach, reach, -reach, reach);
            }

            /** Returns a uniformly distributed point, x drawn first, in a new array. */
            public double[] sample(Rng rng) {
                double x = xLow + (xHigh - xLow) * rng.uniform();
                double y = yLow + (yHigh - yLow) * rng.uniform();
                return new double[] {x, y};
            }
        }
    }

    /**
     * A point at which the gradient vanishes.
     *
     * @param type minimum, saddle or maximum
     * @param value f at the point
     * @param at the coordinates, row by row, to the last digit of a double
     * @param family the common notation of infinitely many points to which this one belongs, such as {@code (0, any)};
     *     empty for an isolated point
     */
    record StationaryPoint(PointType type, double value, List<Double> at, String family) {
        /** How the value changes near the point. */
        public enum PointType {
            /** It decreases in no direction. */
            MINIMUM,
            /** It increases in some directions and decreases in others. */
            SADDLE,
            /** It increases in no direction, and decreases in some. */
            MAXIMUM
        }

        public StationaryPoint {
            at = List.copyOf(at);
        }

        public static StationaryPoint minimum(double value, double... at) {
            return of(PointType.MINIMUM, value, at);
        }

        public static StationaryPoint saddle(double value, double... at) {
            return of(PointType.SADDLE, value, at);
        }

        public static StationaryPoint maximum(double value, double... at) {
            return of(PointType.MAXIMUM, value, at);
        }

        public static StationaryPoint of(PointType pointType, double value, double... at) {
            return new StationaryPoint(
                    pointType, value, Arrays.stream(at).boxed().toList(), "");
        }

        /** Returns the Euclidean distance between this point and x. */
        public double distance(double[] x) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double d = x[i] - at.get(i);
                sum += d * d;
            }
            return Math.sqrt(sum);
        }
    }
}
