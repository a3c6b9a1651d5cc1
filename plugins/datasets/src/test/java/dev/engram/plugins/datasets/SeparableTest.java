package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import org.junit.jupiter.api.Test;

class SeparableTest {
    private static final int INPUTS = 4;

    @Test
    void aPlaneSeparatesTheClassesWithTheMarginAndNoExampleIsLongerThanTheRadius() {
        Table table = new Separable(INPUTS, 0.25f, 2, 300, 0).load(new TestRng(5));
        float[] u = SyntheticTables.normal(1, INPUTS, 1, new TestRng(5)); // drawn first
        double unit = Math.sqrt(dot(u, 0, u, 0));
        int positive = 0;
        for (int r = 0; r < 300; r++) {
            double distance = dot(u, 0, table.x(), r * INPUTS) / unit;
            assertTrue(Math.abs(distance) >= 0.2499, "distance " + distance);
            assertEquals(distance > 0 ? 1 : 0, table.t()[r]);
            assertTrue(Math.sqrt(dot(table.x(), r * INPUTS, table.x(), r * INPUTS)) <= 2.0001);
            positive += distance > 0 ? 1 : 0;
        }
        assertTrue(positive > 100 && positive < 200, positive + " of class 1");
    }

    private static double dot(float[] a, int i, float[] b, int j) {
        double sum = 0;
        for (int k = 0; k < INPUTS; k++) {
            sum += (double) a[i + k] * b[j + k];
        }
        return sum;
    }

    @Test
    void aMarginThatNoExampleCanHaveIsRejectedWithBothNumbers() {
        Separable impossible = new Separable(INPUTS, 3, 2, 10, 0);
        IncompatibleException e = assertThrows(IncompatibleException.class, () -> impossible.load(new TestRng(5)));
        assertEquals(
                "separable found no example of 4 inputs with a length of at most 2.0 and a distance of at least 3.0"
                        + " from the plane in 100000 draws; use a larger radius or a smaller margin",
                e.getMessage());
    }
}
