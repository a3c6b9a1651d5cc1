package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Landscape;
import java.util.List;

/**
 * The six-hump camel: two global and four local minima, seven saddles and two maxima in a small region.
 *
 * <pre>
 *   f(x, y) = (4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (4 y^2 - 4) y^2
 *   df/dx = 8 x - 8.4 x^3 + 2 x^5 + y,   df/dy = x - 8 y + 16 y^3
 *
 *   each point with its mirror image (-x, -y):
 *   global minima:  (-0.089842, 0.712656) -1.031628
 *   local minima:   (1.703607, -0.796084) -0.215464    (1.607105, 0.568651) 2.104250
 *   saddles:        (0, 0) 0                           (1.109205, -0.768268) 0.543719
 *                   (1.638068, 0.228674) 2.229357      (1.296070, 0.605084) 2.229471
 *   maxima:         (1.230230, 0.162335) 2.496295
 * </pre>
 *
 * A point has 2 coordinates. The default start is (1.5, 0.5); drawn starts have x in [-2, 2) and y in [-1, 1).
 *
 * <p>Dixon and Szegö 1978, The global optimisation problem: an introduction.
 */
@Component("six-hump-camel")
public record SixHumpCamel() implements Landscape.Plane {
    private static final Chart CHART = new Chart(
            1.5,
            0.5,
            new Region(-2, 2, -1, 1),
            List.of(
                    StationaryPoint.minimum(-1.0316284534898774, -0.08984201310031806, 0.7126564030207396),
                    StationaryPoint.minimum(-1.0316284534898774, 0.08984201310031806, -0.7126564030207396),
                    StationaryPoint.minimum(-0.21546382438371764, 1.703606714969981, -0.7960835686726251),
                    StationaryPoint.minimum(-0.21546382438371764, -1.703606714969981, 0.7960835686726251),
                    StationaryPoint.minimum(2.1042503103112584, 1.6071047529201972, 0.5686514548841314),
                    StationaryPoint.minimum(2.1042503103112584, -1.6071047529201972, -0.5686514548841314),
                    StationaryPoint.saddle(0, 0, 0),
                    StationaryPoint.saddle(0.5437186009781851, 1.1092053368047865, -0.7682680925095399),
                    StationaryPoint.saddle(0.5437186009781851, -1.1092053368047865, 0.7682680925095399),
                    StationaryPoint.saddle(2.2293571975307147, 1.6380679841897785, 0.22867406904439408),
                    StationaryPoint.saddle(2.2293571975307147, -1.6380679841897785, -0.22867406904439408),
                    StationaryPoint.saddle(2.22947081802986, 1.2960702671671092, 0.6050843880386585),
                    StationaryPoint.saddle(2.22947081802986, -1.2960702671671092, -0.6050843880386585),
                    StationaryPoint.maximum(2.496295351023577, 1.2302298765166526, 0.16233458445899496),
                    StationaryPoint.maximum(2.496295351023577, -1.2302298765166526, -0.16233458445899496)));

    @Override
    public double value(double x, double y, double[] gradient) {
        double s = x * x;
        gradient[0] = x * (8 - 8.4 * s + 2 * s * s) + y;
        gradient[1] = x - 8 * y + 16 * y * y * y;
        return (4 - 2.1 * s + s * s / 3) * s + x * y + (4 * y * y - 4) * y * y;
    }

    @Override
    public Chart chart() {
        return CHART;
    }
}
