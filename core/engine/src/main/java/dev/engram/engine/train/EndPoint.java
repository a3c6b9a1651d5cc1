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
 * Where a run on a landscape ended.
 *
 * @param location the stationary point in words, such as {@code local minimum (1.131)}; {@link Measurement#UNKNOWN_LOCATION} if none is near
 * @param distance from the nearest known stationary point; NaN where none is known
 */
record EndPoint(String location, double distance) {
    /** Nearer than this to a stationary point, as a share of its own distance from 0 or of 1, a run is in it. */
    private static final double NEAR_TOLERANCE = 0.01;
    /** Minima whose values differ by less than this share of them, or of 1, are equally deep. */
    private static final double DEPTH_TOLERANCE = 1e-9;
    /** Digits of a coordinate, and coordinates of a point, that it takes to know one again. */
    private static final MathContext DIGITS = new MathContext(4);

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

    /** Its kind, its number where the landscape lists several of that kind, and where it is. */
    static String name(Landscape f, StationaryPoint s) {
        List<StationaryPoint> all = f.stationaryPoints();
        String kind = kind(all, s);
        List<StationaryPoint> sameKind =
                all.stream().filter(o -> kind(all, o).equals(kind)).toList();
        int number = sameKind.indexOf(s) + 1;
        return kind + (sameKind.size() > 1 && number > 0 ? " " + number : "") + " "
                + (s.family().isEmpty() ? where(s.at()) : s.family());
    }

    /** Minima are told apart by their depth, where it differs. */
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
        return highest - lowest <= same ? "minimum" : s.value() - lowest <= same ? "global minimum" : "local minimum";
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
