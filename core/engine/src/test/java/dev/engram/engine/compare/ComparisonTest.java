package dev.engram.engine.compare;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.cell.CostSummary;
import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Estimate value(Comparison c, int cell) {
        return c.cells().get(cell).measurements().metrics().get(0).value();
    }

    private static Optional<Contrast> contrast(Comparison c, int cell) {
        return c.cells().get(cell).measurements().metrics().get(0).difference();
    }

    private static PairedDifferences difference(Comparison c, int cell) {
        return contrast(c, cell).orElseThrow().pairedDifferences();
    }

    /** 1 to 5: deviation sqrt(2.5); t for 4 degrees of freedom 2.776445; half-width 2.776445 sqrt(2.5 / 5). */
    @Test
    void theIntervalIsStudentsOverTheSeeds() {
        Estimate e = value(compare("", cell("a", 1, 2, 3, 4, 5)), 0);
        assertEquals(5, e.n());
        assertEquals(3, e.mean());
        assertEquals(1.963243, e.halfWidth(), 1e-6);
    }

    /** t for one degree of freedom is tan(0.475 pi) = 12.706205; deviation of {0, 2} is sqrt 2, over sqrt 2. */
    @Test
    void twoSeedsHaveTheWidestInterval() {
        assertEquals(12.706205, value(compare("", cell("a", 0, 2)), 0).halfWidth(), 1e-6);
    }

    @Test
    void differencesArePairedBySeed() {
        Comparison c = compare("a", cell("b", 2, 3, 5, 6, 9), cell("a", 1, 2, 3, 4, 5));
        PairedDifferences d = difference(c, 0);
        assertEquals(5, d.n());
        assertEquals(2, d.mean());
        assertEquals(new ConfidenceInterval(1, 4), d.meanInterval(), "five have no interval but their range");
        assertEquals(Optional.empty(), contrast(c, 1), "the baseline itself");
        assertEquals(
                -2,
                c.cells()
                        .get(0)
                        .measurements()
                        .metrics()
                        .get(1)
                        .difference()
                        .orElseThrow()
                        .pairedDifferences()
                        .mean(),
                1e-15,
                "of every metric");
    }

    @Test
    void pairsAreMadeOfTheSeedsThatBothHave() {
        CellRuns base =
                cell("a", run(1, Outcome.FINISHED, 1), run(2, Outcome.FINISHED, 2), run(3, Outcome.DIVERGED, 3));
        CellRuns other =
                cell("b", run(4, Outcome.FINISHED, 9), run(3, Outcome.FINISHED, 9), run(2, Outcome.STOPPED_EARLY, 7));
        Comparison c = compare("a", base, other);
        PairedDifferences d = difference(c, 1);
        assertEquals(1, d.finite());
        assertEquals(5, d.mean(), "of seed 2");
        assertEquals(2, d.n(), "and seed 3, which the baseline missed");
        assertEquals(2, d.higher());
        assertEquals(4, c.cells().get(0).runs().seeds());
        assertEquals(
                List.of(1, 1), c.cells().stream().map(s -> s.runs().missing()).toList());
    }

    @Test
    void divergedAndFailedRunsAreCountedAndNotAveraged() {
        CellSummary cell = compare(
                        "",
                        cell(
                                "a",
                                run(1, Outcome.FINISHED, 0.5),
                                run(2, Outcome.DIVERGED, 0.1),
                                run(3, Outcome.STOPPED_EARLY, 0.7),
                                run(4, Outcome.FAILED),
                                run(5, Outcome.DIVERGED)))
                .cells()
                .get(0);
        assertEquals(2, cell.measurements().metrics().get(0).value().n());
        assertEquals(0.6, cell.measurements().metrics().get(0).value().mean(), 1e-15);
        assertEquals(
                Map.of(
                        Outcome.FINISHED,
                        1,
                        Outcome.STOPPED_EARLY,
                        1,
                        Outcome.DIVERGED,
                        2,
                        Outcome.EXPLODED,
                        0,
                        Outcome.FAILED,
                        1),
                cell.runs().outcomes());
        assertEquals(2, cell.runs().successful());
        assertEquals(0, cell.runs().missing());
        assertFalse(cell.runs().complete());
        assertEquals(1020, cell.measurements().cost().steps(), "median of 1010 and 1030");
    }

    @Test
    void aCellOfWhichNothingFinishedIsStillThere() {
        Comparison c = compare("a", cell("a", 1, 2), cell("b", run(1, Outcome.DIVERGED, 3), run(2, Outcome.EXPLODED)));
        assertEquals(new Estimate(0, Double.NaN, Double.NaN), value(c, 1));
        assertEquals(0, difference(c, 1).finite());
        assertTrue(Double.isNaN(c.cells().get(1).measurements().cost().steps()));
    }

    @Test
    void aCellWithoutRunsIsStillThere() {
        Comparison c = compare("", cell("a", 1, 2), cell("b", new Run[0]));
        assertEquals(new Estimate(0, Double.NaN, Double.NaN), value(c, 1));
        assertEquals(2, c.cells().get(1).runs().missing());
    }

    @Test
    void theLastTestMeasurementCountsAndUndefinedOnesAreMissing() {
        Comparison c = compare("", cell("a", run(1, Outcome.FINISHED, 0.25), run(2, Outcome.FINISHED, Double.NaN)));
        assertEquals(new Estimate(1, 0.25, Double.NaN), value(c, 0));
        assertTrue(c.cells().get(0).runs().complete());
    }

    @Test
    void equalSeedsHaveAnIntervalOfExactlyZero() {
        double third = 1 / 3.0;
        Comparison c = compare("", cell("a", third, third, third, third, third, third, third, third, third, third));
        assertEquals(new Estimate(10, third, 0), value(c, 0));
        assertEquals(new Estimate(2, 0, 0), Estimate.of(-0.0, -0.0)); // shown without a sign
    }

    @Test
    void anInfiniteMeasurementStaysInfinite() {
        Comparison c = compare("b", cell("a", 1, Double.POSITIVE_INFINITY), cell("b", 1, Double.POSITIVE_INFINITY));
        assertEquals(new Estimate(2, Double.POSITIVE_INFINITY, Double.NaN), value(c, 0));
        assertEquals(0, difference(c, 0).mean());
        assertEquals(1, difference(c, 0).finite());
        assertEquals(DifferenceVerdict.SAME, contrast(c, 0).orElseThrow().verdict());
    }

    @Test
    void oneSeedHasNoInterval() {
        Comparison c = compare("a", cell("a", 0.5), cell("b", 0.75));
        assertEquals(new Estimate(1, 0.75, Double.NaN), value(c, 1));
        assertFalse(value(c, 1).hasInterval());
        assertEquals(0.25, difference(c, 1).mean());
    }

    @Test
    void costsAreMedianStepsMeanSecondsAndOverallSpeed() {
        CostSummary cost =
                compare("", cell("a", 1, 2, 3)).cells().get(0).measurements().cost();
        assertEquals(new CostSummary(1020, 1, 32_000, 123_456_789, 65_536), cost);
    }

    @Test
    void theOrderOfRunsDoesNotMatterAndThatOfCellsIsKept() {
        Run[] runs = {run(1, Outcome.FINISHED, 0.1), run(2, Outcome.FINISHED, 0.2), run(3, Outcome.FINISHED, 0.7)};
        Comparison there = compare("", cell("b", runs[0], runs[1], runs[2]), cell("a", 1));
        Comparison back = compare("", cell("b", runs[2], runs[1], runs[0]), cell("a", 1));
        assertEquals(there, back);
        assertEquals(
                List.of("b", "a"), there.cells().stream().map(CellSummary::name).toList());
    }

    @Test
    void mistakesOfTheCallerAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> compare("c", cell("a", 1)));
        assertThrows(IllegalArgumentException.class, () -> compare("", cell("a", 1), cell("a", 2)));
        assertThrows(
                IllegalArgumentException.class, () -> cell("a", run(1, Outcome.FINISHED), run(1, Outcome.FINISHED)));
        assertThrows(IllegalArgumentException.class, () -> new MetricInfo("loss", 2));
    }
}
