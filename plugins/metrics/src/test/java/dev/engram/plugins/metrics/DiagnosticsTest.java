package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;
import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private static final TestProbe STEP = TestProbe.of(List.of(
            new Parameter("layer1/weights", 0, 2, 1, 2, Set.of(Tag.WEIGHT, Tag.LAST)),
            new Parameter("layer0/weights", 2, 4, 1, 2, Set.of(Tag.WEIGHT, Tag.FIRST)),
            new Parameter("layer0/bias", 4, 5, 1, 1, Set.of(Tag.BIAS, Tag.FIRST)),
            new Parameter("rule/feedback", 5, 6, 1, 1, Set.of(Tag.AUXILIARY))));

    private record ArrayMatrix(float[][] rows2d) implements Matrix {
        @Override
        public int rows() {
            return rows2d.length;
        }

        @Override
        public int cols() {
            return rows2d[0].length;
        }

        @Override
        public float get(int row, int col) {
            return rows2d[row][col];
        }
    }

    private static Matrix rows(float[]... rows) {
        return new ArrayMatrix(rows);
    }

    private static Map<String, Double> readings(Metric.OfTraining m, TestProbe testProbe) {
        Map<String, Double> found = new TreeMap<>();
        m.compute(testProbe, found::put);
        return found;
    }

    @Test
    void theNormRatioIsThatOfTheWeightsOfEachLayerAndOfTheWholeNetwork() {
        float[] pseudo = {3, 4, 6, 8, 10, 99}, gradient = {0, 10, 0, 5, 10, 1};
        assertEquals(
                Map.of("layer1", 0.5, "layer0", 2.0, "", 1.0),
                readings(new NormRatio(), STEP.gradients(pseudo, gradient)));
    }

    @Test
    void theNormRatioIsMissingWithoutATrueGradient() {
        float[] pseudo = {3, 4, 6, 8, 10, 99};
        assertEquals(
                Map.of("layer1", Double.NaN, "layer0", Double.NaN, "", Double.NaN),
                readings(new NormRatio(), STEP.gradients(pseudo, null)));
        assertEquals(
                Map.of("layer1", 0.0, "layer0", Double.NaN, "", 0.0),
                readings(new NormRatio(), STEP.gradients(new float[6], new float[] {1, 1, 0, 0, 0, 0})));
    }

    @Test
    void theUpdateIsMeasuredAndComparedWithWhatItMoved() {
        float[] before = {30, 40, 0, 4, 12, 9}, by = {3, 4, 0, 1, 0, 7}, now = new float[6];
        for (int i = 0; i < now.length; i++) {
            now[i] = before[i] - by[i];
        }
        TestProbe testProbe = STEP.withUpdate(now, by);
        assertEquals(Map.of("layer1", 5.0, "layer0", 1.0, "", Math.sqrt(26)), readings(new UpdateNorm(), testProbe));
        assertEquals(
                Map.of("layer1", 0.1, "layer0", 0.25, "", Math.sqrt(26.0 / 2660)),
                readings(new UpdateRatio(), testProbe));
    }

    @Test
    void beforeTheFirstStepThereIsNoUpdate() {
        Map<String, Double> missing = Map.of("layer1", Double.NaN, "layer0", Double.NaN, "", Double.NaN);
        assertEquals(missing, readings(new UpdateNorm(), STEP.withUpdate(new float[6], null)));
        assertEquals(missing, readings(new UpdateRatio(), STEP.withUpdate(new float[6], null)));
    }

    @Test
    void theWeightAngleIsThatOfEachFeedbackMatrixAndOfAllTogether() {
        Map<String, Double> found = readings(
                new WeightAngle(),
                STEP.feedback(
                        new Feedback(
                                "layer0",
                                rows(new float[] {1, 0}, new float[] {0, 1}),
                                rows(new float[] {1, 1}, new float[] {-1, 1})),
                        new Feedback("layer1", rows(new float[] {3}), rows(new float[] {-2}))));
        assertEquals(45, found.get("layer0"), 1e-12);
        assertEquals(180, found.get("layer1"), 1e-12);
        // product 1 + 1 - 6, squares 2 + 9 and 4 + 4
        assertEquals(Math.toDegrees(StrictMath.acos(-4 / Math.sqrt(11 * 8))), found.get(""), 1e-12);
        assertEquals(3, found.size());
    }

    @Test
    void theFeedbackDistanceIsTheLengthOfTheDifference() {
        Map<String, Double> found = readings(
                new FeedbackDistance(),
                STEP.feedback(
                        new Feedback("layer0", rows(new float[] {1, 5}), rows(new float[] {4, 1})),
                        new Feedback("layer1", rows(new float[] {3}), rows(new float[] {-9}))));
        assertEquals(Map.of("layer0", 5.0, "layer1", 12.0, "", 13.0), found);
        assertEquals(Map.of("", Double.NaN), readings(new FeedbackDistance(), STEP));
    }

    @Test
    void withoutFeedbackThereIsNoWeightAngle() {
        assertEquals(Map.of("", Double.NaN), readings(new WeightAngle(), STEP));
    }

    @Test
    void aUnitIsDeadWhereItsSlopeIsZeroForAllExamples() {
        Matrix out = rows(new float[] {0, 1, 0, 0}, new float[] {0, 0, 0, 2});
        Matrix slopes = rows(new float[] {0, 1, 0, 1}, new float[] {0, 0, 0, 1});
        assertEquals(
                Map.of("layer0", 0.5, "layer1", 0.25, "", 0.375),
                readings(
                        new DeadUnits(),
                        STEP.responses(
                                new Response("layer0", out, slopes),
                                new Response(
                                        "layer1", rows(new float[] {0, 1, 0, 0}, new float[] {0, 0, 3, 2}), null))));
    }
}
