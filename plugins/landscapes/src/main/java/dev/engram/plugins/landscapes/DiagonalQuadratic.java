package dev.engram.plugins.landscapes;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape.StationaryPoint;
import dev.engram.spi.Landscape.StationaryPoint.PointType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Quadratic functions whose axes are those of the coordinates. */
final class DiagonalQuadratic {
    private DiagonalQuadratic() {}

    /** Returns a copy of the curvatures. Throws {@link IncompatibleException} if there are none. */
    static List<Double> spectrum(String name, List<Double> spectrum) {
        if (spectrum.isEmpty()) {
            throw new IncompatibleException(name + " needs at least one curvature in its spectrum, such as [1, 10]");
        }
        return List.copyOf(spectrum);
    }

    /** Returns the value at x and overwrites the gradient. */
    static double value(List<Double> spectrum, double[] x, double[] gradient) {
        double sum = 0;
        for (int i = 0, n = spectrum.size(); i < n; i++) {
            double slope = spectrum.get(i) * x[i];
            gradient[i] = slope;
            sum += slope * x[i];
        }
        return sum / 2;
    }

    /** Returns the stationary point nearest to x: x itself along axes without curvature, 0 along all others. */
    static StationaryPoint nearestStationaryPoint(List<Double> spectrum, double[] x) {
        boolean falls = spectrum.stream().anyMatch(c -> c < 0);
        boolean rises = spectrum.stream().anyMatch(c -> c > 0);
        PointType pointType = falls ? PointType.MAXIMUM : PointType.MINIMUM;
        if (falls && rises) {
            pointType = PointType.SADDLE;
        }
        List<Double> at = new ArrayList<>(Collections.nCopies(spectrum.size(), 0.0));
        List<String> family = new ArrayList<>(Collections.nCopies(spectrum.size(), "0"));
        for (int i = 0; i < x.length; i++) {
            if (spectrum.get(i) == 0) {
                at.set(i, x[i]);
                family.set(i, "any");
            }
        }
        return new StationaryPoint(
                pointType, 0, at, family.contains("any") ? "(" + String.join(", ", family) + ")" : "");
    }
}
