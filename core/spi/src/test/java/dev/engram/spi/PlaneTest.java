package dev.engram.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneTest {
    /** f(x, y) = x + 2 y */
    private record Slope() implements Landscape.Plane {
        @Override
        public double value(double x, double y, double[] gradient) {
            gradient[0] = 1;
            gradient[1] = 2;
            return x + 2 * y;
        }

        @Override
        public Chart chart() {
            return new Chart(3, 4, new Region(10, 20, -1, 1), List.of());
        }
    }

    /** Yields 0.25, then 0.5. */
    private static final class Quarters implements Rng {
        private int draws;

        @Override
        public float uniform() {
            return 0.25f * ++draws;
        }

        @Override
        public float gaussian() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int uniformInt(int n) {
            throw new UnsupportedOperationException();
        }
    }

    private final Landscape plane = new Slope();

    @Test
    void isAVectorOfTwoCoordinates() {
        double[] gradient = new double[2];
        assertEquals(1, plane.rows());
        assertEquals(2, plane.cols());
        assertEquals(11, plane.value(plane.start(), gradient));
        assertArrayEquals(new double[] {1, 2}, gradient);
    }

    @Test
    void drawsXThenYFromItsRegion() {
        assertArrayEquals(new double[] {12.5, 0}, plane.start(new Quarters()));
    }
}
