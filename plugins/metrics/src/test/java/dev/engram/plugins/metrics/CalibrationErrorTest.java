package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationErrorTest {
    private static ArrayPredictions twoClasses(int[] labels, float... probabilityOfFirst) {
        float[][] y = new float[labels.length][];
        float[][] t = new float[labels.length][2];
        for (int r = 0; r < labels.length; r++) {
            y[r] = new float[] {probabilityOfFirst[r], 1 - probabilityOfFirst[r]};
            t[r][labels[r]] = 1;
        }
        return new ArrayPredictions(y, t, labels, List.of("no", "yes"));
    }

    @Test
    void theErrorIsTheMeanDifferenceOfConfidenceAndAccuracyOverBins() {
        // bin 3 of 4: confidence 0.75 and 0.625, one right; bin 4: confidence 1 and 0.875, both right
        ArrayPredictions p = twoClasses(new int[] {0, 0, 1, 0}, 0.75f, 0.375f, 0, 0.875f);
        assertEquals((2 * Math.abs(0.5 - 0.6875) + 2 * Math.abs(1 - 0.9375)) / 4, new CalibrationError(4).compute(p));
        assertEquals(
                0.0625, new CalibrationError(1).compute(p), "three of four are right, the mean confidence is 0.8125");
    }

    @Test
    void aConfidenceOnABorderBelongsToTheLowerBin() {
        ArrayPredictions p = twoClasses(new int[] {0, 0}, 0.75f, 0.5f);
        Map<String, Double> details = p.detailsOf(new CalibrationError(4));
        assertEquals(1, details.get("bin2 count"));
        assertEquals(1, details.get("bin3 count"));
        assertEquals(0, details.get("bin4 count"));
        assertEquals(Double.NaN, details.get("bin4 accuracy"));
        assertEquals(0.75, details.get("bin3 confidence"));
        assertEquals(12, details.size());
    }

    @Test
    void aConfidenceOfZeroBelongsToTheFirstBin() {
        ArrayPredictions p = new ArrayPredictions(
                new float[][] {{0, 0, 0}}, new float[][] {{1, 0, 0}}, new int[] {0}, List.of("a", "b", "c"));
        assertEquals(1, p.detailsOf(new CalibrationError(5)).get("bin1 count"));
        assertEquals(1, new CalibrationError(5).compute(p));
    }

    @Test
    void aSingleOutputIsTheProbabilityOfTheSecondClass() {
        ArrayPredictions p = ArrayPredictions.binary(0, new int[] {1, 0}, 0.75f, 0.25f);
        assertEquals(0.25, new CalibrationError(10).compute(p));
    }

    @Test
    void scoresThatAreNotProbabilitiesHaveNoCalibration() {
        for (float bad : new float[] {Float.NaN, -0.1f, 1.5f}) {
            ArrayPredictions p = twoClasses(new int[] {0, 1}, bad, 0.5f);
            assertEquals(Double.NaN, new CalibrationError(15).compute(p));
            assertEquals(Map.of(), p.detailsOf(new CalibrationError(15)));
        }
        ArrayPredictions signed = ArrayPredictions.binary(-1, new int[] {1, 0}, 0.75f, 0.25f);
        assertEquals(Double.NaN, new CalibrationError(15).compute(signed));
    }
}
