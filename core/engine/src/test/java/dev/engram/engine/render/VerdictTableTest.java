package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.DesignEvaluation;
import dev.engram.engine.compare.ProblemRuns;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.prose.Verdicts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The answers of a factorial design: rules compared at each width, over widths, and along the width. */
class VerdictTableTest {
    private static final List<String> WIDTHS = List.of("16", "64", "256");

    private static SuiteComparison suite(List<String> rules, int seeds, Map<String, String> absent) {
        Factor rule = new Factor(
                "rule",
                rules.stream()
                        .map(r -> new Factor.Level(r, r, OptionalDouble.empty()))
                        .toList(),
                Optional.of(rules.get(0)));
        Factor width = new Factor(
                "network.hidden",
                WIDTHS.stream()
                        .map(w -> new Factor.Level(w, "hidden=" + w, OptionalDouble.of(Double.parseDouble(w))))
                        .toList(),
                Optional.empty());
        List<DesignCell> cells = new ArrayList<>();
        List<CellRuns> runs = new ArrayList<>();
        for (int r = 0; r < rules.size(); r++) {
            for (int w = 0; w < WIDTHS.size(); w++) {
                String name = rules.get(r) + ", hidden=" + WIDTHS.get(w);
                Map<String, String> levels = new LinkedHashMap<>();
                levels.put("rule", rules.get(r));
                levels.put("network.hidden", WIDTHS.get(w));
                cells.add(new DesignCell(name, Optional.empty(), levels, Optional.ofNullable(absent.get(name))));
                if (!absent.containsKey(name)) {
                    runs.add(cell(name, accuracies(seeds, 0.9 - r * (0.3 - 0.1 * w), r + w)));
                }
            }
        }
        Design design = Design.of(new DesignPlan(List.of(rule, width), EnumSet.allOf(QuestionKind.class)), cells);
        List<SuiteComparison.Part> parts = DesignEvaluation.of(
                        design,
                        List.of(new ProblemRuns(
                                Optional.empty(), "widths", runs, List.of(ACCURACY), ComparisonDesign.of(seeds))))
                .parts();
        return new SuiteComparison(
                "widths",
                parts,
                Optional.of(design),
                Optional.empty(),
                SuiteComparison.NotRun.NONE,
                Optional.empty(),
                List.of());
    }

    private static double[] accuracies(int seeds, double mean, int shift) {
        return IntStream.range(0, seeds)
                .mapToDouble(i -> mean + ((i * 7 + shift) % 11 - 5) / 500.0)
                .toArray();
    }

    private static final SuiteComparison CLOSING = suite(List.of("backprop", "alignment"), 12, Map.of());

    @Test
    void theAnswersStandInGroupsByStratumAndKindOfQuestion() {
        String table = TableView.render(CLOSING, 100, false);
        assertTrue(table.startsWith("""
            widths

            against backprop  verdict  Δ accuracy\
            """.indent(0).stripTrailing()), table);
        List<String> first = table.lines()
                .skip(4)
                .takeWhile(l -> !l.isEmpty())
                .map(l -> l.replaceFirst("^(  \\S+ +\\S+) .*", "$1").replaceAll(" +", " "))
                .toList();
        assertEquals(
                List.of(
                        "at hidden=16",
                        " alignment worse",
                        "at hidden=64",
                        " alignment worse",
                        "at hidden=256",
                        " alignment worse",
                        "mean over 3 strata",
                        " alignment worse",
                        "change from hidden=16 to hidden=256",
                        " alignment gains",
                        "change per doubling of hidden",
                        " alignment gains"),
                first);
    }

    @Test
    void theFamilyIsPrintedOnce() {
        String table = TableView.render(CLOSING, 300, false);
        String family =
                "Holm correction for 6 comparisons: 3 cells, 1 main effect, 1 interaction, 1 trend; significance";
        assertEquals(2, table.split(family, -1).length, table);
        assertTrue(table.contains("Verdicts by accuracy, against backprop with the same other settings ("), table);
    }

