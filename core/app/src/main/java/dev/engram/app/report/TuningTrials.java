package dev.engram.app.report;

import dev.engram.engine.compare.TrialSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.importance.HyperparameterImportance;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.render.TuningColumns;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.Suite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tuning of the cells: the choices, the best after k trials, and all trials. */
final class TuningTrials {
    private TuningTrials() {}

    static Map<String, Object> of(TuningSummary t, List<Suite.Cell> cells) {
        List<String> names = cells.stream().map(Suite.Cell::name).toList();
        List<TunedCell> tuned = t.cells().stream().filter(TunedCell::tuned).toList();
        return Map.of(
                "words",
                TuningNotes.sentence(t),
                "cells",
                tuned.stream().map(c -> cell(t, c, names.indexOf(c.name()))).toList(),
                "columns",
                Tables.columns(TuningColumns.of(t), tuned));
    }

    private static Map<String, Object> cell(TuningSummary t, TunedCell c, int index) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("cell", index);
        cell.put("metric", c.metric().map(MetricInfo::name).orElse(""));
        cell.put("direction", c.metric().map(MetricInfo::direction).orElse(0));
        cell.put("paths", c.paths());
        cell.put("chosen", c.best().map(TrialSummary::number).orElse(0));
        cell.put("soFar", t.bestSoFar(c));
        cell.put("expected", t.expectedBest(c));
        cell.put("rungs", c.rungs().size());
        HyperparameterImportance.of(c).ifPresent(i -> cell.put("importance", importance(i)));
        cell.put(
                "trials",
                c.trials().stream()
                        .filter(r -> !r.runs().isEmpty())
                        .map(r -> trial(c, r))
                        .toList());
        return cell;
    }

    private static Map<String, Object> importance(HyperparameterImportance i) {
        return Map.of(
                "fit", i.determination(),
                "shares", List.copyOf(i.shares().values()),
                "interactions", i.interactions());
    }

    private static List<Object> trial(TunedCell c, TrialSummary t) {
        String outcome = t.runs().stream()
                .map(Run::outcome)
                .distinct()
                .sorted()
                .map(Outcome::word)
                .collect(Collectors.joining(", "));
        return List.of(
                t.number(),
                t.values(),
                t.score(),
                t.rung(),
                outcome,
                c.describe(t),
                t.runs().get(t.runs().size() - 1).id());
    }
}
