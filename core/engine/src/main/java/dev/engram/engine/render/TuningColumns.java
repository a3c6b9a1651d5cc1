package dev.engram.engine.render;

import dev.engram.engine.compare.TrialSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.importance.HyperparameterImportance;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.Rung;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of the tuned cells: the one list that the table, CSV, JSON and the page read. */
public final class TuningColumns {
    private TuningColumns() {}

    public static List<Column<TunedCell>> of(TuningSummary t) {
        return List.of(
                Column.text(
                        "metric", c -> c.metric().<Object>map(MetricInfo::name).orElse(Double.NaN)),
                Column.<TunedCell>text("chosen", c -> chosen(c)).in(View.CSV),
                Column.<TunedCell>number(
                                "validation",
                                c -> c.best().map(TrialSummary::score).orElse(Double.NaN))
                        .in(View.CSV)
                        .shownAs("validation", direction(t), View.TABLE, View.PAGE),
                Column.<TunedCell>text("chosen", c -> chosen(c)).in(View.TABLE, View.PAGE),
                Column.<TunedCell>count("trial", c -> number(c)).in(View.CSV, View.PAGE),
                Column.<TunedCell>count(
                                "trial",
                                c -> c.best()
                                        .map(best ->
                                                best.number() + "/" + c.trials().size())
                                        .orElse(null))
                        .in(View.TABLE),
                Column.<TunedCell>count("trials", c -> c.trials().size()).in(View.CSV),
                Column.structure(
                        "rungs",
                        c -> c.rungs().stream().map(TuningColumns::rung).toList()),
                Column.structure(
                        "chosen",
                        c -> c.best().<Object>map(best -> trial(c, best)).orElse(Double.NaN)),
                Column.structure("on_border", c -> borders(c)),
                Column.<TunedCell>text("at a border", c -> borderNames(c)).in(View.PAGE),
                Column.<TunedCell>count("diverged", TunedCell::divergedTrials)
                        .at("trials_diverged")
                        .shownAs("diverged", 0, View.TABLE, View.PAGE),
                Column.<TunedCell>count("failed", c -> c.trials(Outcome.FAILED))
                        .at("trials_failed")
                        .shownAs("failed", 0, View.TABLE, View.PAGE),
                Column.<TunedCell>count("runs", c -> c.runs().size())
                        .at("cost", "runs")
                        .shownAs("runs", 0, View.TABLE, View.PAGE),
                Column.structure("runs_planned", TunedCell::plannedRuns).at("cost", "runs_planned"),
                Column.<TunedCell>structure("steps", TunedCell::steps).at("cost", "steps"),
                Column.of("seconds", Unit.SECONDS, TunedCell::seconds)
                        .at("cost", "seconds")
                        .shownAs("seconds", 0, View.TABLE, View.PAGE),
                Column.count("multiply_adds", TunedCell::multiplyAdds)
                        .at("cost", "multiply_adds")
                        .shownAs("multiply-adds", 0, View.TABLE, View.PAGE),
                Column.<TunedCell>text(
                                "on_border",
                                c -> String.join("; ", c.boundaryOptima().keySet()))
                        .in(View.CSV),
                Column.structure(
                        "trials",
                        c -> c.trials().stream().map(trial -> trial(c, trial)).toList()),
                Column.structure("best_so_far", t::bestSoFar),
                Column.structure("expected_best", t::expectedBest),
                Column.structure("importance", c -> importance(c)));
    }

    private static int direction(TuningSummary t) {
        return t.cells().stream()
                .flatMap(c -> c.metric().stream())
                .map(MetricInfo::direction)
                .findFirst()
                .orElse(0);
    }

    private static Object chosen(TunedCell c) {
        return c.best().map(c::describe).orElse(null);
    }

    private static Object number(TunedCell c) {
        return c.best().map(TrialSummary::number).orElse(null);
    }

    private static Map<String, Object> rung(Rung r) {
        Map<String, Object> rung = new LinkedHashMap<>();
        rung.put("trials", r.trials());
        rung.put("length", r.length());
        return rung;
    }

    private static Map<String, Object> borders(TunedCell c) {
        Map<String, Object> borders = new LinkedHashMap<>();
        c.boundaryOptima().forEach((path, optimum) -> borders.put(path, optimum.word()));
        return borders;
    }

    /** The last part of each path is enough on the page. */
    private static Object borderNames(TunedCell c) {
        return c.boundaryOptima().isEmpty()
                ? null
                : c.boundaryOptima().keySet().stream()
                        .map(path -> path.substring(path.lastIndexOf('.') + 1))
                        .collect(Collectors.joining(", "));
    }

    private static Object importance(TunedCell c) {
        return HyperparameterImportance.of(c)
                .<Object>map(i -> {
                    Map<String, Object> importance = new LinkedHashMap<>();
                    importance.put("method", HyperparameterImportance.METHOD);
                    importance.put("trials", i.trials());
                    importance.put("r_squared", i.determination());
                    importance.put("shares", i.shares());
                    importance.put("interactions", i.interactions());
                    return importance;
                })
                .orElse(Double.NaN);
    }

    private static Map<String, Object> trial(TunedCell c, TrialSummary t) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < c.paths().size(); i++) {
            values.put(c.paths().get(i), t.values().get(i));
        }
        Map<String, Object> trial = new LinkedHashMap<>();
        trial.put("trial", t.number());
        trial.put("values", values);
        trial.put("rung", t.rung());
        trial.put("score", t.score());
        trial.put("misses", t.misses());
        trial.put("outcomes", t.runs().stream().map(r -> r.outcome().word()).toList());
        trial.put("runs", t.runs().stream().map(Run::id).toList());
        return trial;
    }
}
