package dev.engram.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.TargetProfileVerdicts;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.render.JsonView;
import dev.engram.engine.render.TableView;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The time to an accuracy of 0.9, in runs of 100 steps of 10 multiply-adds, measured every 10 steps. */
class TimeToTargetTest {
    private static final MetricTarget TARGET = new MetricTarget("accuracy", 0.9, 1);
    private static final int NEVER = 1000;

    /** Reaches it after so many steps, and then falls back. */
    private static Run run(long seed, Outcome outcome, long after, long work) {
        List<Measurement> m = new ArrayList<>();
        for (long step = 0; step <= 100; step += 10) {
            m.add(new Measurement(step, step / 50.0, "train", "accuracy", 1));
            double later = step > after ? 0.95 - 0.001 * step : Double.NaN;
            m.add(new Measurement(step, step / 50.0, "validation", "accuracy", step == after ? 0.9 : later));
        }
        m.add(new Measurement(100, 2, "test", "accuracy", 0.8));
        return new Run(
                "id" + seed,
                "s",
                "c",
                seed,
                "",
                Map.of(),
                new RunResult(outcome, "", "h", new Cost(100, 3200, 2, 100 * work, 0), m));
    }

    private static CellRuns cell(String name, long work, long... after) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < after.length; i++) {
            runs.add(run(i + 1, Outcome.FINISHED, after[i], work));
        }
        return CellFixtures.cell(name, runs.toArray(Run[]::new));
    }

    private static Comparison compare(CellRuns... cells) {
        return Comparison.of(
                "",
                List.of(cells),
                Optional.of("a"),
                List.of(CellFixtures.ACCURACY),
                new ComparisonDesign(0, OptionalDouble.empty(), Optional.of(TARGET)));
    }

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
    void manyCellsAreGroupedByVerdict() {
        List<CellRuns> cells = new ArrayList<>(List.of(cell("a", 10, 30, 30)));
        for (int i = 1; i <= Verdicts.MAX_SENTENCES + 1; i++) {
            cells.add(cell("c" + i, 10, 30, i == 1 ? 20 : 30));
        }
        List<String> words = Verdicts.all(compare(cells.toArray(CellRuns[]::new)));
        int at = words.indexOf(words.stream()
                .filter(w -> w.startsWith("Steps to reach accuracy 0.9"))
                .findFirst()
                .orElseThrow());
        assertTrue(
                words.stream().skip(at).anyMatch(w -> w.startsWith("No difference from a shown (1): c1")),
                words.toString());
        assertTrue(
                words.stream().skip(at).anyMatch(w -> w.startsWith("The same as a in all seeds (12): c2, c3")),
                words.toString());
    }

    @Test
    void aMissAndADivergenceAreInfiniteAndCounted() {
        CellRuns cell = CellFixtures.cell(
                "a",
                run(1, Outcome.FINISHED, 20, 10),
                run(2, Outcome.FINISHED, NEVER, 10),
                run(3, Outcome.DIVERGED, 20, 10),
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
    void theRatioIsPairedAndTheVerdictSaysWhatItCosts() {
        Comparison c =
                compare(cell("a", 10, 50, 60, 70, 80, 90, 100, 50, 60), cell("b", 40, 20, 30, 30, 40, 40, 50, 20, 20));
        TimeToTarget.RelativeCost s = timeToTarget(c, 1).relativeCost().orElseThrow();
        assertEquals(DifferenceVerdict.BETTER, s.contrast().verdict());
        // ratios .4, .5, .4286, .5, .4444, .5, .4 and .3333: the median is between .4286 and .4444
        assertEquals(Math.sqrt(3 / 7.0 * 4 / 9.0), s.ratio(), 1e-12, "geometric, as ratios are");
        assertEquals(4 * s.ratio(), s.multiplyAdds(), 1e-12);
        List<String> words = Verdicts.all(c);
        assertEquals(
                "Steps to reach accuracy 0.9 on validation data, against a, which reaches it in 8 of 8 seeds (Wilcoxon"
                    + " signed-rank test over seeds of the ratio of steps, where never reaching the target counts as"
                    + " infinite, significance level 0.05):",
                words.get(words.size() - 2));
        assertEquals(
                "b reaches accuracy 0.9 in 0.44 [0.33, 0.5] times the steps of a, sooner in 8 of 8 seeds, p = 0.0078;"
                        + " this takes 1.7 times the multiply-adds.",
                words.get(words.size() - 1));
    }

    @Test
    void whereMostMissNoRatioIsGivenButCounts() {
        Comparison c = compare(
                cell("a", 10, NEVER, NEVER, NEVER, NEVER),
                cell("b", 10, 50, NEVER, NEVER, NEVER),
                cell("c", 10, NEVER, NEVER, NEVER, NEVER));
        List<String> words = Verdicts.all(c);
        assertTrue(
                words.get(words.size() - 2)
                        .startsWith(
                                "No difference shown: b reaches accuracy 0.9 in 1 of 4 seeds, a in 0; b is sooner in 1"
                                        + " of 4 seeds and equal in 3, p = 1. With only 4 seeds and 2"
                                        + " comparisons, no difference can be shown; about "),
                words.get(words.size() - 2));
        assertEquals("Neither c nor a reaches accuracy 0.9 in any seed.", words.get(words.size() - 1));
    }

    @Test
    void oneSeedHasNoTest() {
        List<String> words = Verdicts.all(compare(cell("a", 10, 50), cell("b", 10, 20), cell("c", 10, 50)));
        assertEquals(
                "Steps to reach accuracy 0.9 on validation data, against a, which reaches it in 1 of 1 seed:",
                words.get(words.size() - 3));
        assertEquals(
                "No difference shown: b reaches accuracy 0.9 in 0.4 times the steps of a.",
                words.get(words.size() - 2));
        assertEquals("c reaches accuracy 0.9 after as many steps as a in the only seed.", words.get(words.size() - 1));
    }

    @Test
    void tableCsvAndJsonHaveIt() {
        Comparison c =
                compare(cell("a", 10, 50, 60, 70), cell("b", 10, 20, 40, NEVER), cell("c", 10, NEVER, NEVER, NEVER));
        String table = TableView.render(c, 200, false);
        assertTrue(table.contains("steps to accuracy 0.9"), table);
        assertTrue(table.contains("40 (2/3)") && table.contains("too few (0/3)"), table);
        assertTrue(
                table.contains(
                        "steps to accuracy 0.9: steps until the first evaluation on validation data that reaches it;"
                                + " median over 3 seeds,"),
                table);
        String json = JsonView.render(c);
        assertTrue(
                json.contains("\"steps_median\" : 40")
                        && json.contains("\"reached\" : 2")
                        && json.contains("\"steps_median\" : \"Infinity\""),
                json);
        List<String> csv = CsvView.render(c).lines().toList();
        List<String> header = List.of(csv.get(0).split(","));
        assertEquals("40", csv.get(2).split(",")[header.indexOf("target.steps.median")]);
        assertEquals("Infinity", csv.get(3).split(",")[header.indexOf("target.multiply_adds.median")]);
        assertEquals(header.size(), csv.get(2).split(",", -1).length);
    }

    @Test
    void aMedianThatIsInfiniteIsShownAsTooFew() {
        Comparison some = compare(cell("a", 10, 50, 60), cell("b", 10, 20, NEVER), cell("c", 10, NEVER, NEVER));
        String table = TableView.render(some, 200, false);
        assertTrue(
                table.contains("too few (1/2)")
                        && table.contains("too few (0/2)")
                        && !table.contains("never (")
                        && !table.contains("inf ("),
                table);
        assertTrue(
                Notes.of(some).stream()
                        .anyMatch(n -> n.endsWith(" counts as infinite; too few: at most half of the runs reach it.")),
                table);
        assertTrue(Notes.of(compare(cell("a", 10, 50, 60), cell("b", 10, 20, 30))).stream()
                .anyMatch(n -> n.endsWith(" counts as infinite.")));
        assertTrue(
                TableView.render(compare(cell("a", 10, 50), cell("b", 10, NEVER)), 200, false)
                        .contains("never (0/1)"),
                "of one run there is no half");
    }

    private static SuiteComparison.Part part(String problem, CellRuns... cells) {
        return new SuiteComparison.Part(Optional.of(problem), compare(cells));
    }

    @Test
    void theProfileOverProblemsCountsAMissAsUnsolved() {
        TargetProfile p = TargetProfile.of(List.of(
                        part("p", cell("a", 10, 50, 60, 70), cell("b", 20, 50, 60, 70)),
                        part("q", cell("a", 10, NEVER, NEVER, 10), cell("b", 20, 50, 60, 70)),
                        part("r", cell("a", 10, NEVER), cell("b", 20, NEVER))))
                .orElseThrow();
        assertEquals(List.of("p", "q"), p.problems());
        assertEquals(
                List.of(
                        "Of 2 problems, the number whose target is reached within 1, 2 and 4 times the multiply-adds"
                            + " of the variant that is cheapest on that problem (performance profile of medians over"
                            + " seeds; in parentheses the mean share for factors from 1 to 4, 1 is best): b 1, 2, 2"
                            + " (0.83); a 1, 1, 1 (0.5).",
                        "No variant reaches the target of: r."),
                TargetProfileVerdicts.of(p));
    }
}
