package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LanczosTest {
    private static double largest(double[][] matrix) {
        Lanczos.Product product = (v, out) -> {
            for (int i = 0; i < out.length; i++) {
                out[i] = 0;
                for (int j = 0; j < v.length; j++) {
                    out[i] += matrix[i][j] * v[j];
                }
            }
            return true;
        };
        return new Lanczos(product, matrix.length, 40).largestEigenvalue(1e-12);
    }

    private static double[][] diagonal(double... values) {
        double[][] m = new double[values.length][values.length];
        for (int i = 0; i < values.length; i++) {
            m[i][i] = values[i];
        }
        return m;
    }

    @Test
    void theSecondDifferenceMatrixHasItsKnownEigenvalue() {
        int n = 12;
        double[][] m = new double[n][n];
        for (int i = 0; i < n; i++) {
            m[i][i] = 2;
            if (i + 1 < n) {
                m[i][i + 1] = -1;
                m[i + 1][i] = -1;
            }
        }
        assertEquals(2 + 2 * StrictMath.cos(StrictMath.PI / (n + 1)), largest(m), 1e-9);
    }

    @Test
    void theLargestIsMeantAndNotTheOneOfLargestSize() {
        assertEquals(2, largest(diagonal(-100, 1, 2, -3)), 1e-9);
        assertEquals(-1, largest(diagonal(-5, -1, -2)), 1e-9);
    }

    @Test
    void repeatedEigenvaluesAndASingleNumberAreFound() {
        assertEquals(3, largest(diagonal(3, 3, 3, 1, 1)), 1e-9);
        assertEquals(7, largest(diagonal(7)), 1e-12);
        assertEquals(0, largest(diagonal(0, 0)), 1e-12);
    }

    @Test
    void withoutAMatrixOrWithProductsThatAreNotFiniteNothingIsFound() {
        assertEquals(Double.NaN, new Lanczos((v, out) -> false, 3, 10).largestEigenvalue(1e-3));
        Lanczos.Product overflow = (v, out) -> {
            Arrays.fill(out, Double.POSITIVE_INFINITY);
            return true;
        };
        assertEquals(Double.NaN, new Lanczos(overflow, 3, 10).largestEigenvalue(1e-3));
    }
}
