package dev.engram.engine.claim;

import static dev.engram.engine.claim.ClaimFixtures.AT;
import static dev.engram.engine.claim.ClaimFixtures.loss;
import static dev.engram.engine.claim.ClaimFixtures.run;
import static dev.engram.engine.claim.ClaimFixtures.runs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The readings of runs that claims are about. */
class StatisticTest {
    @Test
    void readingsAreChosenByStepEpochAndValue() {
        ClaimRuns runs = new ClaimRuns(Map.of("a", List.of(run(1, Outcome.FINISHED, 8, 2, 4))));
        Map<String, Double> expected = new LinkedHashMap<>();
        expected.put("end", 4.0);
        expected.put("start", 8.0);
        expected.put("step 10", 2.0);
        expected.put("epoch 2", 4.0);
        expected.put("least", 2.0);
        expected.put("greatest", 8.0);
        expected.put("mean from step 10", 3.0);
        expected.put("first step at most 3", 10.0);
        expected.put("first step at least 5", 0.0);
        expected.forEach((at, value) -> assertEquals(value, loss("a", at).value(runs, 1), at));
        assertEquals(Optional.empty(), ReadingTime.parse("epoch"));
        assertEquals(Optional.empty(), ReadingTime.parse("end 3"));
    }

    @Test
    void aReadingCanBeComparedWithAnotherOne() {
        Map<String, List<ClaimRun>> cells = new LinkedHashMap<>();
        cells.put("a", List.of(run(1, Outcome.FINISHED, 8, 2, 4)));
        cells.put("b", List.of(run(1, Outcome.FINISHED, 8, 7, 5)));
        ClaimRuns runs = new ClaimRuns(cells);
        Statistic.Modifiers ratio =
                new Statistic.Modifiers(Optional.of(loss("a", "start")), Optional.empty(), Optional.empty(), 1, 100);
        assertEquals(50, new Statistic("a", AT, "loss", Optional.empty(), ReadingTime.END, ratio).value(runs, 1));
        Statistic.Modifiers distance =
                new Statistic.Modifiers(Optional.empty(), Optional.empty(), Optional.of(loss("b")), 1, 1);
        ReadingTime greatest = ReadingTime.parse("greatest").orElseThrow();
        assertEquals(5, new Statistic("a", AT, "loss", Optional.empty(), greatest, distance).value(runs, 1));
    }

    @Test
    void theDistanceOfPositionsIsEuclideanAndTakenStepByStep() {
        ClaimRuns runs = new ClaimRuns(Map.of(
                "a", List.of(descent(new double[] {0, 0}, new double[] {3, 5}, new double[] {1, 1})),
                "b", List.of(descent(new double[] {0, 0}, new double[] {0, 1}, new double[] {1, 1}))));
        Statistic.Modifiers distance =
                new Statistic.Modifiers(Optional.empty(), Optional.empty(), Optional.of(loss("b")), 1, 1);
        ReadingTime greatest = ReadingTime.parse("greatest").orElseThrow();
        assertEquals(5, new Statistic("a", AT, "position", Optional.empty(), greatest, distance).value(runs, 1), 1e-15);
        assertEquals(4, new Statistic("a", AT, "x1", Optional.empty(), greatest, distance).value(runs, 1));
    }

    private static ClaimRun descent(double[]... points) {
        List<Measurement> measurements = new ArrayList<>();
        for (int step = 0; step < points.length; step++) {
            measurements.add(new Measurement(step, step, "validation", "value", 7));
            for (int i = 0; i < points[step].length; i++) {
                measurements.add(new Measurement(step, step, "validation", "x" + i, points[step][i]));
            }
        }
        return new ClaimRun(1, new RunResult(Outcome.FINISHED, "", "h", new Cost(1, 0, 0, 0, 0), measurements));
    }
}
