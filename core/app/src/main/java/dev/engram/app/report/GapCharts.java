package dev.engram.app.report;

import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.Question;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.prose.Answers;
import dev.engram.engine.significance.QuestionResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The difference from the reference along each ordered axis: one line for each level that is compared. */
final class GapCharts {
    private GapCharts() {}

    /** One chart for each numeric axis and problem; empty without such an axis. */
    static List<Map<String, Object>> of(SuiteComparison suite, ProblemVariants problemVariants) {
        List<Map<String, Object>> charts = new ArrayList<>();
        suite.design().stream()
                .flatMap(d -> d.plan().strata().stream())
                .filter(f -> f.numeric() && f.levels().size() > 1)
                .forEach(axis -> suite.parts().forEach(part -> {
                    List<QuestionResult> answers = Answers.of(part.comparison()).stream()
                            .filter(a -> a.question().kind() == QuestionKind.CELL)
                            .filter(a -> a.contrast().pairedDifferences().n() > 0)
                            .toList();
                    if (!answers.isEmpty()) {
                        MetricInfo metric = part.comparison().metrics().get(0);
                        int problem = Math.max(
                                0,
                                problemVariants
                                        .problems()
                                        .indexOf(part.problem().orElse("")));
                        charts.add(chart(axis, metric, problem, answers));
                    }
                }));
        return charts;
    }

    private static Map<String, Object> chart(
            Factor axis, MetricInfo metric, int problem, List<QuestionResult> answers) {
        List<Factor.Level> ordered = axis.levels().stream()
                .sorted(Comparator.comparingDouble(l -> l.score().orElseThrow()))
                .toList();
        Map<String, List<double[]>> lines = new LinkedHashMap<>();
        answers.forEach(a -> lines.computeIfAbsent(name(a.question(), axis), k -> new ArrayList<>())
                .add(point(ordered.indexOf(a.question().stratum().get(axis.name())), a)));
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("axis", axis.name().substring(axis.name().lastIndexOf('.') + 1));
        chart.put("levels", ordered.stream().map(Factor.Level::label).toList());
        chart.put("metric", metric.name());
        chart.put("direction", metric.direction());
        chart.put("problem", problem);
        chart.put("reference", answers.get(0).question().gap().reference());
        chart.put(
                "lines",
                lines.entrySet().stream()
                        .map(e -> Map.of(
                                "name",
                                e.getKey(),
                                "points",
                                e.getValue().stream()
                                        .sorted(Comparator.comparingDouble(p -> p[0]))
                                        .toList()))
                        .toList());
        return chart;
    }

    /** The level that is compared, and the values of all axes but the one of the chart. */
    private static String name(Question q, Factor axis) {
        String others = q.stratum().entrySet().stream()
                .filter(e -> !e.getKey().equals(axis.name()))
                .map(e -> ", " + e.getValue().displayName())
                .collect(Collectors.joining());
        return q.gap().level() + others;
    }

    /** Position on the axis, difference, and the ends of its interval. */
    private static double[] point(int position, QuestionResult a) {
        return new double[] {
            position,
            a.contrast().effect().value(),
            a.contrast().effect().interval().low(),
            a.contrast().effect().interval().high()
        };
    }
}
