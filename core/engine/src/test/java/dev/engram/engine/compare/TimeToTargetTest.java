package dev.engram.engine.compare;

import static dev.engram.engine.compare.TargetFixtures.NEVER;
import static dev.engram.engine.compare.TargetFixtures.cell;
import static dev.engram.engine.compare.TargetFixtures.compare;
import static dev.engram.engine.compare.TargetFixtures.part;
import static dev.engram.engine.compare.TargetFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The time to an accuracy of 0.9, in runs of 100 steps of 10 multiply-adds, measured every 10 steps. */
class TimeToTargetTest {
    private static TimeToTarget timeToTarget(Comparison c, int cell) {
        return c.cells().get(cell).timeToTarget().orElseThrow();
    }

    @Test
    void theFirstEvaluationThatShowsItCountsInEveryUnit() {
        TimeToTarget r = timeToTarget(compare(cell("a", 10, 30)), 0);
        assertEquals(
                List.of(30.0, 0.6, 960.0, 300.0, 0.6),
                List.of(
                        r.steps().value(),
                        r.epochs().value(),
                        r.examples().value(),
                        r.multiplyAdds().value(),
                        r.seconds().value()));
        assertEquals(1, r.reached());
    }

    @Test
    void aMissAndADivergenceAreInfiniteAndCounted() {
        CellRuns cell = CellFixtures.cell(
                "a",
                run(1, Outcome.FINISHED, 20, 10),
                run(2, Outcome.FINISHED, NEVER, 10),
                run(3, Outcome.EXPLODED, 20, 10),
                run(4, Outcome.FAILED, 20, 10));
        TimeToTarget r = timeToTarget(compare(cell), 0);
        assertEquals(3, r.n(), "a failed run is made again, and is no miss");
        assertEquals(1, r.reached());
        assertEquals(Double.POSITIVE_INFINITY, r.steps().value());
        assertEquals(
                new ConfidenceInterval(20, Double.POSITIVE_INFINITY), r.steps().interval());
    }

    @Test
    void whereLessIsBetterTheTargetIsPassedDownward() {
        Run r = new Run(
                "x",
                "s",
                "c",
                1,
                "",
                Map.of(),
                new RunResult(
                        Outcome.FINISHED,
                        "",
                        "h",
                        new Cost(9, 0, 0, 0, 0),
                        List.of(
                                new Measurement(0, 0, "validation", "value", 2),
                                new Measurement(5, 5, "validation", "value", 0.5))));
        assertEquals(5, TargetHit.of(r, new MetricTarget("value", 1, -1)).steps());
        assertTrue(
                Double.isNaN(TargetHit.of(r, new MetricTarget("value", 0.1, -1)).steps()));
    }

    @Test
    void theRatioIsPairedAndGeometric() {
        Comparison c =
                compare(cell("a", 10, 50, 60, 70, 80, 90, 100, 50, 60), cell("b", 40, 20, 30, 30, 40, 40, 50, 20, 20));
        TimeToTarget.RelativeCost s = timeToTarget(c, 1).relativeCost().orElseThrow();
        assertEquals(DifferenceVerdict.BETTER, s.contrast().verdict());
        // ratios .4, .5, .4286, .5, .4444, .5, .4 and .3333: the median is between .4286 and .4444
        assertEquals(Math.sqrt(3 / 7.0 * 4 / 9.0), s.ratio(), 1e-12, "geometric, as ratios are");
        assertEquals(4 * s.ratio(), s.multiplyAdds(), 1e-12);
    }

    @Test
    void theProfileLeavesOutProblemsWhoseTargetNoVariantReaches() {
        TargetProfile p = TargetProfile.of(List.of(
                        part("p", cell("a", 10, 50, 60, 70), cell("b", 20, 50, 60, 70)),
                        part("q", cell("a", 10, NEVER, NEVER, 10), cell("b", 20, 50, 60, 70)),
                        part("r", cell("a", 10, NEVER), cell("b", 20, NEVER))))
                .orElseThrow();
        assertEquals(List.of("p", "q"), p.problems());
    }
}
