package dev.engram.engine.train;

import dev.engram.engine.run.Measurement;
import dev.engram.spi.Landscape;
import dev.engram.spi.Landscape.StationaryPoint;
import dev.engram.spi.Landscape.StationaryPoint.PointType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end point of a run on a landscape.
 *
 * @param location stationary point in words, such as {@code local minimum (1.131)}; {@link
 *     Measurement#UNKNOWN_LOCATION} if none is near
 * @param distance distance from the nearest known stationary point; NaN if none is known
 */
record EndPoint(String location, double distance) {
    /**
     * Distance within which a run has reached a stationary point, relative to its distance from 0, or to 1 if larger.
     */
    private static final double NEAR_TOLERANCE = 0.01;
    /** Relative difference of values (or absolute, below 1) up to which minima are equally deep. */
    private static final double DEPTH_TOLERANCE = 1e-9;
    /** Significant digits of a coordinate. */
    private static final MathContext DIGITS = new MathContext(4);

    /** Coordinates that are shown. */
    private static final int COORDINATES = 4;

    private static final int PLAIN_DIGITS = 8;

    static EndPoint of(Landscape f, float[] point) {
        double[] x = new double[point.length];
        double size = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = point[i];
        }
        StationaryPoint s = f.nearestStationaryPoint(x);
        if (s == null) {
            return new EndPoint(Measurement.UNKNOWN_LOCATION, Double.NaN);
        }
        for (double c : s.at()) {
            size += c * c;
        }
        double distance = s.distance(x);
        return new EndPoint(
                distance <= NEAR_TOLERANCE * Math.max(1, Math.sqrt(size)) ? name(f, s) : Measurement.UNKNOWN_LOCATION,
                distance);
    }

    /** Returns kind, number (if the landscape has several of that kind) and coordinates. */
    static String name(Landscape f, StationaryPoint s) {
        List<StationaryPoint> all = f.stationaryPoints();
        String kind = kind(all, s);
        List<StationaryPoint> sameKind =
                all.stream().filter(o -> kind(all, o).equals(kind)).toList();
        int number = sameKind.indexOf(s) + 1;
        return kind + (sameKind.size() > 1 && number > 0 ? " " + number : "") + " "
                + (s.family().isEmpty() ? where(s.at()) : s.family());
    }

    /** Returns the kind of a stationary point. Minima of different depth are local or global. */
    private static String kind(List<StationaryPoint> all, StationaryPoint s) {
        if (s.type() != PointType.MINIMUM) {
            return s.type() == PointType.SADDLE ? "saddle" : "maximum";
        }
        double lowest = s.value(), highest = s.value();
        for (StationaryPoint o : all) {
            if (o.type() == PointType.MINIMUM) {
                lowest = Math.min(lowest, o.value());
                highest = Math.max(highest, o.value());
            }
        }
        double same = DEPTH_TOLERANCE * Math.max(1, Math.abs(lowest));
        if (highest - lowest <= same) {
            return "minimum";
        }
        return s.value() - lowest <= same ? "global minimum" : "local minimum";
    }

    private static String where(List<Double> at) {
        String some = at.stream().limit(COORDINATES).map(EndPoint::text).collect(Collectors.joining(", "));
        return "(" + some + (at.size() > COORDINATES ? ", ..." : "") + ")";
    }

    private static String text(double coordinate) {
        BigDecimal rounded = new BigDecimal(coordinate).round(DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) > PLAIN_DIGITS ? rounded.toString() : rounded.toPlainString();
    }
}
