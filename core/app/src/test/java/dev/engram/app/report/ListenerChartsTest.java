package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Histogram;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unchecked") // the data of the page are maps and lists
class ListenerChartsTest {
    private static Map<String, Object> charts(List<List<Measurement>> bySeed) {
        List<Run> runs = new ArrayList<>();
        for (List<Measurement> m : bySeed) {
            runs.add(new Run(
                    "id" + runs.size(),
                    "suite",
                    "cell",
                    runs.size(),
                    "spec",
                    Map.of(),
                    new RunResult(Outcome.FINISHED, "", "hash", new Cost(10, 20, 1, 30, 40), m)));
        }
        return ListenerCharts.of(List.of(new CellRuns("cell", Map.of("rule", "cell"), runs)));
    }

    private static Measurement listened(long step, String metric, double value) {
        return new Measurement(step, step, Measurement.LISTENER, metric, value);
    }

    private static List<Measurement> rangeTest(double loss, double steepest) {
        return List.of(
                listened(2, "learning-rate-range/rate", 0.1),
                listened(2, "learning-rate-range/smoothed", loss),
                listened(3, "learning-rate-range/rate", 0.2),
                listened(3, "learning-rate-range/smoothed", Double.POSITIVE_INFINITY),
                listened(3, "learning-rate-range/steepest", steepest));
    }

    @Test
    void aRangeTestIsTheMedianLossByRate() {
        Map<String, Object> all = charts(List.of(rangeTest(1, 0.1), rangeTest(2, 0.3), rangeTest(6, 0.2)));
        Map<String, Object> range = ((List<Map<String, Object>>) all.get("ranges")).get(0);
        List<double[]> points = (List<double[]>) range.get("points");
        assertEquals(1, points.size(), "a loss that is not finite has no place in the chart");
        assertArrayEquals(new double[] {0.1, 2, 1.5, 4}, points.get(0));
        assertEquals(0.2, range.get("steepest"));
    }

    @Test
    void aNumberInBracketsIsAPlaceOnTheAxis() {
        Map<String, Object> all = charts(List.of(List.of(
                listened(9, "loss-slice/loss[1.0]", 2),
                listened(9, "loss-slice/loss[-0.5]", 3),
                listened(9, "mine/value[word]", 3))));
        Map<String, List<Map<String, Object>>> slices = (Map<String, List<Map<String, Object>>>) all.get("slices");
        assertEquals(List.of("loss-slice/loss"), List.copyOf(slices.keySet()));
        List<double[]> points =
                (List<double[]>) slices.get("loss-slice/loss").get(0).get("points");
        assertArrayEquals(new double[] {-0.5, 3, 3, 3}, points.get(0));
        assertArrayEquals(new double[] {1, 2, 2, 2}, points.get(1));
    }

    @Test
    void aDistributionHasTheQuantilesOfItsHistogram() {
        List<Measurement> parts = new ArrayList<>();
        Histogram.split(
                "histograms/w",
                -1,
                1,
                new long[] {0, 50, 50, 0},
                (metric, value) -> parts.add(new Measurement(4, 1, Measurement.HISTOGRAM, metric, value)));
        Map<String, Object> all = charts(List.of(parts));
        Map<String, Object> distributions = (Map<String, Object>) all.get("distributions");
        Map<String, Object> chart = ((List<Map<String, Object>>) distributions.get("charts")).get(0);
        assertEquals("histograms/w", chart.get("metric"));
        Map<String, Object> line = ((List<Map<String, Object>>) chart.get("lines")).get(0);
        assertArrayEquals(new double[] {-0.45}, (double[]) line.get("low"), 1e-12);
        assertArrayEquals(new double[] {0}, (double[]) line.get("mid"), 1e-12);
        assertArrayEquals(new double[] {0.45}, (double[]) line.get("high"), 1e-12);
    }
}
