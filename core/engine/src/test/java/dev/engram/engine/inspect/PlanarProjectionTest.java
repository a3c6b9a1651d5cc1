package dev.engram.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanarProjectionTest {
    private static float[] points(int rows, int cols, long seed) {
        Random random = new Random(seed);
        float[] points = new float[rows * cols];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) (random.nextGaussian() * (1 + i % cols));
        }
        return points;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void pointsOfAPlaneKeepTheirDistances() {
        Random random = new Random(1);
        int rows = 40;
        float[] points = new float[3 * rows];
        for (int r = 0; r < rows; r++) {
            double a = 3 * random.nextGaussian(), b = random.nextGaussian();
            points[3 * r] = (float) (0.6 * a + 5);
            points[3 * r + 1] = (float) (0.8 * a);
            points[3 * r + 2] = (float) b;
        }
        PlanarProjection p = PlanarProjection.of(points, rows);
        assertEquals(1, p.explained()[0] + p.explained()[1], 1e-6);
        for (int r = 1; r < rows; r++) {
            double far = 0;
            for (int c = 0; c < 3; c++) {
                far += Math.pow(points[3 * r + c] - points[c], 2);
            }
            assertEquals(
                    Math.sqrt(far),
                    Math.hypot(p.x()[r] - p.x()[0], p.y()[r] - p.y()[0]),
                    1e-4 * Math.sqrt(far),
                    "" + r);
        }
    }

    /** Of two columns that do not correlate, the components are the columns themselves. */
    @Test
    void theAxisOfLargestVarianceIsFirstAndItsSignIsFixed() {
        float[] cross = {0, 5, 0, -4, 2, 0, -2, 0, 0, -1};
        PlanarProjection p = PlanarProjection.of(cross, 5);
        assertArrayEquals(new double[] {5, -4, 0, 0, -1}, p.x(), 1e-6);
        assertArrayEquals(new double[] {0, 0, 2, -2, 0}, p.y(), 1e-6);
        assertArrayEquals(new double[] {42 / 50., 8 / 50.}, p.explained(), 1e-9);
    }

    @Test
    void componentsAreUncorrelatedAndExplainTheirVariance() {
        int rows = 60;
        float[] points = points(rows, 9, 2);
        PlanarProjection p = PlanarProjection.of(points, rows);
        double total = 0;
        for (int c = 0; c < 9; c++) {
            double sum = 0, squares = 0;
            for (int r = 0; r < rows; r++) {
                sum += points[9 * r + c];
                squares += points[9 * r + c] * (double) points[9 * r + c];
            }
            total += squares - sum * sum / rows;
        }
        assertEquals(0, dot(p.x(), p.y()) / total, 1e-6);
        assertEquals(dot(p.x(), p.x()) / total, p.explained()[0], 1e-6);
        assertTrue(p.explained()[0] > p.explained()[1]);
        assertTrue(p.explained()[1] > 0.1);
    }

    @Test
    void equalPointsGiveEqualBits() {
        float[] points = points(30, 50, 3);
        PlanarProjection first = PlanarProjection.of(points, 30), second = PlanarProjection.of(points.clone(), 30);
        assertArrayEquals(first.x(), second.x(), 0);
        assertArrayEquals(first.y(), second.y(), 0);
    }

    @Test
    void pointsThatDoNotVaryAreAtTheOrigin() {
        PlanarProjection p = PlanarProjection.of(new float[] {7, 7, 7, 7, 7, 7}, 3);
        assertArrayEquals(new double[3], p.x(), 0);
        assertArrayEquals(new double[2], p.explained(), 0);
        PlanarProjection line = PlanarProjection.of(new float[] {1, 2, 3}, 3);
        assertEquals(1, line.explained()[0], 1e-9);
        assertArrayEquals(new double[3], line.y(), 1e-6);
        assertArrayEquals(
                new double[1], PlanarProjection.of(new float[] {1, 2, 3}, 1).x(), 0);
    }
}
