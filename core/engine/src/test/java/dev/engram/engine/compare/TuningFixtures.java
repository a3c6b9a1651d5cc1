package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cells that are tuned by one hyperparameter. */
public final class TuningFixtures {
    private static final Optional<MetricInfo> ACCURACY = Optional.of(new MetricInfo("accuracy", 1));

    public static final TunedCell FULL = tuned(
            Optional.empty(),
            trial(0.03, run("a", Outcome.FINISHED, 0.7)),
            trial(0.2, run("b", Outcome.FINISHED, 0.8)),
            trial(0.5, run("c", Outcome.DIVERGED, 0.99)),
            trial(0.2, run("b", Outcome.FINISHED, 0.8)));

    private TuningFixtures() {}

    public static Run run(String id, Outcome outcome, double validation) {
        return new Run(
                id,
                "suite",
                "cell",
                7,
                "spec",
                Map.of(),
                new RunResult(
                        outcome,
                        "",
                        "hash",
                        new Cost(10, 100, 0.5, 1000, 8),
                        List.of(
                                new Measurement(10, 1, "validation", "accuracy", validation),
                                new Measurement(10, 1, "test", "accuracy", 1 - validation))));
    }

    public static TrialRuns trial(double rate, Run... runs) {
        return new TrialRuns(List.of(Double.toString(rate)), List.of(rate), List.of(List.of(runs)));
    }

    public static TunedCell tuned(Optional<MetricTarget> goal, TrialRuns... trials) {
        return tuned(goal, ACCURACY.orElseThrow(), trials);
    }

    public static TunedCell tuned(Optional<MetricTarget> goal, MetricInfo metric, TrialRuns... trials) {
        return TunedCell.of(
                new TunedCell.Setting(
                        new CellName("sgd", "sgd", Optional.empty()),
                        new TunedCell.Space(
                                List.of("optimizer.sgd.rate"),
                                List.of(new Range.Numeric(0.001, 1, true, false, false, false)),
                                0),
                        Rung.single(trials.length, 1),
                        1,
                        new TunedCell.Scoring(false, goal)),
                List.of(trials),
                Optional.of(metric));
    }

    public static TuningSummary suite(TunedCell... cells) {
        return new TuningSummary(4, List.of(7L), "sobol", List.of(cells));
    }
}
