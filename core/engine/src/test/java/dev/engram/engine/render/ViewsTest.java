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

            cell                accuracy            Δ accuracy               loss                seeds  steps \
             seconds  examples/s  mult-adds  state bytes
            ──────────────────  ──────────────────  ───────────────────────  ──────────────────  ─────  ───── \
             ───────  ──────────  ─────────  ───────────
            backprop            0.966 ± 0.012            -                   0.034 ± 0.012         5/5   1030    \
             1.50       21.3k       123M        65.5k
            feedback-alignment  0.940 ± 0.020       -0.026 [-0.045, +0.005]  0.060 ± 0.020         5/5   1030    \
             1.50       21.3k       123M        65.5k
            perturbation !       0.55 ± 0.12 (3/5)  -0.415 [-0.460, -0.355]   1.40 ± 0.25 (3/5)    3/5   1030    \
             1.50       21.3k       123M        65.5k

            Verdicts by accuracy, against backprop (Wilcoxon signed-rank test over seeds, Holm correction for 2\
             comparisons, significance level 0.05):
            Too few seeds to show any difference between feedback-alignment and backprop: accuracy differs by -0.026\
             [-0.045, +0.005], worse in 4 of 5 seeds,
              P(better) = 0.2, p = 0.13. With only 5 seeds and 2 comparisons, no difference can be shown; about 5 more\
             seeds are needed.
            Too few seeds to show any difference between perturbation and backprop: accuracy differs by -0.415\
             [-0.460, -0.355] where both have one, worse in 5
              of 5 seeds (a diverged run counts as the worst), P(better) = 0, p = 0.13. With only 5 seeds and 2\
             comparisons, no difference can be shown; about
              2 more seeds are needed.

            accuracy (higher is better), loss (lower is better): measured on the test set, mean over 5 seeds.
            ±: half-width of the 95% confidence interval of the mean (Student's t over seeds).
            Δ: mean difference from the baseline backprop, paired by seed, with the range over seeds, because fewer\
             than 6 give no 95% interval. Verdicts
              follow from the tests, not from these ranges.
            P(better): share of seeds in which a cell is better than backprop, with ties counted as half; p: p\
             value, adjusted for the number of comparisons.
            A diverged run is left out of means; in medians, tests and verdicts it counts as the worst.
            ! perturbation: of 5 seeds, 2 diverged; its means are over the 3 that finished.
            """, TableView.render(RULES, 147, false));
    }

    @Test
    void aNarrowConsoleGetsMoreTablesAndAsciiIfAsked() {
        assertEquals("""
            rules

            cell                accuracy              diff. accuracy
            ------------------  --------------------  -----------------------
            backprop            0.966 +/- 0.012            -
            feedback-alignment  0.940 +/- 0.020       -0.026 [-0.045, +0.005]
            perturbation !       0.55 +/- 0.12 (3/5)  -0.415 [-0.460, -0.355]

            cell                loss
            ------------------  --------------------
            backprop            0.034 +/- 0.012
            feedback-alignment  0.060 +/- 0.020
            perturbation !       1.40 +/- 0.25 (3/5)

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

            accuracy (higher is better), loss (lower is better): measured on the test set, mean over 1 seed.
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
        assertTrue(
                table.contains("\nToo few seeds to show any difference between [2] and [1]: accuracy differs by +0.25"),
                table);
        String[] tables = table.substring(0, table.indexOf("\n[1] optimizer={adam: {rate: 0.001, beta1"))
                .split("\n");
        for (String line : tables) {
            assertTrue(line.length() <= 100, line);
        }
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
                        + "1,0.30000000000000004,,0,0.30000000000000004,,,1,1,0,,,0,,,0,1,0,0.5,0,0,1,1,1,,the same,"
                        + "0,,,1,Infinity,,,1,0,,,,0,,,0,1,0,0.5,0,0,1,1,1,,the same,1010,0.5,64000,123456789,65536",
                lines[1]);
        assertEquals(
                "plain,,0.1,true,2,1,0,0,0,0,1,1,0.30000000000000004,,0,0.30000000000000004,,,,,,,,,,,,,,,,,,,,,,"
                        + "0,,,1,Infinity,,,,,,,,,,,,,,,,,,,,,,1010,0.5,64000,123456789,65536",
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
