package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.LOSS;
import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.SuiteComparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several problems, and cells that are not run. */
class SuiteViewsTest {
    private static OverallComparison.Problem problem(String name, CellRuns... cells) {
        return new OverallComparison.Problem(name, List.of(cells), List.of(ACCURACY, LOSS));
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
            Too few problems to show any difference between b and a over problems: worse on 2 of 2, p = 0.5.
            These tests (Wilcoxon signed-rank over problems) need at least 6 problems to show a difference.

            Verdicts by accuracy, against a (Wilcoxon signed-rank test over seeds, significance level 0.05).
            Δ accuracy: difference from the reference, paired by seed (Hodges-Lehmann estimate, which may differ from\
             the difference of the means); p: p
              value; P(better): share of seeds with a result better than that of the reference, with ties as half;\
             more seeds: about how many would show
              a difference of this size.
            accuracy (higher is better), loss (lower is better): measured on the test set after the last step,\
             mean over 2 seeds.
            ±: half-width of the 95% confidence interval of the mean (Student's t over seeds).
            Cost, without evaluation: median steps and seconds, mean multiply-adds (of matrix products) and state bytes\
             (of rule and optimizer).
            examples/s: training examples per second, without evaluation, median over seeds.

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
}
