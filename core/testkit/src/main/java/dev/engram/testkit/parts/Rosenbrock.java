package dev.engram.testkit.parts;

import dev.engram.spi.Landscape;
import java.util.List;

/** f = (1 - x)^2 + 100 (y - x^2)^2 from (-1.2, 1): the landscape of the golden traces T2. Rosenbrock 1960. */
public record Rosenbrock() implements Landscape {
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
        double a = 1 - x[0], b = x[1] - x[0] * x[0];
        gradient[0] = -2 * a - 400 * x[0] * b;
        gradient[1] = 200 * b;
        return a * a + 100 * b * b;
    }

    @Override
    public double[] start() {
        return new double[] {-1.2, 1};
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(StationaryPoint.minimum(0, 1, 1));
    }
}
