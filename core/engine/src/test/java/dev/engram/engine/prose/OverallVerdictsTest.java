package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.LOSS;
import static dev.engram.engine.compare.CellFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.OverallComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverallVerdictsTest {
    private static OverallComparison.Problem problem(String name, CellRuns... cells) {
        return new OverallComparison.Problem(name, List.of(cells), List.of(ACCURACY, LOSS));
    }

    @Test
    void eachVariantHasItsMeanRankAndIsComparedWithTheReference() {
        List<OverallComparison.Problem> problems = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            problems.add(problem("p" + i, cell("a", 0.9, 0.8 + i / 100.0), cell("b", 0.5, 0.6), cell("c", 0.1, 0.2)));
        }
        OverallComparison o = OverallComparison.of(problems, Optional.of("a")).orElseThrow();
        assertEquals(
                List.of(
                        "Over 6 problems by accuracy (median over seeds on each), mean ranks (1 is best): a 1, b 2, c"
                                + " 3.",
                        "Friedman's test: the variants differ (p < 0.001). Mean ranks more than 1.35 apart are"
                                + " significantly different (Nemenyi's test, level 0.05); not distinguished:"
                                + " a, b; b, c.",
                        "Too few problems to show any difference between b and a over problems: worse on 6 of 6,"
                                + " p = 0.063.",
                        "Too few problems to show any difference between c and a over problems: worse on 6 of 6,"
                                + " p = 0.063.",
                        "These tests (Wilcoxon signed-rank over problems, Holm correction for 2 comparisons) need at"
                                + " least 7 problems to show a difference."),
                OverallVerdicts.of(o));
        assertEquals(
                "too few problems",
                OverallVerdicts.verdict(o, o.across().pairs().get(0)));
    }

    @Test
    void manyVariantsShareTheSentenceThatThereAreTooFewProblems() {
        List<OverallComparison.Problem> problems = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            problems.add(problem(
                    "p" + i,
                    cell("a", 0.9, 0.8 + i / 100.0),
                    cell("b", 0.5, 0.6),
                    cell("c", 0.95, 0.96),
                    cell("d", 0.1, 0.2),
                    cell("e", 0.9, 0.8 + i / 100.0)));
        }
        List<String> lines = OverallVerdicts.of(
                OverallComparison.of(problems, Optional.of("a")).orElseThrow());
        assertEquals(
                "Too few problems to show any difference from a over problems: b (worse on 2 of 2), c (better on 2 of"
                        + " 2), d (worse on 2 of 2), e (equal on all problems).",
                lines.get(2));
        assertEquals(4, lines.size(), lines.toString());
    }

    @Test
    void namesWithCommasAreDividedBySemicolons() {
        List<OverallComparison.Problem> problems = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            problems.add(problem(
                    "p" + i, cell("a, x", 0.9, 0.8 + i / 100.0), cell("b, x", 0.5, 0.6), cell("c, x", 0.1, 0.2)));
        }
        List<String> lines = OverallVerdicts.of(
                OverallComparison.of(problems, Optional.of("a, x")).orElseThrow());
        assertTrue(lines.get(0).endsWith("mean ranks (1 is best): a, x 1; b, x 2; c, x 3."), lines.get(0));
        assertTrue(lines.get(1).endsWith("not distinguished: (a, x; b, x), (b, x; c, x)."), lines.get(1));
    }

    @Test
    void eachPairHasAVerdictInAWord() {
        List<OverallComparison.Problem> problems = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            problems.add(problem("p" + i, cell("a", 0.9), cell("b", 0.5 + i / 100.0), cell("c", 0.8 + i % 4 / 10.0)));
        }
        OverallComparison o = OverallComparison.of(problems, Optional.of("a")).orElseThrow();
        assertEquals(
                List.of("b worse: worse on 8 of 8", "c not shown: better on 4 of 8 and equal on 2"),
                o.across().pairs().stream()
                        .map(p -> p.a() + " " + OverallVerdicts.verdict(o, p) + ": " + OverallVerdicts.counts(o, p))
                        .toList());
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
}
