package dev.engram.engine.prose;

import static dev.engram.engine.compare.TargetFixtures.NEVER;
import static dev.engram.engine.compare.TargetFixtures.cell;
import static dev.engram.engine.compare.TargetFixtures.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeToTargetVerdictsTest {
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
                words.stream()
                        .skip(at)
                        .anyMatch(w -> w.startsWith("Too few seeds to show any difference from a (1): c1")),
                words.toString());
        assertTrue(
                words.stream().skip(at).anyMatch(w -> w.startsWith("As soon as a in all seeds (40): c2, c3")),
                words.toString());
    }

    @Test
    void theVerdictSaysWhatTheRatioCosts() {
        Comparison c =
                compare(cell("a", 10, 50, 60, 70, 80, 90, 100, 50, 60), cell("b", 40, 20, 30, 30, 40, 40, 50, 20, 20));
        List<String> words = Verdicts.all(c);
        assertEquals(
                "Steps to reach accuracy 0.9 on validation data, against a, which reaches it in 8 of 8 seeds (Wilcoxon"
                        + " signed-rank test over seeds of the ratio of steps, where never reaching the target counts"
                        + " as infinite, significance level 0.05):",
                words.get(words.size() - 2));
        assertEquals(
                "b reaches accuracy 0.9 in 0.45 [0.38, 0.5] times the steps of a, sooner in 8 of 8 seeds, p = 0.0078;"
                        + " this takes 1.7 times the multiply-adds.",
                words.get(words.size() - 1));
        assertTrue(
                String.join("\n", Legend.of(c))
                        .contains("; cost ratio in this table: multiply-adds until the target, relative to the"
                                + " reference."),
                () -> String.join("\n", Legend.of(c)));
    }

    /** The p of b is 0.016 before the correction for four comparisons; alone, its interval would exclude 1. */
    @Test
    void anIntervalDoesNotExcludeOneUnlessADifferenceIsShown() {
        Comparison c = compare(
                cell("a", 10, 50, 50, 50, 50, 50, 50, 50, 50),
                cell("b", 10, 40, 30, 40, 30, 40, 40, 60, 30),
                cell("c", 10, 40, 60, 40, 60, 40, 60, 40, 60),
                cell("d", 10, 60, 40, 60, 40, 60, 40, 60, 40),
                cell("e", 10, 60, 40, 60, 40, 60, 40, 60, 40));
        String b = Verdicts.all(c).stream()
                .filter(w -> w.contains("b reaches accuracy 0.9"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "No difference shown: b reaches accuracy 0.9 in 0.74 [0.6, 1.2] times the steps of a, sooner in 7 of 8"
                        + " seeds, p = 0.063. About 2 more seeds are needed to show a difference of this size.",
                b);
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
                                "Too few seeds to show any difference: b reaches accuracy 0.9 in 1 of 4 seeds, a in 0;"
                                        + " b is sooner in 1 of 4 seeds and equal in 3, p = 1. About "),
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
                "Too few seeds to show any difference: b reaches accuracy 0.9 in 0.4 times the steps of a.",
                words.get(words.size() - 2));
        assertEquals("c reaches accuracy 0.9 after as many steps as a in the only seed.", words.get(words.size() - 1));
    }

    @Test
    void tooFewIsExplainedWhereItIsShown() {
        Comparison some = compare(cell("a", 10, 50, 60), cell("b", 10, 20, NEVER), cell("c", 10, NEVER, NEVER));
        assertTrue(
                Notes.of(some).stream().anyMatch(n -> n.equals("too few: at most half of the runs reach the target.")),
                Notes.of(some).toString());
        assertTrue(Notes.of(compare(cell("a", 10, 50, 60), cell("b", 10, 20, 30))).stream()
                .anyMatch(n -> n.endsWith(" counts as infinite.")));
    }
}
