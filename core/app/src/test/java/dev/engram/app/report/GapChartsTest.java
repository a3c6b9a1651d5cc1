package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.ComparisonDesign;
import dev.engram.engine.compare.DesignEvaluation;
import dev.engram.engine.compare.ProblemRuns;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GapChartsTest {
    private static final ProblemVariants ONE_PROBLEM =
            new ProblemVariants(List.of(""), List.of(), List.of(), List.of());

    private static Factor factor(String name, Optional<String> reference, String... labels) {
        return new Factor(
                name,
                Arrays.stream(labels)
                        .map(l -> new Factor.Level(
                                l,
                                l,
                                l.matches("\\d+") ? OptionalDouble.of(Double.parseDouble(l)) : OptionalDouble.empty()))
                        .toList(),
                reference);
    }

    private static CellRuns cell(String name, double accuracy) {
        List<Run> runs = IntStream.range(0, 8)
                .mapToObj(seed -> new Run(
                        name + seed,
                        "suite",
                        name,
                        seed,
                        "spec",
                        Map.of(),
                        new RunResult(
                                Outcome.FINISHED,
                                "",
                                "hash",
                                new Cost(10, 20, 1, 30, 40),
                                List.of(new Measurement(10, 1, "test", "accuracy", accuracy)))))
                .toList();
        return new CellRuns(name, Map.of(), runs);
    }

    private static SuiteComparison suite(Factor axis) {
        Factor rule = factor("rule", Optional.of("bp"), "bp", "fa");
        List<DesignCell> cells = new ArrayList<>();
        List<CellRuns> runs = new ArrayList<>();
        for (int r = 0; r < 2; r++) {
            for (int a = 0; a < axis.levels().size(); a++) {
                String name = rule.levels().get(r).label() + ", "
                        + axis.levels().get(a).label();
                cells.add(new DesignCell(
                        name,
                        Optional.empty(),
                        Map.of(
                                "rule",
                                rule.levels().get(r).label(),
                                axis.name(),
                                axis.levels().get(a).label()),
                        Optional.empty()));
                runs.add(cell(name, 0.75 - r * 0.25 * a));
            }
        }
        Design design = Design.of(new DesignPlan(List.of(rule, axis), EnumSet.allOf(QuestionKind.class)), cells);
        List<SuiteComparison.Part> parts = DesignEvaluation.of(
                        design,
                        List.of(new ProblemRuns(
                                Optional.empty(),
                                "t",
                                runs,
                                List.of(new MetricInfo("accuracy", 1)),
                                ComparisonDesign.of(8))))
                .parts();
        return new SuiteComparison(
                "t",
                parts,
                Optional.of(design),
                Optional.empty(),
                SuiteComparison.NotRun.NONE,
                Optional.empty(),
                List.of());
    }

    @Test
    @SuppressWarnings("unchecked") // the data of the page are maps and lists
    void theDifferencesAreInTheOrderOfTheNumbersOnTheAxis() {
        List<Map<String, Object>> charts =
                GapCharts.of(suite(factor("training.batch", Optional.empty(), "8", "32", "16")), ONE_PROBLEM);
        assertEquals(1, charts.size());
        Map<String, Object> chart = charts.get(0);
        assertEquals("batch", chart.get("axis"));
        assertEquals("bp", chart.get("reference"));
        assertEquals(List.of("8", "16", "32"), chart.get("levels"));
        Map<String, Object> line = ((List<Map<String, Object>>) chart.get("lines")).get(0);
        assertEquals("fa", line.get("name"));
        List<double[]> points = (List<double[]>) line.get("points");
        assertEquals(3, points.size());
        assertArrayEquals(new double[] {0, 0}, Arrays.copyOf(points.get(0), 2));
        assertArrayEquals(new double[] {1, -0.5, -0.5, -0.5}, points.get(1));
        assertArrayEquals(new double[] {2, -0.25, -0.25, -0.25}, points.get(2));
    }

    @Test
    void anAxisWithoutNumbersHasNoOrder() {
        assertEquals(List.of(), GapCharts.of(suite(factor("loss", Optional.empty(), "mse", "huber")), ONE_PROBLEM));
    }
}
