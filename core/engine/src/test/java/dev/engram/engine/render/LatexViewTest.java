package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.StatisticalTies;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.significance.UnpairedComparison;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatexViewTest {
    private static final List<MetricInfo> METRICS = List.of(CellFixtures.ACCURACY, CellFixtures.LOSS);
    /** Of ten seeds; the others are worse in all of them, and better in half of them. */
    private static final double[] BEST =
            IntStream.range(0, 10).mapToDouble(i -> 0.8 + 0.01 * i).toArray();

    private static final CellRuns TOP = cell("top", BEST);
    private static final CellRuns LEVEL = cell(
            "level",
            IntStream.range(0, 10)
                    .mapToDouble(i -> BEST[i] + (i % 2 == 0 ? -0.004 : 0.0035))
                    .toArray());
    private static final CellRuns LOW =
            cell("low", Arrays.stream(BEST).map(x -> x - 0.1).toArray());

    private static String render(ComparisonDesign comparisonDesign, CellRuns... cells) {
        return LatexView.render(
                Comparison.of("t", List.of(cells), Optional.of("low"), METRICS, comparisonDesign),
                StatisticalTies.of(List.of(cells), METRICS, comparisonDesign),
                Optional.empty());
    }

    private static long bold(String latex, String name) {
        String row =
                latex.lines().filter(l -> l.startsWith(name + " &")).findFirst().orElseThrow();
        return row.split("boldmath", -1).length - 1;
    }

    @Test
    void whatIsNotShownToBeWorseThanTheBestIsBoldWhateverTheBaseline() {
        String latex = render(ComparisonDesign.of(0), TOP, LEVEL, LOW);
        assertTrue(
                latex.contains("$+0.1000\\ [+0.1000, +0.1000]$"),
                "with the space that mathematics would drop: " + latex);
        assertEquals(List.of(2L, 2L, 0L), List.of(bold(latex, "top"), bold(latex, "level"), bold(latex, "low")), latex);
        assertTrue(
                latex.contains("\n"
                        + "% Bold: on each problem, the cell with the best median over seeds and all cells that are not"
                        + " shown to be worse (Wilcoxon signed-rank test over seeds, Holm correction, significance"
                        + " level 0.05), except cells with diverged runs.\n"),
                latex);
    }

    /** Ten of forty results are 0 instead of 1, so that the estimate is 0. */
    @Test
    void theWordMeanIsTextNextToTheNumber() {
        double[] some =
                IntStream.range(0, 40).mapToDouble(i -> i % 4 == 0 ? 0 : 1).toArray();
        double[] ones = IntStream.range(0, 40).mapToDouble(i -> 1).toArray();
        String latex = render(ComparisonDesign.of(0), cell("a", some), cell("low", ones));
        assertTrue(latex.matches("(?s).*\\$-0\\.25\\\\ \\[-0\\.\\d+, -0\\.\\d+]\\$ \\(mean\\).*"), latex);
    }

    @Test
    void nothingIsBoldWhereNothingWasTested() {
        String missing = render(new ComparisonDesign(11, OptionalDouble.empty(), Optional.empty(), 3), TOP, LEVEL, LOW);
        assertTrue(
                missing.contains("% Nothing is bold: 3 runs are missing.\n") && !missing.contains("boldmath"), missing);
        String one = render(ComparisonDesign.of(0), cell("a", 0.5), cell("low", 0.4));
        assertTrue(
                one.contains("% Nothing is bold: one seed cannot show a difference.\n") && !one.contains("boldmath"),
                one);
    }

    @Test
    void eachProblemHasItsOwnBest() {
        StatisticalTies all = StatisticalTies.of(List.of(TOP, LOW), METRICS, ComparisonDesign.of(0))
                .merge(StatisticalTies.of(List.of(cell("else", 0.1, 0.1)), METRICS, ComparisonDesign.of(0)))
                .merge(StatisticalTies.of(
                        List.of(cell("x", 0.2, 0.3), cell("y", 0.2, 0.3)), METRICS, ComparisonDesign.of(0)));
        assertEquals(Set.of("top", "x", "y"), all.bestCells().get("accuracy"));
    }

    @Test
    void aTargetHasAColumn() {
        String latex = render(
                new ComparisonDesign(0, OptionalDouble.empty(), Optional.of(new MetricTarget("accuracy", 0.5, 1))),
                TOP,
                LOW);
        assertTrue(
                latex.contains("\\begin{tabular}{lrrrr}\n"
                        + "\\toprule\n"
                        + "cell & accuracy & loss & steps to accuracy 0.5 & seeds \\\\\n"),
                latex);
        assertTrue(latex.contains(" & 1 & 10/10 \\\\\n"), latex);
    }

    @Test
    void aSecondTableHasTheVerdicts() {
        String latex = render(ComparisonDesign.of(0), TOP, LOW);
        assertTrue(
                latex.endsWith("\\end{tabular}\n\n"
                        + "\\begin{tabular}{llrrr}\n"
                        + "\\toprule\n"
                        + "against low & verdict & $\\Delta$ accuracy & p & P(better) \\\\\n"
                        + "\\midrule\n"
                        + "top & better & $+0.1000\\ [+0.1000, +0.1000]$ & 0.002 & 1 \\\\\n"
                        + "\\bottomrule\n"
                        + "\\end{tabular}\n"),
                latex);
    }

    @Test
    void whatWasChosenHasAColumn() {
        TunedCell of = TunedCell.untuned(new CellName("low", "low", Optional.empty()));
        TuningSummary tuningSummary = new TuningSummary(3, List.of(1L), "random", List.of(of));
        String latex = LatexView.render(
                Comparison.of("t", List.of(TOP, LOW), Optional.empty(), METRICS),
                StatisticalTies.NONE,
                Optional.of(tuningSummary));
        assertTrue(latex.contains("\\begin{tabular}{lrrrl}\n") && latex.contains(" & seeds & chosen \\\\\n"), latex);
        assertTrue(
                latex.contains(" & 10/10 & -- \\\\\n")
                        && latex.contains("% low: nothing to tune; compared as written.\n"),
                latex);
        assertFalse(render(ComparisonDesign.of(0), TOP, LOW).contains("chosen"));
    }

    @Test
    void namesAreSetAsTheyAreWritten() {
        String latex = render(ComparisonDesign.of(0), cell("[a, b] 5% <x|y> {_}", 0.1, 0.2), cell("low", 0.1, 0.2));
        assertTrue(latex.contains("\n{}[a, b] 5\\% \\textless{}x\\textbar{}y\\textgreater{} \\{\\_\\} & "), latex);
    }

    @Test
    void namesOfImportedCellsThatBeginWithASignAreText() {
        Comparison c = Comparison.of("t", List.of(TOP), Optional.empty(), METRICS, ComparisonDesign.of(0));
        UnpairedComparison imported = UnpairedComparison.of(
                "accuracy",
                1,
                new UnpairedComparison.Sample("+drop_path", "theirs.csv", List.of(0.7, 0.8, 0.9)),
                Optional.of(new UnpairedComparison.Sample("-5% drop", "", List.of(0.1, 0.2, 0.4))));
        SuiteComparison suite = new SuiteComparison(
                "t",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new SuiteComparison.NotRun(List.of(), List.of(imported)),
                Optional.empty(),
                List.of());
        String latex = LatexView.render(c, suite, StatisticalTies.of(List.of(TOP), METRICS, ComparisonDesign.of(0)));
        assertTrue(latex.contains("+drop\\_path & -5\\% drop & accuracy & "), latex);
        assertTrue(latex.contains(" & $+0.57\\ ["), latex);
    }
}
