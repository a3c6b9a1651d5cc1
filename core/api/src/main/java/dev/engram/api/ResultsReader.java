package dev.engram.api;

import dev.engram.app.console.Console;
import dev.engram.app.results.SuiteResults;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.cell.Estimate;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.prose.Answers;
import dev.engram.engine.render.TableView;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The results of the engine as the plain values of the library. */
final class ResultsReader {
    private static final String TEST = "test";

    private ResultsReader() {}

    /** Returns the results of a suite. */
    static Results read(SuiteResults results, List<Warning> warnings) {
        SuiteComparison comparison = results.suiteComparison();
        Set<String> texts = new LinkedHashSet<>();
        warnings.forEach(w -> texts.add(w.text()));
        texts.addAll(comparison.warnings());
        return new Results(
                results.plan().suite().name(),
                results.cells().stream()
                        .map(c -> cell(c, summary(results, c.name())))
                        .toList(),
                comparison.parts().stream()
                        .flatMap(p -> differences(p).stream())
                        .toList(),
                List.copyOf(texts),
                TableView.render(comparison, Console.WIDE, false));
    }

    private static CellSummary summary(SuiteResults results, String name) {
        Suite.Cell cell = results.plan().cells().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        return results.suiteComparison().parts().stream()
                .filter(p -> p.problem().equals(cell.problem()))
                .flatMap(p -> p.comparison().cells().stream())
                .filter(c -> c.name().equals(cell.variant()))
                .findFirst()
                .orElseThrow();
    }

    private static ResultCell cell(CellRuns cell, CellSummary summary) {
        Map<String, ResultCell.Mean> means = new LinkedHashMap<>();
        for (MetricSummary m : summary.measurements().metrics()) {
            Estimate e = m.value();
            means.put(m.metric().name(), new ResultCell.Mean(e.n(), e.mean(), e.halfWidth()));
        }
        return new ResultCell(
                cell.name(),
                cell.axes(),
                cell.runs().stream().map(r -> run(r, cell.name())).toList(),
                Collections.unmodifiableMap(means));
    }

    /** Returns a run as one of a cell. */
    static ResultRun run(Run run, String cell) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<ResultRun.Point> points = new ArrayList<>();
        for (Measurement m : run.measurements()) {
            points.add(new ResultRun.Point(m.step(), m.epoch(), m.phase(), m.metric(), m.value()));
            if (m.phase().equals(TEST)) {
                metrics.put(m.metric(), m.value());
            }
        }
        return new ResultRun(
                run.id(),
                cell,
                run.seed(),
                new ResultRun.Ending(
                        run.outcome().word(),
                        run.reason(),
                        run.hash(),
                        run.cost().seconds()),
                Collections.unmodifiableMap(metrics),
                List.copyOf(points));
    }

    private static List<Difference> differences(SuiteComparison.Part part) {
        Comparison comparison = part.comparison();
        return Answers.of(comparison).stream()
                .map(a -> difference(a, comparison.metrics(), part.problem()))
                .toList();
    }

    private static Difference difference(QuestionResult answer, List<MetricInfo> metrics, Optional<String> problem) {
        Contrast contrast = answer.contrast();
        int direction = metrics.stream()
                .filter(m -> m.name().equals(answer.metric()))
                .findFirst()
                .orElseThrow()
                .direction();
        return new Difference(
                new Difference.Question(
                        answer.question().kind().key(),
                        problem,
                        answer.question().stratumName(),
                        answer.question().gap().level(),
                        answer.question().gap().reference(),
                        answer.metric(),
                        direction),
                Difference.Verdict.valueOf(contrast.verdict().name()),
                contrast.effect().value(),
                new Difference.Interval(
                        contrast.effect().interval().low(),
                        contrast.effect().interval().high(),
                        contrast.effect().level()),
                new Difference.Significance(contrast.p(), contrast.pHolm()),
                contrast.pairedDifferences().n(),
                contrast.additionalSeeds());
    }
}
