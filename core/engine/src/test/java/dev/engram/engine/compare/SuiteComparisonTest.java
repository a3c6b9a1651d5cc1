package dev.engram.engine.compare;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.LOSS;
import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Comparisons over several problems. */
class SuiteComparisonTest {
    private static OverallComparison.Problem problem(String name, CellRuns... cells) {
        return new OverallComparison.Problem(name, List.of(cells), List.of(ACCURACY, LOSS));
    }

    @Test
    void variantsAreRankedWithinEachProblemWhichCountsOnce() {
        List<OverallComparison.Problem> problems = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            problems.add(problem("p" + i, cell("a", 0.9, 0.8 + i / 100.0), cell("b", 0.5, 0.6), cell("c", 0.1, 0.2)));
        }
        OverallComparison o = OverallComparison.of(problems, Optional.of("a")).orElseThrow();
        assertEquals(OptionalDouble.of(1), o.meanRank("a"));
        assertEquals(OptionalDouble.of(3), o.meanRank("c"));
    }

    @Test
    void aRunThatDivergedIsTheWorstOnItsProblem() {
        OverallComparison o = OverallComparison.of(
                        List.of(
                                problem("p", cell("a", 0.5), cell("b", run(1, Outcome.DIVERGED))),
                                problem("q", cell("a", 0.5), cell("b", 0.1))),
                        Optional.empty())
                .orElseThrow();
        assertEquals(OptionalDouble.of(2), o.meanRank("b"));
    }

    @Test
    void oneProblemOrOneVariantIsNothingToCompareOver() {
        assertEquals(
                Optional.empty(),
                OverallComparison.of(List.of(problem("p", cell("a", 0.5), cell("b", 0.4))), Optional.of("a")));
        assertEquals(
                Optional.empty(),
                OverallComparison.of(
                        List.of(problem("p", cell("a", 0.5)), problem("q", cell("a", 0.5))), Optional.of("a")));
        assertEquals(Optional.empty(), OverallComparison.of(List.of(), Optional.empty()));
    }

    @Test
    void theMetricIsOneThatAllProblemsHave() {
        OverallComparison o = OverallComparison.of(
                        List.of(
                                problem("p", cell("a", 0.5), cell("b", 0.4)),
                                new OverallComparison.Problem(
                                        "q", List.of(cell("a", 0.5), cell("b", 0.1)), List.of(LOSS))),
                        Optional.empty())
                .orElseThrow();
        assertEquals(LOSS, o.metric());
    }
}
