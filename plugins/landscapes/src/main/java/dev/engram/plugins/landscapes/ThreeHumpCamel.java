package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * The three-hump camel: a global minimum between two local minima, separated by saddles.
 *
 * <pre>
 *   f(x, y) = 2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2
 *   df/dx = 4 x - 4.2 x^3 + x^5 + y,   df/dy = x + 2 y
 *
 *   global minimum:  (0, 0) 0
 *   local minima:    (-1.747552, 0.873776) and (1.747552, -0.873776) 0.298638
 *   saddles:         (-1.070542, 0.535271) and (1.070542, -0.535271) 0.877362
 * </pre>
 *
 * A point has 2 coordinates. The default start is (2, -1); drawn starts have coordinates in [-2.5, 2.5).
 *
 * <p>Dixon and Szegö 1978, The global optimisation problem: an introduction.
 */
@Component("three-hump-camel")
public record ThreeHumpCamel() implements Landscape.Plane {
    private static final Chart CHART = new Chart(
            2,
            -1,
            Region.square(2.5),
            List.of(
                    StationaryPoint.minimum(0, 0, 0),
                    StationaryPoint.minimum(0.2986384422368598, -1.7475523458302888, 0.8737761729151444),
                    StationaryPoint.minimum(0.2986384422368598, 1.7475523458302888, -0.8737761729151444),
                    StationaryPoint.saddle(0.8773615577631402, -1.07054229182366, 0.53527114591183),
                    StationaryPoint.saddle(0.8773615577631402, 1.07054229182366, -0.53527114591183)));

    @Override
    public double value(double x, double y, double[] gradient) {
        double s = x * x;
        gradient[0] = x * (4 - 4.2 * s + s * s) + y;
        gradient[1] = x + 2 * y;
        return s * (2 - 1.05 * s + s * s / 6) + x * y + y * y;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
