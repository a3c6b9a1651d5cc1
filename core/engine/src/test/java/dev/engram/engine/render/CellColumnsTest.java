package dev.engram.engine.render;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.LOSS;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.CorrectExamples;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.StatisticalTies;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.TrialRuns;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every column of the list appears in every view that it declares; the page's part is tested where the page is. */
class CellColumnsTest {
    /** Networks that reach a target and keep which examples they got right. */
    private static CellRuns network(String name, double accuracy) {
        BitSet correct = new BitSet();
        correct.set(0, (int) (10 * accuracy));
        List<Run> runs = List.of(
                run(1, Outcome.FINISHED, accuracy, 1 - accuracy), run(2, Outcome.FINISHED, accuracy / 2, accuracy));
        return new CellRuns(
                name, Map.of("problem", "p", "rule", name), runs, Map.of(1L, new CorrectExamples("same", 10, correct)));
    }

    private static CellRuns descent(String name) {
        List<Run> runs = IntStream.rangeClosed(1, 2)
                .mapToObj(seed -> new Run(
                        "id" + seed,
                        "s",
                        name,
                        seed,
                        "spec",
                        Map.of(),
                        new RunResult(
                                Outcome.FINISHED,
                                "",
                                "hash",
                                new Cost(100, 0, 0.5, 0, 8),
                                List.of(
                                        new Measurement(100, 100, "test", "accuracy", seed),
                                        new Measurement(100, 100, Measurement.END, "minimum (" + seed + ")", 0.1)))))
                .toList();
        return new CellRuns(name, Map.of("problem", "q", "rule", name), runs);
    }

    private static Comparison networks() {
        ComparisonDesign design =
                new ComparisonDesign(2, OptionalDouble.empty(), Optional.of(new MetricTarget("accuracy", 0.5, 1)));
        return Comparison.of(
                "", List.of(network("a", 0.5), network("b", 0.8)), Optional.of("a"), List.of(ACCURACY, LOSS), design);
    }

    private static Comparison landscape() {
        return Comparison.of("", List.of(descent("a"), descent("b")), Optional.of("a"), List.of(ACCURACY));
    }

    private static TuningSummary tuning() {
        List<TunedCell> cells = new ArrayList<>();
        for (String problem : List.of("p", "q")) {
            for (String variant : List.of("a", "b")) {
                cells.add(TunedCell.of(
                        new TunedCell.Setting(
                                new CellName(variant, variant, Optional.of(problem)),
                                new TunedCell.Space(
                                        List.of("optimizer.sgd.rate"),
                                        List.of(new Range.Numeric(0.001, 1, true, false, false, false)),
                                        0),
                                Rung.single(1, 1),
                                1,
                                new TunedCell.Scoring(false, Optional.empty())),
                        List.of(new TrialRuns(
                                List.of("0.1"), List.of(0.1), List.of(List.of(run(7, Outcome.FINISHED, 0.5))))),
                        Optional.of(ACCURACY)));
            }
        }
        return new TuningSummary(1, List.of(7L), "random", cells);
    }

    private static SuiteComparison suite() {
        List<OverallComparison.Problem> problems = List.of(
                new OverallComparison.Problem("p", List.of(network("a", 0.5), network("b", 0.8)), List.of(ACCURACY)),
                new OverallComparison.Problem("q", List.of(descent("a"), descent("b")), List.of(ACCURACY)));
        return new SuiteComparison(
                "all",
                List.of(
                        new SuiteComparison.Part(Optional.of("p"), networks()),
                        new SuiteComparison.Part(Optional.of("q"), landscape())),
                Optional.empty(),
                OverallComparison.of(problems, Optional.of("a")),
                new SuiteComparison.NotRun(List.of(new ExcludedCell("c", Map.of(), false, "too long")), List.of()),
                Optional.of(tuning()),
                List.of());
    }

