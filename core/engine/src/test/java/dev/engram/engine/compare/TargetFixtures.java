package dev.engram.engine.compare;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Cells that reach an accuracy of 0.9, in runs of 100 steps of 10 multiply-adds, measured every 10 steps. */
public final class TargetFixtures {
    private static final MetricTarget TARGET = new MetricTarget("accuracy", 0.9, 1);

    public static final int NEVER = 1000;

    private TargetFixtures() {}

    /** Reaches it after so many steps, and then falls back. */
    public static Run run(long seed, Outcome outcome, long after, long work) {
        List<Measurement> m = new ArrayList<>();
        for (long step = 0; step <= 100; step += 10) {
            m.add(new Measurement(step, step / 50.0, "train", "accuracy", 1));
            double later = step > after ? 0.95 - 0.001 * step : Double.NaN;
            m.add(new Measurement(step, step / 50.0, "validation", "accuracy", step == after ? 0.9 : later));
        }
        m.add(new Measurement(100, 2, "test", "accuracy", 0.8));
        return new Run(
                "id" + seed,
                "s",
                "c",
                seed,
                "",
                Map.of(),
                new RunResult(outcome, "", "h", new Cost(100, 3200, 2, 100 * work, 0), m));
    }

    public static CellRuns cell(String name, long work, long... after) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < after.length; i++) {
            runs.add(run(i + 1, Outcome.FINISHED, after[i], work));
        }
        return CellFixtures.cell(name, runs.toArray(Run[]::new));
    }

    public static Comparison compare(CellRuns... cells) {
        return Comparison.of(
                "",
                List.of(cells),
                Optional.of("a"),
                List.of(CellFixtures.ACCURACY),
                new ComparisonDesign(0, OptionalDouble.empty(), Optional.of(TARGET)));
    }

    public static SuiteComparison.Part part(String problem, CellRuns... cells) {
        return new SuiteComparison.Part(Optional.of(problem), compare(cells));
    }
}
