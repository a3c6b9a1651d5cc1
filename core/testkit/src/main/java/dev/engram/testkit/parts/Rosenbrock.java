package dev.engram.testkit.parts;

import dev.engram.spi.Landscape;
import java.util.List;

/**
 * f(x, y) = (1 - x)^2 + 100 (y - x^2)^2, started at (-1.2, 1): the landscape of the golden trajectories T2. Rosenbrock
 * 1960.
 */
public record Rosenbrock() implements Landscape.Plane {
    @Override
    public double value(double x, double y, double[] gradient) {
        double a = 1 - x, b = y - x * x;
        gradient[0] = -2 * a - 400 * x * b;
        gradient[1] = 200 * b;
        return a * a + 100 * b * b;
    }

    @Override
    public Chart chart() {
        return new Chart(-1.2, 1, Region.square(2.048), List.of(StationaryPoint.minimum(0, 1, 1)));
    }
}
