package dev.engram.engine.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The score of a trial. */
class TrialScoreTest {
    private static Run run(Outcome outcome, double last) {
        return new Run(
                "id",
                "suite",
                "cell",
                1,
                "spec",
                Map.of(),
                new RunResult(
                        outcome,
                        "",
                        "hash",
                        new Cost(3, 3, 1, 1, 1),
                        List.of(
                                new Measurement(1, 1, "validation", "accuracy", 0.6),
                                new Measurement(1, 1, "validation", "loss", 0.5),
                                new Measurement(2, 2, "validation", "accuracy", 0.7),
                                new Measurement(2, 2, "validation", "loss", 0.4),
                                new Measurement(3, 3, "probe", "accuracy", 0.1),
                                new Measurement(3, 3, "validation", "accuracy", last),
                                new Measurement(3, 3, "validation", "loss", 0.45),
                                new Measurement(3, 3, Measurement.TEST_CURVE, "accuracy", 1),
                                new Measurement(3, 3, Measurement.TEST_CURVE, "loss", 0),
                                new Measurement(3, 3, Measurement.TRAINING_CURVE, "accuracy", 1),
                                new Measurement(3, 3, "test", "accuracy", 0.99),
                                new Measurement(3, 3, "test", "loss", 0.01))));
    }

    @Test
    void theScoreIsTheLastValidationAndNeverTheTest() {
        assertEquals(0.8, TrialScore.of(run(Outcome.FINISHED, 0.8), "accuracy", false));
        assertEquals(0.8, TrialScore.of(run(Outcome.STOPPED_EARLY, 0.8), "accuracy", false));
        assertEquals(List.of("accuracy", "loss"), TrialScore.validationMetrics(run(Outcome.FINISHED, 0.8)));
    }

    @Test
    void theScoreIsThatOfTheKeptParameters() {
        assertEquals(0.7, TrialScore.of(run(Outcome.FINISHED, 0.8), "accuracy", true));
        assertEquals(0.4, TrialScore.of(run(Outcome.FINISHED, 0.8), "loss", true));
    }

    @Test
    void aRunWithoutResultsIsAMiss() {
        assertEquals(Double.NaN, TrialScore.of(run(Outcome.DIVERGED, 0.8), "accuracy", false));
        assertEquals(Double.NaN, TrialScore.of(run(Outcome.FAILED, 0.8), "accuracy", false));
        assertEquals(Double.NaN, TrialScore.of(run(Outcome.FINISHED, Double.POSITIVE_INFINITY), "accuracy", false));
        assertEquals(Double.NaN, TrialScore.of(run(Outcome.FINISHED, 0.8), "precision", false));
    }
}
