package dev.engram.spi;

import java.util.Arrays;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A function to descend, in place of data, network and loss. Works in double precision: only the optimizer is in float,
 * so that what is seen is the optimizer's own error.
 */
public interface Landscape extends ExtensionPoint {
    /** Rows of a point; 1 for a vector. */
    int rows();

    /** Columns of a point. */
    int cols();

    /** f(x); overwrites {@code gradient}. Both arrays are row-major and belong to the caller; {@code x} is only read. */
    double value(double[] x, double[] gradient);

    /** Where to start when the user does not say; a new array. */
    double[] start();

    /** A start drawn from the region where the function is usually studied; null where it has none. */
    default double[] start(Rng rng) {
        return null;
    }

    /** What comes on top of the gradient in one step, as noise of a batch would; the value has no part in it. */
    default void addNoise(double[] gradient, Rng rng) {
        // Most landscapes are seen without noise.
    }

    /**
     * The points where the gradient vanishes, as far as they are known, the lowest minimum among them if there is one. Of
     * endlessly many, some: then {@link #nearestStationaryPoint} finds the others. A run reports in which of them it ended.
     */
    default List<StationaryPoint> stationaryPoints() {
        return List.of();
    }

    /** The known stationary point nearest to x, the first of equals; null where none is known. */
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

    /**
     * A point where the gradient vanishes.
     *
     * @param value f there
     * @param at the point, to the last digit of a double
     * @param family for one of infinitely many that belong together, how all of them are written, such as
     *     {@code (0, any)}; else empty
     */
    record StationaryPoint(PointType type, double value, List<Double> at, String family) {
        /** What a small step away from it does to the value. */
        public enum PointType {
            MINIMUM,
            /** Up in some directions, down in others. */
            SADDLE,
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

        /** The Euclidean distance of x from it. */
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
