package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.engram.spi.Metric.OfPredictions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegressionMetricsTest {
    private static final ArrayPredictions FOUR = ArrayPredictions.oneTarget(new float[] {2, 4, 7, 7}, 1, 4, 5, 10);
    private static final ArrayPredictions TWO_TARGETS =
            ArrayPredictions.numbers(new float[][] {{1, 10}, {5, 20}}, new float[][] {{0, 10}, {4, 24}});

    @Test
    void oneTargetHasTheTextbookValuesAndNoDetails() {
        assertEquals(Math.sqrt(14.0 / 4), new Rmse().compute(FOUR));
        assertEquals(1.5, new Mae().compute(FOUR));
        assertEquals(1 - 14.0 / 42, new R2().compute(FOUR), 1e-15);
        for (OfPredictions m : List.of(new Rmse(), new Mae(), new R2())) {
            assertEquals(Map.of(), FOUR.detailsOf(m));
        }
    }

    @Test
    void severalTargetsAreAveragedAndEachIsADetail() {
        assertEquals(Math.sqrt((1 + 1 + 0 + 16) / 4.0), new Rmse().compute(TWO_TARGETS));
        assertEquals(1.5, new Mae().compute(TWO_TARGETS));
        assertEquals((1 - 2.0 / 8 + 1 - 16.0 / 98) / 2, new R2().compute(TWO_TARGETS), 1e-15);
        assertEquals(Map.of("target0", 1.0, "target1", Math.sqrt(8)), TWO_TARGETS.detailsOf(new Rmse()));
        assertEquals(Map.of("target0", 1.0, "target1", 2.0), TWO_TARGETS.detailsOf(new Mae()));
    }

    @Test
    void aConstantTargetHasNoDeterminationEvenIfPredictedExactly() {
        float[] constant = {0.1f, 0.1f, 0.1f};
        assertEquals(Double.NaN, new R2().compute(ArrayPredictions.oneTarget(constant, constant)));
        assertEquals(0, new Rmse().compute(ArrayPredictions.oneTarget(constant, constant)));
        assertEquals(Double.NaN, new R2().compute(ArrayPredictions.oneTarget(new float[] {3}, 5)), "a single example");
        ArrayPredictions one = ArrayPredictions.numbers(new float[][] {{1, 2}, {2, 2}}, new float[][] {{1, 7}, {2, 7}});
        assertEquals(Double.NaN, new R2().compute(one), "one of two targets");
        assertEquals(Map.of("target0", 1.0, "target1", Double.NaN), one.detailsOf(new R2()));
    }

    @Test
    void theMeanHasADeterminationOfZeroAndWorsePredictionsANegativeOne() {
        assertEquals(0, new R2().compute(ArrayPredictions.oneTarget(new float[] {5, 5, 5}, 4, 5, 6)));
        assertEquals(-3, new R2().compute(ArrayPredictions.oneTarget(new float[] {6, 5, 4}, 4, 5, 6)));
    }

    @Test
    void aPredictionThatIsNotANumberMakesTheErrorMissing() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            ArrayPredictions p = ArrayPredictions.oneTarget(new float[] {bad, 1}, 1, 2);
            for (OfPredictions m : List.of(new Rmse(), new Mae(), new R2())) {
                assertEquals(Double.NaN, m.compute(p));
            }
        }
    }

    @Test
    void classesAreNotNumbersToPredict() {
        assertEquals(
                "rmse needs numbers to predict, but the data has classes; measure accuracy or loss instead",
                new Rmse().incompatibility(List.of("a", "b")));
        assertNull(new R2().incompatibility(List.of()));
    }
}
