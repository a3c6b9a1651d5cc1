package dev.engram.testkit.parts;

import dev.engram.spi.Landscape;
import java.util.List;

/** f(x, y) = (x^2 + 10 y^2) / 2, started at (1, 1): the landscape of the golden trajectories T1. */
public record Bowl() implements Landscape.Plane {
    @Override
    public double value(double x, double y, double[] gradient) {
        gradient[0] = x;
        gradient[1] = 10 * y;
        return (x * x + 10 * y * y) / 2;
    }

    @Override
    public Chart chart() {
        return new Chart(1, 1, Region.square(1), List.of(StationaryPoint.minimum(0, 0, 0)));
    }
}