    @Test
    void noLineIsWiderThanANarrowConsole() {
        for (int width : List.of(60, 80, 140)) {
            TableView.render(CLOSING, new TableView.Style(width, false, true))
                    .lines()
                    .forEach(l -> assertTrue(l.length() <= width, l));
        }
    }

    @Test
    void eachAnswerIsASentenceOnRequest() {
        assertFalse(TableView.render(CLOSING, 300, false).contains("alignment is worse than"));
        List<String> sentences = Verdicts.all(CLOSING.parts().get(0).comparison());
        assertTrue(
                sentences
                        .get(1)
                        .startsWith(
                                "alignment is worse than backprop at hidden=16: accuracy differs by -0.2980 [-0.3090,"),
                sentences.get(1));
        assertTrue(
                sentences.get(4).startsWith("alignment is worse than backprop, as a mean over 3 strata: accuracy"),
                sentences.get(4));
        assertTrue(
                sentences
                        .get(5)
                        .matches("alignment gains on backprop from hidden=16 to hidden=256: the gap in accuracy changes"
                                + " by \\+0\\.2\\S* \\[.*], a gain in 12 of 12 seeds, P\\(better\\) = 1, p = .*"),
                sentences.get(5));
        assertTrue(
                sentences.get(6).startsWith("alignment gains on backprop per doubling of hidden: the gap in accuracy"),
                sentences.get(6));
    }

    @Test
    void withTooFewSeedsNothingIsSaidToBeEqual() {
        String table = TableView.render(suite(List.of("backprop", "alignment"), 5, Map.of()), 140, false);
        assertTrue(table.contains("  alignment       too few seeds"), table);
        assertFalse(table.contains("not shown"), table);
    }

    @Test
    void aCellWithoutReferenceIsNotComparedAndSaysWhy() {
        SuiteComparison suite =
                suite(List.of("backprop", "alignment"), 12, Map.of("backprop, hidden=64", "it is too wide"));
        String table = TableView.render(suite, 140, false);
        assertTrue(table.contains("  alignment       not compared"), table);
        assertTrue(table.contains("\nmean over 2 of 3 strata\n"), table);
        assertTrue(
                table.endsWith(
                        "\nalignment and backprop are not compared at hidden=64: backprop, hidden=64 is not run: it"
                                + " is too wide.\n"),
                table);
    }

    @Test
    void ofManyAnswersOnlyDifferencesHaveRows() {
        List<String> rules = IntStream.range(0, 16).mapToObj(i -> "rule" + i).toList();
        String table = TableView.render(suite(rules, 6, Map.of()), 100, false);
        assertTrue(table.lines().count() < 75, table);
        assertTrue(
                table.contains("\nnothing shown in 6 groups: at hidden=16; at hidden=64; at hidden=256; mean over 3"
                        + " strata; change\n  from hidden=16 to hidden=256; change per doubling of hidden\n"),
                table);
        assertFalse(table.contains("\nat hidden=64\n"), table);
        assertTrue(
                table.contains("\n  too few seeds (90): rule1, rule2, rule3, rule4, rule5, rule6, rule7, rule8, rule9,"
                        + " rule10, rule11,\n    rule12, and 3 more\n"),
                table);
    }

    @Test
    void csvAndJsonHaveEveryQuestion() {
        String[] lines = CsvView.renderVerdicts(CLOSING).split("\r\n");
        assertEquals(7, lines.length);
        assertTrue(lines[0].startsWith("problem,kind,level,reference,at,change.axis,change.from,change.to,"), lines[0]);
        assertTrue(lines[1].startsWith(",cells,alignment,backprop,hidden=16,,,,,1,3,accuracy,12,12,-0.2998"), lines[1]);
        assertTrue(lines[6].startsWith(",trends,alignment,backprop,,network.hidden,16,256,true,"), lines[6]);
        String json = JsonView.render(CLOSING);
        assertTrue(json.contains("\"kind\" : \"interactions\""), json);
        assertTrue(
                json.replaceAll("\\s+", " ")
                        .contains("\"family\" : { \"comparisons\" : 6, \"cells\" : 3, \"main-effects\" : 1,"
                                + " \"interactions\" : 1, \"trends\" : 1, \"over_problems\" : 0 }"),
                json);
    }
}
