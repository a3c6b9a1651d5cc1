package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * Himmelblau's function: four minima of equal depth. Which one is found depends on the start and on the optimizer.
 *
 * <pre>
 *   f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
 *   df/dx = 4 x (x^2 + y - 11) + 2 (x + y^2 - 7),   df/dy = 2 (x^2 + y - 11) + 4 y (x + y^2 - 7)
 *
 *   minima, all 0:  (3, 2)  (-2.805118, 3.131313)  (3.584428, -1.848127)  (-3.779310, -3.283186)
 *   saddles:        (3.385154, 0.073852) 13.311926    (0.086678, 2.884255) 67.719150
 *                   (-3.073026, -0.081353) 104.015163 (-0.127961, -1.953715) 178.337239
 *   maximum:        (-0.270845, -0.923039) 181.616522
 * </pre>
 *
 * A point has 2 coordinates. The default start is (0, 0); drawn starts have coordinates in [-5, 5).
 *
 * <p>Himmelblau 1972, Applied nonlinear programming.
 */
@Component("himmelblau")
public record Himmelblau() implements Landscape.Plane {
    private static final Chart CHART = new Chart(
            0,
            0,
            Region.square(5),
            List.of(
                    StationaryPoint.minimum(0, 3, 2),
                    StationaryPoint.minimum(0, -2.805118086952745, 3.131312518250573),
                    StationaryPoint.minimum(0, 3.5844283403304917, -1.8481265269644036),
                    StationaryPoint.minimum(0, -3.779310253377747, -3.2831859912861696),
                    StationaryPoint.saddle(13.31192627040559, 3.385154183607021, 0.07385187983774928),
                    StationaryPoint.saddle(67.71915008752615, 0.08667750455539636, 2.884254701174776),
                    StationaryPoint.saddle(104.0151629175581, -3.0730257507643897, -0.08135304428796751),
                    StationaryPoint.saddle(178.33723920192747, -0.12796134673068008, -1.9537149802445763),
                    StationaryPoint.maximum(181.6165215225827, -0.2708445906673476, -0.9230385564799815)));

    @Override
    public double value(double x, double y, double[] gradient) {
        double p = x * x + y - 11;
        double q = x + y * y - 7;
        gradient[0] = 4 * x * p + 2 * q;
        gradient[1] = 2 * p + 4 * y * q;
        return p * p + q * q;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
