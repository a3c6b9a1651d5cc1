package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs to compare. */
public final class CellFixtures {
    public static final MetricInfo ACCURACY = new MetricInfo("accuracy", 1);
    public static final MetricInfo LOSS = new MetricInfo("loss", -1);

    private CellFixtures() {}

    public static Run run(long seed, Outcome outcome, double... accuracyAndLoss) {
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(1, 1, "validation", "accuracy", 99));
        measurements.add(new Measurement(1, 1, "test", "accuracy", 77));
        for (int i = 0; i < accuracyAndLoss.length; i++) {
            measurements.add(new Measurement(9, 9, "test", i == 0 ? "accuracy" : "loss", accuracyAndLoss[i]));
        }
        measurements.add(new Measurement(9, 9, "train", "accuracy", 88));
        return new Run(
                "id" + seed,
                "suite",
                "cell",
                seed,
                "spec",
                Map.of(),
                new RunResult(
                        outcome,
                        "",
                        "hash",
                        new Cost(1000 + 10 * seed, 32_000, 0.5 * seed, 123_456_789, 65_536),
                        measurements));
    }

    /** Finished runs of seeds 1, 2, ... */
    public static CellRuns cell(String name, double... accuracies) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < accuracies.length; i++) {
            runs.add(run(i + 1, Outcome.FINISHED, accuracies[i], 1 - accuracies[i]));
        }
        return cell(name, runs.toArray(Run[]::new));
    }

    public static CellRuns cell(String name, Run... runs) {
        return new CellRuns(name, Map.of("rule", name), Arrays.asList(runs));
    }

    public static Comparison compare(String baseline, CellRuns... cells) {
        return Comparison.of(
                "rules", List.of(cells), Optional.of(baseline).filter(b -> !b.isEmpty()), List.of(ACCURACY, LOSS));
    }
}
