package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Landscape;
import dev.engram.spi.Landscape.StationaryPoint;
import dev.engram.spi.Landscape.StationaryPoint.PointType;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The known stationary points of landscapes: values from the literature, and points that are found on demand. */
class StationaryPointsTest {
    /** Landscape and type, then coordinates and value of each stationary point, as in the literature. */
    static List<Arguments> stationary() {
        return List.of(
                known(new Quartic(), PointType.MINIMUM, "-1.30083957: -3.51390504; 1.13090112: -1.07023018"),
                known(new Quartic(), PointType.MAXIMUM, "0.16993844: 0.08413522"),
                known(new Rosenbrock(1, 100), PointType.MINIMUM, "1 1: 0"),
                known(new Rosenbrock(2, 5), PointType.MINIMUM, "2 4: 0"),
                known(new Quadratic(List.of(1.0, 10.0)), PointType.MINIMUM, "0 0: 0"),
                known(new Quadratic(List.of(1.0, -10.0)), PointType.SADDLE, "0 0: 0"),
                known(new Quadratic(List.of(-1.0)), PointType.MAXIMUM, "0: 0"),
                known(new Beale(), PointType.MINIMUM, "3 0.5: 0"),
                known(new Beale(), PointType.SADDLE, "0 1: 14.203125; 0.100538 -2.644514: 9.864512"),
                known(
                        new Himmelblau(),
                        PointType.MINIMUM,
                        "3 2: 0; -2.805118 3.131313: 0; 3.584428 -1.848127: 0; -3.779310 -3.283186: 0"),
                known(
                        new Himmelblau(),
                        PointType.SADDLE,
                        "3.385154 0.073852: 13.311926; 0.086678 2.884255: 67.719150;"
                                + "-3.073026 -0.081353: 104.015163; -0.127961 -1.953715: 178.337239"),
                known(new Himmelblau(), PointType.MAXIMUM, "-0.270845 -0.923039: 181.616522"),
                known(
                        new SixHumpCamel(),
                        PointType.MINIMUM,
                        "-0.089842 0.712656: -1.031628; 0.089842 -0.712656: -1.031628;1.703607 -0.796084: -0.215464;"
                                + " -1.703607 0.796084: -0.215464; 1.607105 0.568651: 2.104250; -1.607105 -0.568651:"
                                + " 2.104250"),
                known(
                        new SixHumpCamel(),
                        PointType.SADDLE,
                        "0 0: 0; 1.109205 -0.768268: 0.543719; -1.109205 0.768268: 0.543719;1.638068 0.228674:"
                                + " 2.229357; -1.638068 -0.228674: 2.229357; 1.296070 0.605084: 2.229471; -1.296070"
                                + " -0.605084: 2.229471"),
                known(
                        new SixHumpCamel(),
                        PointType.MAXIMUM,
                        "1.230230 0.162335: 2.496295; -1.230230 -0.162335: 2.496295"),
                known(
                        new ThreeHumpCamel(),
                        PointType.MINIMUM,
                        "0 0: 0; -1.747552 0.873776: 0.298638; 1.747552 -0.873776: 0.298638"),
                known(
                        new ThreeHumpCamel(),
                        PointType.SADDLE,
                        "-1.070542 0.535271: 0.877362; 1.070542 -0.535271: 0.877362"),
                known(
                        new StyblinskiTang(2),
                        PointType.MINIMUM,
                        "-2.903534 -2.903534: -78.332331; -2.903534 2.746803: -64.195612;"
                                + "2.746803 -2.903534: -64.195612; 2.746803 2.746803: -50.058893"),
                known(
                        new StyblinskiTang(2),
                        PointType.SADDLE,
                        "-2.903534 0.156731: -38.970553; 0.156731 -2.903534: -38.970553;"
                                + "2.746803 0.156731: -24.833834; 0.156731 2.746803: -24.833834"),
                known(new StyblinskiTang(2), PointType.MAXIMUM, "0.156731 0.156731: 0.391225"),
                known(new GoldsteinPrice(), PointType.MINIMUM, "0 -1: 3; -0.6 -0.4: 30; 1.8 0.2: 84; 1.2 0.8: 840"),
                known(
                        new GoldsteinPrice(),
                        PointType.SADDLE,
                        "-0.4 -0.6: 35; 1.2 -0.2: 99; 1.4 0.6: 980; 0.6 0.4: 990"),
                known(new GoldsteinPrice(), PointType.MAXIMUM, "0.8 0.2: 1155"),
                known(new Booth(), PointType.MINIMUM, "1 3: 0"),
                known(new Matyas(), PointType.MINIMUM, "0 0: 0"),
                known(new Saddle(), PointType.SADDLE, "0 0: 0"),
                known(new MonkeySaddle(), PointType.SADDLE, "0 0: 0"),
                known(new Rastrigin(2), PointType.MINIMUM, "0 0: 0"),
                known(new Ackley(2), PointType.MINIMUM, "0 0: 0"));
    }

    private static Arguments known(Landscape f, PointType pointType, String points) {
        return Arguments.of(f, pointType, points);
    }

