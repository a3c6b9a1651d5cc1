package dev.engram.engine.compare;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.LOSS;
import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.prose.BoundaryWarnings;
import dev.engram.engine.prose.OverallVerdicts;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.render.JsonView;
import dev.engram.engine.render.TableView;
import dev.engram.engine.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Several problems, what is not run, and what is doubtful. */
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
        assertEquals(
                List.of(
                        "Over 6 problems by accuracy (median over seeds on each), mean ranks (1 is best): a 1, b 2, c"
                                + " 3.",
                        "Friedman's test: the variants differ (p < 0.001). Mean ranks more than 1.35 apart are"
                            + " significantly different (Nemenyi's test, level 0.05); not distinguished: a, b; b, c.",
                        "No difference shown between b and a over problems: worse on 6 of 6, p = 0.063.",
                        "No difference shown between c and a over problems: worse on 6 of 6, p = 0.063.",
                        "These tests (Wilcoxon signed-rank over problems, Holm correction for 2 comparisons) need at"
                                + " least 7 problems to show a difference."),
                OverallVerdicts.of(o));
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
    void aProblemThatAVariantLacksIsNotCountedAndNamed() {
        List<String> verdicts = OverallVerdicts.of(OverallComparison.of(
                        List.of(
                                problem("p", cell("a", 0.5), cell("b", 0.4)),
                                problem("q", cell("a", 0.5), cell("b", 0.1)),
                                problem("r", cell("a", 0.5))),
                        Optional.of("a"))
                .orElseThrow());
        assertTrue(verdicts.get(0).startsWith("Over 2 problems by accuracy"), verdicts.get(0));
        assertEquals("Not counted: r, where b has no result.", verdicts.get(verdicts.size() - 1));
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

    private static SuiteComparison suite() {
        CellRuns a =
                new CellRuns("a", Map.of("problem", "p"), cell("a", 0.5, 0.6).runs());
        CellRuns b =
                new CellRuns("b", Map.of("problem", "p"), cell("b", 0.4, 0.3).runs());
        Optional<OverallComparison> over =
                OverallComparison.of(List.of(problem("p", a, b), problem("q", a, b)), Optional.of("a"));
        return new SuiteComparison(
                "rules",
                List.of(
                        new SuiteComparison.Part(Optional.of("p"), compare("a", a, b)),
                        new SuiteComparison.Part(Optional.of("q"), compare("a", a, b))),
                over,
                List.of(
                        new ExcludedCell("q, c", Map.of("problem", "q"), true, "c needs classes"),
                        new ExcludedCell("q, d", Map.of("problem", "q"), false, "too long")),
                List.of("one seed [one-seed]"));
    }

    @Test
    void theTableEndsWithWhatIsSaidOverProblemsAndWhatIsNotRun() {
        String table = TableView.render(suite(), 140, false);
        assertTrue(table.endsWith("""

            Over 2 problems by accuracy (median over seeds on each), mean ranks (1 is best): a 1, b 2.
            Friedman's test shows no difference between the variants (p = 0.5).
            No difference shown between b and a over problems: worse on 2 of 2, p = 0.5.
            These tests (Wilcoxon signed-rank over problems) need at least 6 problems to show a difference.

            q, c cannot exist: c needs classes.
            q, d is excluded: too long.
            Warning: one seed [one-seed]
            """), table);
    }

    @Test
    void csvHasAllProblemsTheRanksAndWhatIsNotRun() {
        String[] lines = CsvView.render(suite()).split("\r\n");
        assertEquals(7, lines.length);
        assertTrue(
                lines[0].endsWith(
                        ",over_problems.metric,over_problems.n,over_problems.mean_rank,over_problems.friedman_p,"
                                + "over_problems.critical_difference,over_problems.p_holm,not_run"),
                lines[0]);
        assertTrue(lines[1].matches("a,p,.*,accuracy,2,1,0\\.5,1\\.38\\d+,,"), lines[1]);
        assertTrue(lines[2].matches("b,p,.*,accuracy,2,2,0\\.5,1\\.38\\d+,0\\.5,"), lines[2]);
        assertTrue(lines[5].matches("\"q, c\",q,+cannot exist: c needs classes"), lines[5]);
        for (String line : lines) {
            assertEquals(
                    lines[0].split(",", -1).length, line.replace("\"q, ", "\"q").split(",", -1).length, line);
        }
    }

    @Test
    void jsonHasAComparisonForEachProblemAndOneOverThem() {
        String json = JsonView.render(suite());
        assertTrue(
                json.startsWith("{\n  \"title\" : \"rules\",\n  \"problems\" : [ {\n    \"problem\" : \"p\","), json);
        assertTrue(json.contains("\"mean_ranks\" : {\n      \"a\" : 1,\n      \"b\" : 2\n    }"), json);
        assertTrue(json.contains("\"kind\" : \"cannot exist\",\n    \"reason\" : \"c needs classes\""), json);
        assertTrue(json.endsWith("\"warnings\" : [ \"one seed [one-seed]\" ]\n}\n"), json);
    }

    private static CellRuns at(String rate, double... accuracies) {
        return new CellRuns(
                "rate=" + rate, Map.of("rate", rate), cell("x", accuracies).runs());
    }

    @Test
    void theBestAtTheEndOfAnAxisIsOnTheBorder() {
        assertEquals(
                List.of("the best rate by accuracy is 10, the largest value tried; a better value may lie beyond it,"
                        + " so extend the axis"),
                BoundaryWarnings.of(compare("", at("1e1", 0.9), at("0.1", 0.1), at("1", 0.5))));
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.4), at("0.1", 0.1), at("1", 0.5))));
    }

    @Test
    void twoValuesOrAPlateauHaveNoBorder() {
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.9), at("1", 0.5))));
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.9), at("1", 0.5), at("0.1", 0.9))));
        assertEquals(List.of(), BoundaryWarnings.of(compare("", at("10", 0.9), at("1", 0.5), at("constant", 0.1))));
    }
}
