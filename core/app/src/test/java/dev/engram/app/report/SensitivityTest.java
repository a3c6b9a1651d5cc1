package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.MetricSelection;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.NodeLocations;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static final NodeLocations NOWHERE = new NodeLocations(new Node.Mapping(new Location("", 0, 0), List.of()));
    private static final List<String> BATCHES = List.of("8", "16", "32");

    private final List<Suite.Cell> cells = new ArrayList<>();

    private void cell(Map<String, String> axes, String text) {
        String name = String.join(", ", axes.values());
        RunSpec spec = new RunSpec(null, null, null, MetricSelection.of(List.of()), Optional.empty(), List.of(), text);
        cells.add(new Suite.Cell(name, name, new LinkedHashMap<>(axes), spec, NOWHERE));
    }

    private static Map<String, String> axes(String rule, String batch) {
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put("rule", rule);
        axes.put("training.batch", batch);
        return axes;
    }

    /** The cells with a rate of their own, as tuning chooses it. */
    private void tunedCells() {
        double rate = 0.1;
        for (String rule :
                List.of("backprop: {}", "feedback-alignment: {scale: 0.5}", "feedback-alignment: {scale: 1}")) {
            for (String batch : BATCHES) {
                rate += rule.startsWith("backprop") ? 0 : 0.01;
                cell(
                        axes(rule.replaceAll("[:{} ]+", " ").strip(), batch),
                        "{rule: {" + rule + "}, optimizer: {sgd: {rate: " + rate + "}}, training: {batch: " + batch
                                + "}}");
            }
        }
    }

    private Optional<TuningSummary> tuning() {
        TunedCell.Space space = new TunedCell.Space(List.of("optimizer.sgd.rate"), List.of(), 0);
        List<TunedCell> tuned = cells.stream()
                .map(c -> new TunedCell(
                        new TunedCell.Setting(
                                new CellName(c.name(), c.variant(), Optional.empty()),
                                space,
                                List.of(),
                                1,
                                new TunedCell.Scoring(false, Optional.empty())),
                        Optional.empty(),
                        List.of(),
                        OptionalInt.empty(),
                        Map.of()))
                .toList();
        return Optional.of(new TuningSummary(2, List.of(7L), "random", tuned));
    }

    /** The names of the lines of each chart, by the chart's name. */
    @SuppressWarnings("unchecked") // the data of the page are maps and lists
    private Map<String, List<String>> lines(Optional<TuningSummary> tuning) {
        List<CellRuns> runs = IntStream.range(0, cells.size())
                .mapToObj(i -> new CellRuns(
                        cells.get(i).name(),
                        cells.get(i).axes(),
                        List.of(new Run(
                                "id" + i,
                                "suite",
                                cells.get(i).name(),
                                1,
                                "spec",
                                Map.of(),
                                new RunResult(
                                        Outcome.FINISHED,
                                        "",
                                        "hash",
                                        new Cost(10, 20, 1, 30, 40),
                                        List.of(new Measurement(10, 1, "test", "accuracy", 0.5 + 0.01 * i)))))))
                .toList();
        Comparison c = Comparison.of("", runs, Optional.empty(), List.of(new MetricInfo("accuracy", 1)));
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Sensitivity.of(cells, c.cells(), ProblemVariants.of(cells), tuning)
                .forEach(chart -> lines.put(
                        (String) chart.get("name"),
                        ((List<Map<String, Object>>) chart.get("lines"))
                                .stream().map(l -> (String) l.get("name")).toList()));
        return lines;
    }

    @Test
    void aRuleWhoseTunedRateDiffersBetweenCellsHasItsLineUnderItsFullName() {
        tunedCells();
        assertEquals(
                Map.of("batch", List.of("backprop", "feedback-alignment scale 0.5", "feedback-alignment scale 1")),
                lines(tuning()));
    }

    @Test
    void ratesThatWereNotTunedMustBeEqualOnALine() {
        tunedCells();
        assertEquals(Map.of("batch", List.of("training")), lines(Optional.empty()));
    }

    @Test
    void linesOfNamedVariantsHaveTheComponentAndTheSettingsThatDiffer() {
        for (String rule : List.of("backprop: {}", "kolen-pollack: {decay: 0.1}", "kolen-pollack: {decay: 0.2}")) {
            for (String rate : List.of("0.1", "0.2", "0.3")) {
                cell(Map.of("variant", rule + rate), "{rule: {" + rule + "}, optimizer: {sgd: {rate: " + rate + "}}}");
            }
        }
        assertEquals(
                List.of("sgd backprop", "sgd kolen-pollack decay=0.1", "sgd kolen-pollack decay=0.2"),
                lines(Optional.empty()).get("rate"));
    }

    @Test
    void anElementOfAListHasTheNameOfTheListAndAnIndexOnlyAmongOthers() {
        for (String x : List.of("1", "2", "3")) {
            cell(Map.of("start", x), "{landscape: quartic, start: [" + x + "]}");
        }
        assertEquals(Map.of("start", List.of("start")), lines(Optional.empty()));
        cells.clear();
        for (String x : List.of("1", "2", "3")) {
            cell(Map.of("start", x), "{landscape: beale, start: [0, " + x + "]}");
        }
        assertEquals(Map.of("start[1]", List.of("start")), lines(Optional.empty()));
    }
}
