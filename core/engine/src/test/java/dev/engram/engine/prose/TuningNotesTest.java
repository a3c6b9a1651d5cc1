package dev.engram.engine.prose;

import static dev.engram.engine.compare.TuningFixtures.FULL;
import static dev.engram.engine.compare.TuningFixtures.run;
import static dev.engram.engine.compare.TuningFixtures.suite;
import static dev.engram.engine.compare.TuningFixtures.trial;
import static dev.engram.engine.compare.TuningFixtures.tuned;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningNotesTest {
    private static final String FAILED =
            "! sgd: in 1 of 2 trials a run failed, which counts as the worst; the next engram run repeats it, and"
                    + " another trial may then be chosen.";

    @Test
    void anOptimumInsideTheValuesTriedHasNoWarning() {
        assertEquals(Optional.empty(), TuningNotes.boundaryWarning(suite(FULL)));
    }

    @Test
    void anOptimumOnTheBorderIsSaidToBeThere() {
        TunedCell cell = tuned(
                Optional.empty(),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)),
                trial(0.5, run("c", Outcome.FINISHED, 0.9)));
        assertEquals(
                Optional.of("the optimizer.sgd.rate chosen for sgd, 0.5, is at the upper end of the values tried (0.03"
                        + " to 0.5); a better value may lie outside, so widen the space"),
                TuningNotes.boundaryWarning(suite(cell)));
        assertEquals(
                2,
                TuningNotes.boundaryWarning(suite(cell, cell))
                                .orElseThrow()
                                .split("is at the upper end of the values tried", -1)
                                .length
                        - 1);
    }

    @Test
    void aSpaceWithFewerConfigurationsThanTrialsIsNoted() {
        assertEquals(
                List.of("sgd: its space has only 3 different configurations for 4 trials."),
                TuningNotes.of(suite(FULL)));
    }

    @Test
    void anUnfinishedSearchSaysHowFarItIs() {
        TunedCell cell = tuned(Optional.empty(), trial(0.03, run("a", Outcome.FINISHED, 0.7)), trial(0.2));
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
    void whereNoTrialReachesTheTargetThatIsSaid() {
        TunedCell cell = tuned(
                Optional.of(new MetricTarget("accuracy", 0.9, 1)),
                TunedCell.metric(new MetricTarget("accuracy", 0.9, 1)),
                trial(0.03, run("a", Outcome.FINISHED, 0.7)),
                trial(0.2, run("b", Outcome.FINISHED, 0.8)),
                trial(0.3, run("c", Outcome.FINISHED, 0.75)));
        assertEquals(
                List.of("! sgd: no trial has a value for steps to accuracy 0.9; the one that came nearest was chosen."),
                TuningNotes.of(suite(cell)));
    }
}