    @Test
    void theTableHasEveryColumnThatDeclaresIt() {
        for (Comparison c : List.of(networks(), landscape())) {
            String table = TableView.render(c, 400, false);
            String head =
                    table.lines().filter(l -> l.startsWith("cell ")).findFirst().orElseThrow();
            List<String> headings = Column.shownIn(View.TABLE, CellColumns.of(c).all()).stream()
                    .map(column -> column.heading().replace("multiply-adds", "mult-adds"))
                    .toList();
            assertEquals(List.of(head.split("  +")), prepend("cell", headings));
        }
        String tuned = TableView.render(suite(), 400, false)
                .lines()
                .filter(l -> l.startsWith("tuned cell"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(tuned.split("  +")),
                prepend(
                        "tuned cell",
                        Column.shownIn(View.TABLE, TuningColumns.of(tuning())).stream()
                                .map(column -> column.heading().replace("multiply-adds", "mult-adds"))
                                .toList()));
    }

    @Test
    void csvHasEveryColumnThatDeclaresIt() {
        List<String> lines = CsvView.render(suite()).lines().toList();
        List<String> header = List.of(lines.get(0).split(","));
        List<String> declared = Column.shownIn(View.CSV, CellColumns.of(suite()).all()).stream()
                .flatMap(c -> c.headers().stream())
                .toList();
        assertEquals(declared, header);
        assertEquals(Set.copyOf(declared).size(), declared.size(), "no header twice");
        assertTrue(
                header.containsAll(List.of("target.verdict", "mcnemar.better", "ended_in", "tuned.trial", "not_run")));
    }

    @Test
    void latexHasEveryColumnThatDeclaresIt() {
        Comparison c = networks();
        String latex = LatexView.render(c, StatisticalTies.NONE, Optional.of(tuning()));
        String head =
                latex.lines().filter(l -> l.startsWith("cell &")).findFirst().orElseThrow();
        List<String> headings =
                Column.shownIn(
                                View.LATEX,
                                CellColumns.of(List.of(c), Optional.of(tuning()))
                                        .all())
                        .stream()
                        .map(column -> column.heading().replace("Δ", "$\\Delta$"))
                        .toList();
        assertEquals("cell & " + String.join(" & ", headings) + " \\\\", head);
    }

    @Test
    void jsonHasEveryColumnThatDeclaresIt() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Comparison c : List.of(networks(), landscape())) {
            Set<String> paths = paths(JsonView.render(c));
            found.addAll(paths);
            for (Column<CellRow> column :
                    Column.shownIn(View.JSON, CellColumns.of(c).all())) {
                boolean exists = c.cells().stream()
                        .anyMatch(cell -> column.value().apply(new CellRow(c, Optional.empty(), cell)) != null);
                String path = String.join("/", column.path());
                assertEquals(exists, paths.contains(path), path);
            }
        }
        for (String path :
                List.of("mcnemar/by_seed", "target/log_steps_difference/words", "endings", "cost/steps_median")) {
            assertTrue(found.contains(path), path);
        }
        Set<String> tuned = paths(JsonView.render(suite()));
        Column.shownIn(View.JSON, TuningColumns.of(tuning()))
                .forEach(c -> assertTrue(
                        tuned.contains(String.join("/", c.path())), c.path().toString()));
    }

    /** The paths of all values inside of the objects in arrays named {@code cells}. */
    private static Set<String> paths(String json) throws IOException {
        Set<String> paths = new TreeSet<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()
                        || parser.currentToken().isStructStart()) {
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    int at = path.lastIndexOf("cells/");
                    int row = at < 0 ? -1 : path.indexOf('/', at + "cells/".length());
                    if (row >= 0) {
                        String inRow = path.substring(row + 1);
                        paths.add(inRow);
                        paths.add(inRow.replaceFirst("/[0-9]+(/.*)?$", ""));
                    }
                }
            }
        }
        return paths;
    }

    @Test
    void everyColumnIsShownSomewhereAndNoViewHasAHeadingTwice() {
        Map<View, List<String>> headings = new TreeMap<>();
        for (Column<CellRow> column : CellColumns.of(networks()).all()) {
            assertFalse(column.views().isEmpty(), column.field());
            column.views().stream()
                    .filter(v -> v != View.CSV && v != View.JSON)
                    .forEach(v ->
                            headings.computeIfAbsent(v, k -> new ArrayList<>()).add(column.heading()));
        }
        assertEquals(Set.of(View.TABLE, View.LATEX, View.PAGE), headings.keySet());
        headings.forEach((view, all) -> assertEquals(Set.copyOf(all).size(), all.size(), view + ": " + all));
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(rest);
        return all;
    }
}