    /** Exactly these are listed, in any order. The contract checks the last digits and the curvatures. */
    @ParameterizedTest
    @MethodSource("stationary")
    void stationaryPointsAreThoseOfTheLiterature(Landscape f, PointType pointType, String points) {
        List<StationaryPoint> named =
                f.stationaryPoints().stream().filter(s -> s.type() == pointType).toList();
        String[] expected = points.split(";");
        assertEquals(expected.length, named.size(), named.toString());
        for (String e : expected) {
            double[] at = Arrays.stream(e.substring(0, e.indexOf(':')).strip().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            StationaryPoint s = named.stream()
                    .min(Comparator.comparingDouble(n -> n.distance(at)))
                    .orElseThrow();
            assertEquals(0, s.distance(at), 1e-6, e);
            assertEquals(Double.parseDouble(e.substring(e.indexOf(':') + 1)), s.value(), 1e-6, e);
            assertEquals(s, f.nearestStationaryPoint(at), e);
        }
    }

    /** If a function of two variables grows in all directions, minima and maxima outnumber saddles by one (Morse). */
    @Test
    void minimaAndMaximaAreOneMoreThanSaddles() {
        for (Landscape f : List.of(
                new Himmelblau(),
                new SixHumpCamel(),
                new ThreeHumpCamel(),
                new StyblinskiTang(2),
                new GoldsteinPrice())) {
            long saddles = f.stationaryPoints().stream()
                    .filter(s -> s.type() == PointType.SADDLE)
                    .count();
            assertEquals(1, f.stationaryPoints().size() - 2 * saddles, f.toString());
        }
    }

    @Test
    void styblinskiTangHasThreeToTheNStationaryPoints() {
        assertEquals(81, new StyblinskiTang(4).stationaryPoints().size());
        assertEquals(
                16,
                new StyblinskiTang(4)
                        .stationaryPoints().stream()
                                .filter(s -> s.type() == PointType.MINIMUM)
                                .count());
        StationaryPoint lowest = new StyblinskiTang(7).stationaryPoints().get(0);
        assertEquals(7 * -39.16616570377141, lowest.value(), 1e-10);
        assertEquals(
                PointType.SADDLE,
                new StyblinskiTang(3)
                        .nearestStationaryPoint(new double[] {-3, 0, 3})
                        .type());
    }

    @Test
    void rastriginFindsEveryMinimumAndMaximum() {
        Rastrigin f = new Rastrigin(2);
        StationaryPoint minimum = f.nearestStationaryPoint(new double[] {1.1, -1.9});
        assertEquals(PointType.MINIMUM, minimum.type());
        assertArrayEquals(
                new double[] {0.994959, -1.989912},
                minimum.at().stream().mapToDouble(v -> v).toArray(),
                1e-6);
        assertEquals(4.974790, minimum.value(), 1e-5);
        assertEquals(
                PointType.MAXIMUM,
                f.nearestStationaryPoint(new double[] {0.5, 1.5}).type());
        assertEquals(
                PointType.SADDLE,
                f.nearestStationaryPoint(new double[] {0.5, 1}).type());
        assertArrayEquals(
                new double[] {30.782026, 30.716350},
                f.nearestStationaryPoint(new double[] {400, 30.72}).at().stream()
                        .mapToDouble(v -> v)
                        .toArray(),
                1e-6);
    }

    @Test
    void ackleyFindsTheMinimaNearIntegerPoints() {
        Ackley f = new Ackley(2);
        double[][] points = {{0.9, 0.1}, {1.2, 0.8}, {-2.1, 0.2}, {3.3, -1.8}};
        double[][] minima = {{0.95216655, 0}, {0.96847766, 0.96847766}, {-1.95891972, 0}, {2.97313942, -1.98213995}};
        double[] values = {2.57992756, 3.57445188, 4.88406526, 7.96171127};
        for (int i = 0; i < minima.length; i++) {
            StationaryPoint s = f.nearestStationaryPoint(points[i]);
            assertEquals(PointType.MINIMUM, s.type());
            assertArrayEquals(minima[i], s.at().stream().mapToDouble(v -> v).toArray(), 1e-8);
            assertEquals(values[i], s.value(), 1e-8);
        }
        assertEquals(f.stationaryPoints().get(0), f.nearestStationaryPoint(new double[] {0.4, 0.45}));
        // Along one of many axes the funnel is steeper than the waves, so there is no minimum at distance 1.
        double[] one = new double[30];
        one[0] = 1;
        assertEquals(new Ackley(30).stationaryPoints().get(0), new Ackley(30).nearestStationaryPoint(one));
    }

    /** Values around each minimum are larger, in few dimensions and in many. */
    @Test
    void ackleysMinimaAreMinima() {
        Rng rng = RandomStreams.of(9, "holes");
        for (int axes : new int[] {1, 2, 5, 40}) {
            Ackley f = new Ackley(axes);
            for (int k = 0; k < 50; k++) {
                double[] x = f.start(rng), moved = new double[axes];
                StationaryPoint s = f.nearestStationaryPoint(x);
                for (int direction = 0; direction < 50; direction++) {
                    for (int i = 0; i < axes; i++) {
                        moved[i] = s.at().get(i) + 0.01 * rng.gaussian();
                    }
                    assertTrue(f.value(moved, new double[axes]) > s.value(), s.toString());
                }
            }
        }
    }

    @Test
    void aQuadraticWithoutCurvatureAlongAnAxisIsAValley() {
        StationaryPoint s = new Quadratic(List.of(2.0, 0.0)).nearestStationaryPoint(new double[] {0.5, 0.25});
        assertEquals(new StationaryPoint(PointType.MINIMUM, 0, List.of(0.0, 0.25), "(0, any)"), s);
        assertEquals(0.5, s.distance(new double[] {0.5, 0.25}));
    }
}
