package dev.engram.engine.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the results say of a search. */
class TuningSummaryTest {
    private static final Optional<MetricInfo> ACCURACY = Optional.of(new MetricInfo("accuracy", 1));

    private static final String FAILED =
            "! sgd: in 1 of 2 trials a run failed, which counts as the worst; the next engram run repeats it, and"
                    + " another trial may then be chosen.";

    private static Run run(String id, Outcome outcome, double validation) {
        return new Run(
                id,
                "suite",
                "cell",
                7,
                "spec",
                Map.of(),
                new RunResult(
                        outcome,
                        "",
                        "hash",
                        new Cost(10, 100, 0.5, 1000, 8),
                        List.of(
                                new Measurement(10, 1, "validation", "accuracy", validation),
                                new Measurement(10, 1, "test", "accuracy", 1 - validation))));
    }

    private static TrialRuns trial(double rate, Run... runs) {
        return new TrialRuns(List.of(Double.toString(rate)), List.of(rate), List.of(List.of(runs)));
    }

    private static TunedCell tuned(Optional<MetricTarget> goal, TrialRuns... trials) {
        return tuned(goal, ACCURACY.orElseThrow(), trials);
    }

    private static TunedCell tuned(Optional<MetricTarget> goal, MetricInfo metric, TrialRuns... trials) {
        return TunedCell.of(
                new TunedCell.Setting(
                        new CellName("sgd", "sgd", Optional.empty()),
                        new TunedCell.Space(
                                List.of("optimizer.sgd.rate"),
                                List.of(new Range.Numeric(0.001, 1, true, false, false, false)),
                                0),
                        Rung.single(trials.length, 1),
                        1,
                        new TunedCell.Scoring(false, goal)),
                List.of(trials),
                Optional.of(metric));
    }

    private static TuningSummary suite(TunedCell... cells) {
        return new TuningSummary(4, List.of(7L), "sobol", List.of(cells));
    }

    private static final TunedCell FULL = tuned(
            Optional.empty(),
            trial(0.03, run("a", Outcome.FINISHED, 0.7)),
            trial(0.2, run("b", Outcome.FINISHED, 0.8)),
            trial(0.5, run("c", Outcome.DIVERGED, 0.99)),
            trial(0.2, run("b", Outcome.FINISHED, 0.8)));

    @Test
    void theBestValidationIsChosenAndTheTestHasNoSay() {
        assertEquals(2, FULL.best().orElseThrow().number());
        assertEquals("rate=0.2", FULL.describe(FULL.best().orElseThrow()));
        assertEquals(1, FULL.trials(Outcome.DIVERGED));
        assertEquals(List.of(), TuningNotes.boundaryWarnings(suite(FULL)));
    }

    @Test
    void aConfigurationThatIsTriedTwiceIsPaidForOnce() {
        assertEquals(3, FULL.runs().size());
        assertEquals(3000, FULL.multiplyAdds());
        assertEquals(1.5, FULL.seconds());
        assertEquals(
                List.of("sgd: its space has only 3 different configurations for 4 trials."),
                TuningNotes.of(suite(FULL)));
    }

    /** 0.7, 0.8, a miss that counts as 0.7, 0.8: one draw 0.75, two 0.7 (1/4) + 0.8 (3/4). */
    @Test
    void theCurvesCountAMissAsTheWorstOfAll() {
        assertArrayEquals(new double[] {0.7, 0.8, 0.8, 0.8}, suite(FULL).bestSoFar(FULL));
        double[] expected = suite(FULL).expectedBest(FULL);
        assertEquals(0.75, expected[0], 1e-15);
        assertEquals(0.775, expected[1], 1e-15);
        TunedCell worse = tuned(
                Optional.empty(),
                trial(0.1, run("x", Outcome.FINISHED, 0.3)),
                trial(0.2, run("y", Outcome.FINISHED, 0.4)));
        assertEquals((0.7 + 0.8 + 0.3 + 0.8) / 4, suite(FULL, worse).expectedBest(FULL)[0], 1e-15);
    }

    @Test
    void anOptimumOnTheBorderIsSaidToBeThere() {
        TunedCell cell = tuned(
                Optional.empty(),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)),
                trial(0.5, run("c", Outcome.FINISHED, 0.9)));
        assertEquals(
                List.of("the optimizer.sgd.rate chosen for sgd, 0.5, is at the upper end of the values tried (0.03 to"
                        + " 0.5); a better value may lie outside, so widen the space"),
                TuningNotes.boundaryWarnings(suite(cell)));
    }

    @Test
    void anUnfinishedSearchChoosesNothingAndSaysHowFarItIs() {
        TunedCell cell = tuned(Optional.empty(), trial(0.03, run("a", Outcome.FINISHED, 0.7)), trial(0.2));
        assertTrue(cell.best().isEmpty());
        assertEquals(0, suite(cell).expectedBest(cell).length);
        assertEquals(List.of("! sgd: 1 of 2 trial runs are done; nothing is chosen yet."), TuningNotes.of(suite(cell)));
    }

    @Test
    void whereNoTrialEndedWellThatIsSaid() {
        TunedCell cell = tuned(
                Optional.empty(),
                trial(0.03, run("a", Outcome.FAILED, 0.7)),
                trial(0.2, run("b", Outcome.DIVERGED, 0.7)));
        assertEquals(List.of("! sgd: no trial finished; the first was chosen.", FAILED), TuningNotes.of(suite(cell)));
    }

    /** A limit of time is one that another machine keeps. */
    @Test
    void itIsSaidThatFailedTrialsMayChangeTheChoice() {
        TunedCell cell = tuned(
                Optional.empty(),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FAILED, 0.8)));
        assertEquals(List.of(FAILED), TuningNotes.of(suite(cell)));
    }

    @Test
    void whereNoTrialReachesTheTargetTheNearestIsTaken() {
        TunedCell cell = tuned(
                Optional.of(new MetricTarget("accuracy", 0.9, 1)),
                TunedCell.metric(new MetricTarget("accuracy", 0.9, 1)),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)),
                trial(0.3, run("c", Outcome.FINISHED, 0.75)));
        assertEquals(2, cell.best().orElseThrow().number());
        assertEquals(
                List.of("! sgd: no trial has a value for steps to accuracy 0.9; the one that came nearest was chosen."),
                TuningNotes.of(suite(cell)));
    }

    @Test
    void stepsToATargetAreAMissWhereItIsNotReached() {
        TunedCell cell = tuned(
                Optional.of(new MetricTarget("accuracy", 0.75, 1)),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)));
        assertEquals(
                List.of(1, 0), cell.trials().stream().map(TrialSummary::misses).toList());
        assertEquals(10, cell.best().orElseThrow().score());
    }
}
