package dev.engram.engine.prose;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.render.TableView;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final double[] TEN = {.91, .92, .93, .94, .95, .96, .97, .98, .99, .90};

    private static double[] shifted(double... by) {
        return IntStream.range(0, 10)
                .mapToDouble(i -> TEN[i] + by[i % by.length])
                .toArray();
    }

    private static Contrast contrast(Comparison c, int cell, int metric) {
        return c.cells()
                .get(cell)
                .measurements()
                .metrics()
                .get(metric)
                .difference()
                .orElseThrow();
    }

    /** All ten of one sign: p = 2 / 1024, by Holm times two. */
    @Test
    void aDifferenceIsShownInTheDirectionThatTheMetricGives() {
        Comparison c = compare(
                "a", cell("a", TEN), cell("up", shifted(.001, .002, .003)), cell("down", shifted(-.001, -.002)));
        assertEquals(
                List.of(DifferenceVerdict.BETTER, DifferenceVerdict.WORSE),
                List.of(contrast(c, 1, 0).verdict(), contrast(c, 2, 0).verdict()));
        assertEquals(DifferenceVerdict.BETTER, contrast(c, 1, 1).verdict(), "the loss is lower");
        assertEquals(4 / 1024.0, contrast(c, 1, 0).pHolm());
        List<String> words = Verdicts.all(c);
        assertEquals(
                "Verdicts by accuracy, against a (Wilcoxon signed-rank test over seeds, Holm correction for 2"
                        + " comparisons, significance level 0.05):",
                words.get(0));
        assertTrue(
                words.get(1)
                        .matches("up is better than a: accuracy differs by \\+0\\.0020 \\[\\+0\\.0010,"
                                + " \\+0\\.0030], better in 10 of 10 seeds, P\\(better\\) = 1, p ="
                                + " 0\\.0039\\."),
                words.get(1));
        assertTrue(words.get(2).startsWith("down is worse than a: accuracy differs by -0.0015"), words.get(2));
    }

    @Test
    void anEqualCellIsTheSame() {
        Comparison c = compare("a", cell("a", TEN), cell("b", TEN));
        assertEquals(
                "b has the same accuracy as a in all 10 seeds.", Verdicts.all(c).get(1));
        assertTrue(TableView.render(c, 80, false).contains("the same           0 "), TableView.render(c, 80, false));
    }

    /** Ten of forty results are 0 instead of 1: the median of all pairs of differences is 0, but the test rejects. */
    @Test
    void aDifferenceInFewSeedsIsGivenAsAMeanIfItsMedianIsZero() {
        double[] ones = IntStream.range(0, 40).mapToDouble(i -> 1).toArray();
        double[] some =
                IntStream.range(0, 40).mapToDouble(i -> i % 4 == 0 ? 0 : 1).toArray();
        Comparison c = compare("a", cell("a", ones), cell("b", some));
        assertEquals(DifferenceVerdict.WORSE, contrast(c, 1, 0).verdict());
        assertEquals(0, contrast(c, 1, 0).effect().value());
        String sentence = Verdicts.all(c).get(1);
        assertTrue(
                sentence.matches("b is worse than a: accuracy is equal in most seeds and differs on average by -0\\.25"
                        + " \\[-0\\.\\d+, -0\\.\\d+], worse in 10 of 40 seeds and equal in 30, .*"),
                sentence);
        String table = TableView.render(c, 120, false);
        assertTrue(table.matches("(?s).*worse *-0\\.25 \\[-0\\.\\d+, -0\\.\\d+] \\(mean\\).*"), table);
        assertTrue(
                String.join("\n", Legend.of(c))
                        .contains("; (mean): the mean difference and its 95% interval, not corrected, where the"
                                + " estimate is 0 because many differences have the same size; "),
                () -> String.join("\n", Legend.of(c)));
    }

    /** 240 of 400 differences are +0.1, the others -0.1: the median of all pairs is 0, and the test rejects. */
    @Test
    void aDifferenceWhoseMedianIsZeroIsGivenAsAMeanHoweverFewSeedsAreEqual() {
        double[] zeros = new double[400];
        double[] signs =
                IntStream.range(0, 400).mapToDouble(i -> i % 5 < 3 ? .1 : -.1).toArray();
        Comparison c = compare("a", cell("a", zeros), cell("b", signs));
        assertEquals(DifferenceVerdict.BETTER, contrast(c, 1, 0).verdict());
        assertEquals(0, contrast(c, 1, 0).effect().value());
        String sentence = Verdicts.all(c).get(1);
        assertTrue(
                sentence.matches(
                        "b is better than a: accuracy differs on average by \\+0\\.0200 \\[\\+0\\.\\d+, \\+0\\.\\d+],"
                                + " better in 240 of 400 seeds, .*"),
                sentence);
        assertTrue(
                TableView.render(c, 120, false)
                        .matches("(?s).*better *\\+0\\.0200 \\[\\+0\\.\\d+, \\+0\\.\\d+] \\(mean\\).*"),
                TableView.render(c, 120, false));
    }

    /** Seeds differ by 0.01, cells by 0.001 in turns: nothing to be seen. */
    @Test
    void whatIsNotShownSaysWhatWouldShowIt() {
        String none = Verdicts.all(compare("a", cell("a", TEN), cell("b", shifted(.001, -.001))))
                .get(1);
        assertTrue(none.endsWith("p = 1. More than 1000 more seeds would be needed to show a difference."), none);
        String some = Verdicts.all(compare("a", cell("a", TEN), cell("b", shifted(.002, .003, -.002))))
                .get(1);
        assertTrue(
                some.matches(
                        "No difference shown between b and a: .* better in 7 of 10 seeds, P\\(better\\) = 0\\.7, p ="
                                + " 0\\.\\d+\\. About \\d+ more seeds are needed to show a difference of this size\\."),
                some);
    }

    @Test
    void aRunThatDivergedLosesAndIsNeverDropped() {
        Run[] runs = IntStream.range(0, 10)
                .mapToObj(i -> i < 9 ? run(i + 1, Outcome.DIVERGED) : run(i + 1, Outcome.FINISHED, 1))
                .toArray(Run[]::new);
        Comparison c = compare("a", cell("a", TEN), cell("wild", runs));
        assertEquals(DifferenceVerdict.WORSE, contrast(c, 1, 0).verdict());
        assertEquals(10, contrast(c, 1, 0).pairedDifferences().n());
        assertEquals(
                9, c.cells().get(1).measurements().metrics().get(0).median().misses());
        assertTrue(
                Verdicts.all(c)
                        .get(1)
                        .startsWith("wild is worse than a: accuracy differs by -inf, worse in 9 of"
                                + " 10 seeds (a run that diverged or exploded counts as the worst), P(better) ="
                                + " 0.1, p = "),
                Verdicts.all(c).get(1));
    }

    @Test
    void cellsThatDivergedInAllSeedsAreNotSaidToHaveTheSameValue() {
        Run[] none = IntStream.range(0, 10)
                .mapToObj(i -> run(i + 1, Outcome.DIVERGED))
                .toArray(Run[]::new);
        Comparison c = compare("a", cell("a", none), cell("wild", none));
        assertEquals(
                "wild and a both diverged or exploded in all 10 seeds.",
                Verdicts.all(c).get(1));
        Contrast noValues = contrast(c, 1, 0);
        assertEquals("-", Verdicts.effect(noValues));
        assertEquals("no values", noValues.verdict().word(), "in CSV and JSON");
        assertTrue(Double.isNaN(noValues.effect().value()), "in CSV and JSON");
        none[3] = run(4, Outcome.FINISHED, 1);
        Comparison some = compare("a", cell("a", none), cell("wild", none));
        assertEquals(
                "wild has the same accuracy as a in all 10 seeds (a run that diverged or exploded counts as the"
                        + " worst).",
                Verdicts.all(some).get(1));
    }

    /** As no good run of b has a loss, it has none to miss; failed runs are run again and no miss either. */
    @Test
    void whatDoesNotApplyAndWhatFailedAreNoMisses() {
        Run[] runs = {run(1, Outcome.FINISHED, 1), run(2, Outcome.DIVERGED), run(3, Outcome.FAILED)};
        Comparison c = compare("a", cell("a", 1, 2, 3), cell("b", runs));
        assertEquals(2, contrast(c, 1, 0).pairedDifferences().n());
        assertEquals(0, contrast(c, 1, 1).pairedDifferences().n());
        assertEquals(DifferenceVerdict.NOT_COMPARED, contrast(c, 1, 1).verdict());
        assertEquals(0, contrast(c, 1, 1).family());
    }

    @Test
    void metricsWithoutDirectionAreHigherOrLowerAndHaveNoMisses() {
        MetricInfo angle = new MetricInfo("accuracy", 0);
        Run[] runs = IntStream.range(0, 10)
                .mapToObj(i -> run(i + 1, i < 2 ? Outcome.DIVERGED : Outcome.FINISHED, 2 + i))
                .toArray(Run[]::new);
        Comparison c = Comparison.of("", List.of(cell("a", TEN), cell("b", runs)), Optional.of("a"), List.of(angle));
        assertEquals(DifferenceVerdict.HIGHER, contrast(c, 1, 0).verdict());
        assertEquals(8, contrast(c, 1, 0).pairedDifferences().n());
        assertTrue(
                Verdicts.all(c).get(1).startsWith("b has a higher accuracy than a: "),
                Verdicts.all(c).get(1));
    }

    @Test
    void withoutABaselineTheBestIsTheReferenceAndSaysSo() {
        Comparison c = compare("", cell("low", 1, 2, 3), cell("high", 4, 5, 6), cell("none", new Run[0]));
        assertEquals(Optional.of("high"), c.reference());
        assertTrue(c.cells().stream().noneMatch(s -> s.role().baseline()));
        assertTrue(
                Verdicts.all(c).get(0).contains("against high, the best cell in these same seeds, which favors it"),
                Verdicts.all(c).get(0));
        assertEquals(
                "none and high have no seed in common with a result for accuracy.",
                Verdicts.all(c).get(2));
    }

    @Test
    void oneSeedShowsNothing() {
        assertEquals(
                "Too few seeds to show any difference between b and a: accuracy differs by +0.25 in the only seed."
                        + " About 5 more seeds are needed to show a difference of this size.",
                Verdicts.all(compare("a", cell("a", 0.5), cell("b", 0.75))).get(1));
        assertEquals(List.of(), Verdicts.all(compare("", cell("a", 1))));
    }

    @Test
    void thePriceIsToldWhereItDiffers() {
        Run cheap = new Run(
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
                        new Cost(1, 1, 1, 41_152_263, 1),
                        List.of(new Measurement(1, 1, "test", "accuracy", 0.5))));
        String words =
                Verdicts.all(compare("a", cell("a", 0.5), cell("b", cheap))).get(1);
        assertEquals(
                "b has the same accuracy as a in the only seed; b takes 0.33 times the multiply-adds of a.", words);
    }

    @Test
    void manyComparisonsAreGroupedByVerdict() {
        List<CellRuns> cells = new ArrayList<>(List.of(cell("a", TEN)));
        for (int i = 0; i < Verdicts.MAX_SENTENCES + 1; i++) {
            double[] mixed = i < 7 ? TEN : shifted(.002, .003, -.001);
            cells.add(cell("c" + i, i < 5 ? shifted(-.01 * (i + 1)) : mixed));
        }
        List<String> words = Verdicts.all(compare("a", cells.toArray(CellRuns[]::new)));
        assertEquals("The same as a in all seeds (2): c5, c6.", words.get(1));
        assertTrue(
                words.get(2).matches("Too few seeds to show any difference from a \\(39\\): c0 \\(\\+\\d+\\), .*"),
                words.get(2));
        assertEquals(4, words.size());
    }

    /** A method that gains along an axis need not be better anywhere. */
    @Test
    void groupedChangesAreNotSaidToBeBetterOrWorse() {
        Comparison c = compare("a", cell("a", TEN), cell("b", shifted(.01, .02)), cell("c", shifted(-.01, -.02)));
        GroupedVerdicts.Named better = new GroupedVerdicts.Named("b from x to y", contrast(c, 1, 0));
        GroupedVerdicts.Named worse = new GroupedVerdicts.Named("c from x to y, as a mean", contrast(c, 2, 0));
        assertEquals(
                List.of(
                        "Better than a (1): b from x to y.",
                        "Gains on a (1): b from x to y.",
                        "Loses against a (2): c from x to y, as a mean; c from x to y, as a mean."),
                GroupedVerdicts.of(List.of(better), List.of(worse, better, worse), "a"));
        assertEquals(List.of("Sooner than a (1): b from x to y."), GroupedVerdicts.ofTargets(List.of(better), "a"));
    }

    @Test
    void theTableAndTheVerdictShowOneInterval() {
        Comparison c = compare("a", cell("a", TEN), cell("b", shifted(.002, .003, -.001, .0005)));
        String interval = NumberFormats.difference(
                contrast(c, 1, 0).effect().value(), contrast(c, 1, 0).effect().interval());
        String text = TableView.render(c, new TableView.Style(300, false, true));
        assertEquals(3, text.split(Pattern.quote(interval), -1).length, text);
        assertEquals(2, text.split("Verdicts by", -1).length, "the legend has the heading");
    }
}
