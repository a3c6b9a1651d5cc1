package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.cell;
import static dev.engram.engine.compare.CellFixtures.compare;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.engram.engine.compare.CellFixtures;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final Comparison RULES = compare(
            "backprop",
            cell("backprop", 0.96, 0.97, 0.98, 0.965, 0.955),
            cell("feedback-alignment", 0.93, 0.95, 0.94, 0.92, 0.96),
            cell(
                    "perturbation",
                    run(1, Outcome.FINISHED, 0.5, 1.5),
                    run(2, Outcome.DIVERGED),
                    run(3, Outcome.FINISHED, 0.55, 1.4),
                    run(4, Outcome.DIVERGED),
                    run(5, Outcome.STOPPED_EARLY, 0.6, 1.3)));

    @Test
    void aTableThatFitsIsOneTable() {
        assertEquals("""
            rules

            against backprop    verdict        Δ accuracy     p  P(better)  more seeds
            ──────────────────  ─────────────  ──────────  ────  ─────────  ──────────
            feedback-alignment  too few seeds      -0.030  0.13        0.2           5
            perturbation        too few seeds        -inf  0.13          0           2

            cell                accuracy            loss                seeds  steps  seconds  examples/s  mult-adds\
              state bytes
            ──────────────────  ──────────────────  ──────────────────  ─────  ─────  ───────  ──────────  ─────────\
              ───────────
            backprop            0.966 ± 0.012       0.034 ± 0.012         5/5   1030     1.50       21.3k       123M\
                    65.5k
            feedback-alignment  0.940 ± 0.020       0.060 ± 0.020         5/5   1030     1.50       21.3k       123M\
                    65.5k
            perturbation !       0.55 ± 0.12 (3/5)   1.40 ± 0.25 (3/5)    3/5   1030     1.50       21.3k       123M\
                    65.5k

            Verdicts by accuracy, against backprop (Wilcoxon signed-rank test over seeds, Holm correction for 2\
             comparisons, significance level 0.05).
            Δ accuracy: difference from the reference, paired by seed (Hodges-Lehmann estimate, which may differ from\
             the difference of the means); inf: in
              most seeds one of the two runs diverged or exploded; p: p value after the correction; P(better): share\
             of seeds with a result better than that of
              the reference, with ties as half; more seeds: about how many would show a difference of this size.
            accuracy (higher is better), loss (lower is better): measured on the test set after the last step,\
             mean over 5 seeds.
            ±: half-width of the 95% confidence interval of the mean (Student's t over seeds).
            Cost, without evaluation: median steps and seconds, mean multiply-adds (of matrix products) and state bytes\
             (of rule and optimizer).
            examples/s: training examples per second, without evaluation, median over seeds.
            A diverged or exploded run is left out of means; in medians, tests and verdicts it counts as the worst.
            ! perturbation: of 5 seeds, 2 diverged; its means are over the 3 that finished.
            """, TableView.render(RULES, 147, false));
    }

    @Test
    void aNarrowConsoleGetsMoreTablesAndAsciiIfAsked() {
        assertEquals("""
            rules

            against backprop    verdict        diff. accuracy     p  P(better)  more seeds
            ------------------  -------------  --------------  ----  ---------  ----------
            feedback-alignment  too few seeds          -0.030  0.13        0.2           5
            perturbation        too few seeds            -inf  0.13          0           2

            cell                accuracy              loss
            ------------------  --------------------  --------------------
            backprop            0.966 +/- 0.012       0.034 +/- 0.012
            feedback-alignment  0.940 +/- 0.020       0.060 +/- 0.020
            perturbation !       0.55 +/- 0.12 (3/5)   1.40 +/- 0.25 (3/5)

            """, TableView.render(RULES, 80, true).split("cell                seeds")[0]);
        TableView.render(RULES, 80, true).lines().forEach(l -> assertTrue(l.length() <= 80, l));
    }

    @Test
    void oneCellOfOneSeedWithoutBaselineIsATableToo() {
        assertEquals("""
            rules

            cell      accuracy     loss  seeds  steps  seconds  examples/s  mult-adds  state bytes
            ────────  ────────  ───────  ─────  ─────  ───────  ──────────  ─────────  ───────────
            backprop    0.9600  0.04000    1/1   1010    0.500       64.0k       123M        65.5k

            accuracy (higher is better), loss (lower is better): measured on the test set after the last step,
              mean over 1 seed.
            Cost, without evaluation: median steps and seconds, mean multiply-adds (of matrix products) and
              state bytes (of rule and optimizer).
            examples/s: training examples per second, without evaluation, median over seeds.
            One seed: no confidence interval.
            """, TableView.render(compare("", cell("backprop", 0.96)), TableView.DEFAULT_WIDTH, false));
    }

    @Test
    void longNamesAreCutNumberedAndGivenInFullBelow() {
        String name = "optimizer={adam: {rate: 0.001, beta1: 0.9}}, rule=direct-feedback-alignment, units=";
        String table =
                TableView.render(compare(name + 1, cell(name + 1, 0.25, 0.5), cell(name + 2, 0.5, 0.75)), 100, false);
        assertTrue(table.contains("\n[1] optimizer={adam: {rate: 0.001, beta…  0.4 ± 1.6"), table);
        assertTrue(table.contains("\n[2] " + name + "2\n"), table);
        assertTrue(table.contains("\n" + name + "2\n  too few seeds  "), table);
        String explained = TableView.render(
                compare(name + 1, cell(name + 1, 0.25, 0.5), cell(name + 2, 0.5, 0.75)),
                new TableView.Style(100, false, true));
        assertTrue(
                explained.contains(
                        "\nToo few seeds to show any difference between [2] and [1]: accuracy differs by +0.25"),
                explained);
        table.lines()
                .filter(l -> !l.endsWith(name + 1) && !l.endsWith(name + 2))
                .forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void aComparisonOfNothingSaysSo() {
        Comparison none = Comparison.of("", List.of(), Optional.empty(), List.of(CellFixtures.ACCURACY));
        assertTrue(TableView.render(none, 80, true).endsWith("\nNothing to compare.\n"));
        assertEquals(1, CsvView.render(none).split("\r\n").length);
        assertTrue(JsonView.render(none).contains("\"cells\" : [ ]"));
    }

    @Test
    void csvHasOneQuotedRowForEachCellInFullPrecision() {
        Run run = run(1, Outcome.FINISHED, 0.1 + 0.2, Double.NaN);
        CellRuns odd = new CellRuns("say \"a,b\"", Map.of("rule", "two\nlines"), List.of(run, run(2, Outcome.FAILED)));
        String[] lines = CsvView.render(
                        compare("plain", odd, new CellRuns("plain", Map.of("rate", "0.1"), List.of(run))))
                .split("\r\n", -1);
        assertEquals(
                "cell,axis.rule,axis.rate,baseline,seeds,finished,stopped_early,diverged,exploded,failed,missing,"
                        + columns("accuracy") + columns("loss")
                        + "steps.median,seconds.median,examples_per_second,multiply_adds.mean,state_bytes.mean",
                lines[0]);
        assertEquals(
                "\"say \"\"a,b\"\"\",\"two\nlines\",,false,2,1,0,0,0,1,0,"
                        + "1,0.30000000000000004,,0,0.30000000000000004,,,1,1,0,,,0,,,0,1,0,0.5,0,0,1,1,1,0,"
                        + "-Infinity,Infinity,0.95,,the same,"
                        + "0,,,1,Infinity,,,1,0,,,,0,,,0,1,0,0.5,0,0,1,1,1,,"
                        + ",,,,no values,1010,0.5,64000,123456789,65536",
                lines[1]);
        assertEquals(
                "plain,,0.1,true,2,1,0,0,0,0,1,1,0.30000000000000004,,0,0.30000000000000004,,,,,,,,,,,,,,,,,,,,,,,,,,"
                        + "0,,,1,Infinity,,,,,,,,,,,,,,,,,,,,,,,,,,1010,0.5,64000,123456789,65536",
                lines[2]);
        assertEquals("", lines[3]);
        assertEquals(4, lines.length);
    }

    private static String columns(String metric) {
        return Stream.of(
                        "n",
                        "mean",
                        "half_width",
                        "misses",
                        "median",
                        "median.low",
                        "median.high",
                        "difference.n",
                        "difference.finite",
                        "difference.mean",
                        "difference.mean.low",
                        "difference.mean.high",
                        "difference.median",
                        "difference.median.low",
                        "difference.median.high",
                        "difference.higher",
                        "difference.equal",
                        "difference.lower",
                        "difference.p_better",
                        "difference.rank_sum.positive",
                        "difference.rank_sum.negative",
                        "difference.p",
                        "difference.family",
                        "difference.p_holm",
                        "difference.effect",
                        "difference.effect.low",
                        "difference.effect.high",
                        "difference.effect.level",
                        "difference.more_seeds",
                        "difference.verdict")
                .map(part -> metric + "." + part + ",")
                .collect(Collectors.joining());
    }

    @Test
    void jsonIsReadByAParserAndMissingNumbersAreNull() throws Exception {
        String json = JsonView.render(compare("a", cell("a", 0.25), cell("quote\" and µ", run(1, Outcome.DIVERGED))));
        Map<String, String> leaves = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    leaves.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        assertEquals("rules", leaves.get("/title"));
        assertEquals("a", leaves.get("/baseline"));
        assertEquals("-1", leaves.get("/metrics/1/direction"));
        assertEquals("0.25", leaves.get("/cells/0/metrics/accuracy/mean"));
        assertEquals("null", leaves.get("/cells/0/metrics/accuracy/half_width"));
        assertEquals("quote\" and µ", leaves.get("/cells/1/name"));
        assertEquals("1", leaves.get("/cells/1/outcomes/diverged"));
        assertEquals("null", leaves.get("/cells/1/metrics/accuracy/difference/mean"));
        assertEquals("-Infinity", leaves.get("/cells/1/metrics/accuracy/difference/median"));
        assertEquals("1", leaves.get("/cells/1/metrics/accuracy/difference/p_holm"));
        assertEquals("5", leaves.get("/cells/1/metrics/accuracy/difference/more_seeds"));
        assertEquals("too few seeds", leaves.get("/cells/1/metrics/accuracy/difference/verdict"));
        assertTrue(leaves.get("/cells/1/metrics/loss/difference/words")
                .startsWith("Too few seeds to show any difference between quote\" and µ and a: no seed has a"));
        assertTrue(leaves.get("/verdicts/0").startsWith("Verdicts by accuracy, against a (Wilcoxon signed-rank test"));
        assertEquals("null", leaves.get("/cells/1/cost/seconds_median"));
        assertTrue(leaves.containsValue("! quote\" and µ: of 1 seed, 1 diverged; there is no mean."));
    }
}
