package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PeriodicSlopeTest {
    private static final PeriodicSlope SLOPES = new PeriodicSlope(4, -1, 3);

    private static double slope(long step) {
        double[] gradient = new double[1];
        double[] x = {0.5};
        SLOPES.value(x, gradient);
        SLOPES.addNoise(x, step, gradient, null);
        return gradient[0];
    }

    @Test
    void theFirstStepOfEachPeriodHasTheRareSlope() {
        double[] expected = {4, -1, -1, 4, -1, -1, 4};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], slope(i + 1), 1e-15, "step " + (i + 1));
        }
    }

    @Test
    void theValueHasTheMeanOfTheSlopes() {
        double sum = 0;
        for (int step = 1; step <= 9; step++) {
            sum += slope(step);
        }
        assertEquals(sum / 9 * 0.5, SLOPES.value(new double[] {0.5}, new double[1]), 1e-15);
    }
}
