package dev.engram.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.Landscape;
import dev.engram.spi.Landscape.StationaryPoint;
import dev.engram.spi.Landscape.StationaryPoint.PointType;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndPointTest {
    /** A landscape with these stationary points; its values do not matter here. */
    private record Known(int cols, List<StationaryPoint> stationaryPoints) implements Landscape {
        @Override
        public int rows() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            Arrays.fill(gradient, 1);
            return 0;
        }

        @Override
        public void addNoise(double[] gradient, Rng rng) {
            gradient[0] += rng.gaussian();
        }

        @Override
        public double[] start() {
            return new double[cols];
        }
    }

    private static String place(List<StationaryPoint> known, float... x) {
        return EndPoint.of(new Known(x.length, known), x).location();
    }

    @Test
    void minimaOfDifferentDepthAreGlobalOrLocalAndNumberedIfThereAreSeveral() {
        List<StationaryPoint> known = List.of(
                StationaryPoint.minimum(-2, -1.30083957),
                StationaryPoint.minimum(-1, 1),
                StationaryPoint.minimum(-0.5, 3),
                StationaryPoint.maximum(4, 2),
                StationaryPoint.saddle(0, 0));
        assertEquals("global minimum (-1.301)", place(known, -1.3008f));
        assertEquals("local minimum 1 (1)", place(known, 1.005f));
        assertEquals("local minimum 2 (3)", place(known, 3));
        assertEquals("maximum (2)", place(known, 2));
        assertEquals("saddle (0)", place(known, -1e-3f));
    }

    @Test
    void equallyDeepMinimaAreNumbered() {
        List<StationaryPoint> known =
                List.of(StationaryPoint.minimum(0, 3, 2), StationaryPoint.minimum(1e-12, -2.805118, 3.131313));
        assertEquals("minimum 2 (-2.805, 3.131)", place(known, -2.8051f, 3.1313f));
        assertEquals("minimum (3, 2)", place(known.subList(0, 1), 3, 2));
    }

    @Test
    void beyondOnePercentTheLocationIsUnknownButTheDistanceIsReported() {
        List<StationaryPoint> known = List.of(StationaryPoint.minimum(0, 3, 4));
        assertEquals("minimum (3, 4)", place(known, 3, 4.049f));
        assertEquals("nowhere known", place(known, 3, 4.051f));
        assertEquals(2, EndPoint.of(new Known(2, known), new float[] {3, 6}).distance());
        assertEquals(new EndPoint("nowhere known", Double.NaN), EndPoint.of(new Known(1, List.of()), new float[] {1}));
    }

    @Test
    void aFamilyIsOneLocationAndLongPointsAreTruncated() {
        StationaryPoint valley = new StationaryPoint(PointType.MINIMUM, 0, List.of(0.0, 7.5), "(0, any)");
        assertEquals("minimum (0, any)", place(List.of(valley), 0, 7.5f));
        assertEquals(
                "saddle (0, 0, 0, 0, ...)", place(List.of(StationaryPoint.saddle(0, new double[9])), new float[9]));
        assertEquals("minimum (1E-12)", place(List.of(StationaryPoint.minimum(0, 1e-12)), 0));
    }

    @Test
    void theNoiseDiffersBetweenStepsAndIsTheSameWithinAStep() {
        LandscapeSource one = new LandscapeSource(new Known(1, List.of()), new double[1], 5);
        LandscapeSource other = new LandscapeSource(new Known(1, List.of()), new double[1], 6);
        float first = noise(one, 1);
        assertEquals(first, noise(one, 1));
        float second = noise(one, 2);
        assertFalse(first == second || first == noise(other, 1), "each step and each seed has its own");
        assertEquals(first, noise(one, 1));
        assertArrayEquals(new double[] {0}, new Known(1, List.of()).start());
    }

    private static float noise(LandscapeSource source, long step) {
        source.beginStep(step);
        source.computeGradient();
        return source.arena().gradient()[0];
    }
}
