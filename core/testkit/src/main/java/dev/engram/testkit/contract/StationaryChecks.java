package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Landscape;
import dev.engram.spi.Landscape.StationaryPoint;
import dev.engram.spi.Landscape.StationaryPoint.PointType;
import dev.engram.spi.Rng;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import java.util.Arrays;
import java.util.List;

/** The contract of the stationary points of landscapes. */
final class StationaryChecks {
    static final String VANISHES =
            "at its stationary points the gradient is zero up to rounding, and the value is the stated one";
    static final String NATURE = "the Hessian and the values around each stationary point agree with its stated type";
    static final String NEAREST = "it finds the nearest stationary point, and only true ones";

    /** Relative to the gradient nearby: coordinates and gradient are rounded, curvatures differ. */
    private static final double ROUNDING = 1e-9;
    /** Curvatures below this fraction of the largest count as 0: their sign is lost in rounding. */
    private static final double FLAT = 1e-6;
    /** The radius at which values are compared: small enough for narrow basins, large enough for rounding. */
    private static final double AROUND = 1e-2;

    private static final int DIRECTIONS = 200;
    private static final int POINTS = 40;
    private static final int MAX_POINTS = 200;
    private static final String NO_POINTS = "it has no known stationary point";

    private StationaryChecks() {}

    static void add(Checks to, Landscape f) {
        to.add(VANISHES, () -> vanishes(f));
        to.add(NATURE, () -> nature(f));
        to.add(NEAREST, () -> nearest(f));
    }

    private static double[] point(StationaryPoint s) {
        return s.at().stream().mapToDouble(v -> v).toArray();
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    private static List<StationaryPoint> firstPoints(Landscape f) {
        return f.stationaryPoints().stream().limit(MAX_POINTS).toList();
    }

    private static ContractResult vanishes(Landscape f) {
        double worst = 0;
        for (StationaryPoint s : firstPoints(f)) {
            String why = violation(f, s);
            if (why != null) {
                return ContractResult.failed("%s", why);
            }
            worst = Math.max(worst, gradient(f, s));
        }
        return f.stationaryPoints().isEmpty()
                ? ContractResult.skipped(NO_POINTS)
                : ContractResult.passed(
                        "%d points, largest gradient %.1e of the gradient nearby",
                        firstPoints(f).size(), worst);
    }

    /** Returns the norm of the gradient at a point, relative to its norm nearby. */
    private static double gradient(Landscape f, StationaryPoint s) {
        double[] x = point(s), g = new double[x.length];
        f.value(x, g);
        double here = norm(g), around = 0;
        for (int i = 0; i < x.length; i++) {
            double[] moved = x.clone();
            moved[i] += 0.1 * Math.max(1, Math.abs(x[i]));
            f.value(moved, g);
            around = Math.max(around, norm(g));
        }
        return here / Math.max(around, Double.MIN_NORMAL);
    }

    /** Returns what is wrong with the coordinates or the value of a point; null if nothing is. */
    private static String violation(Landscape f, StationaryPoint s) {
        int n = f.rows() * f.cols();
        if (s.at().size() != n || !s.at().stream().allMatch(Double::isFinite)) {
            return Text.of("expected %d finite coordinates, found %s", n, s.at());
        }
        double share = gradient(f, s), value = f.value(point(s), new double[n]);
        if (!(share <= ROUNDING)) {
            return Text.of(
                    "at %s expected a zero gradient, found %.3g of the gradient nearby; give the point to 16 digits",
                    s.at(), share);
        }
        return Math.abs(value - s.value()) <= ROUNDING * Math.max(1, Math.abs(value))
                ? null
                : Text.of("at %s expected the value %.12g, found %.12g", s.at(), value, s.value());
    }

    private static ContractResult nature(Landscape f) {
        for (StationaryPoint s : firstPoints(f)) {
            double[] curvatures = Curvature.of(f, point(s));
            double flat = FLAT * Arrays.stream(curvatures).map(Math::abs).max().orElse(0);
            boolean falls = curvatures[0] < -flat, rises = curvatures[curvatures.length - 1] > flat;
            double[] values = valuesAround(f, s);
            double slack = 1e-12 * Math.max(1, Math.abs(s.value()));
            falls |= values[0] < s.value() - slack;
            rises |= values[1] > s.value() + slack;
            PointType found = type(falls, rises);
            if (found != s.type()) {
                return ContractResult.failed(
                        "%s: expected a %s, found a %s, with curvatures %s and values from %.10g to %.10g around %.10g",
                        s.at(), s.type(), found, Arrays.toString(curvatures), values[0], values[1], s.value());
            }
        }
        return f.stationaryPoints().isEmpty()
                ? ContractResult.skipped(NO_POINTS)
                : ContractResult.passed("%d points", firstPoints(f).size());
    }

    private static PointType type(boolean falls, boolean rises) {
        if (falls && rises) {
            return PointType.SADDLE;
        }
        return falls ? PointType.MAXIMUM : PointType.MINIMUM;
    }

    /** Returns the smallest and the largest value on a small sphere around a point. */
    private static double[] valuesAround(Landscape f, StationaryPoint s) {
        Rng rng = RandomStreams.of(5, "around");
        double[] x = point(s),
                spare = new double[x.length],
                range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double radius = AROUND * Math.max(1, norm(x));
        for (int k = 0; k < DIRECTIONS; k++) {
            double[] d = new double[x.length];
            for (int i = 0; i < d.length; i++) {
                d[i] = rng.gaussian();
            }
            double length = norm(d);
            for (int i = 0; i < d.length; i++) {
                d[i] = x[i] + radius * d[i] / length;
            }
            double v = f.value(d, spare);
            range[0] = Math.min(range[0], v);
            range[1] = Math.max(range[1], v);
        }
        return range;
    }

    private static ContractResult nearest(Landscape f) {
        List<StationaryPoint> all = firstPoints(f);
        Rng rng = RandomStreams.of(6, "nearest");
        for (int k = 0; k < POINTS; k++) {
            double[] x = f.start();
            for (int i = 0; i < x.length; i++) {
                x[i] = (k % 2 == 0 ? x[i] : 0) + 2 * rng.gaussian();
            }
            double[] keep = x.clone();
            StationaryPoint near = f.nearestStationaryPoint(x);
            if ((near == null) != f.stationaryPoints().isEmpty() || !Arrays.equals(x, keep)) {
                return ContractResult.failed(
                        "expected a point only if the landscape has stationary points, and an unchanged argument;"
                                + " found %s, and the argument %s became %s",
                        near, Arrays.toString(keep), Arrays.toString(x));
            }
            if (near == null) {
                continue;
            }
            String why = violation(f, near);
            if (why != null) {
                return ContractResult.failed("nearest to %s: %s", Arrays.toString(x), why);
            }
            for (StationaryPoint s : all) {
                if (s.distance(x) < near.distance(x) * (1 - 1e-12)) {
                    return ContractResult.failed(
                            "nearest to %s: expected %s or a nearer point, found %s",
                            Arrays.toString(x), s.at(), near.at());
                }
            }
        }
        return all.isEmpty() ? ContractResult.skipped(NO_POINTS) : ContractResult.passed("%d points", POINTS);
    }
}
