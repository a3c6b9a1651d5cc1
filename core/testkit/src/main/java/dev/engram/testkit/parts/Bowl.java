package dev.engram.testkit.parts;

import dev.engram.spi.Landscape;
import java.util.List;

/** f = (x^2 + 10 y^2) / 2 from (1, 1): the landscape of the golden traces T1. */
public record Bowl() implements Landscape {
    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int cols() {
        return 2;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        gradient[0] = x[0];
        gradient[1] = 10 * x[1];
        return (x[0] * x[0] + 10 * x[1] * x[1]) / 2;
    }

    @Override
    public double[] start() {
        return new double[] {1, 1};
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(StationaryPoint.minimum(0, 0, 0));
    }
}
