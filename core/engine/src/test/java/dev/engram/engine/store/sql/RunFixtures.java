package dev.engram.engine.store.sql;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.util.List;
import java.util.Map;

/** Sample runs. */
public final class RunFixtures {
    public static final List<Measurement> MEASUREMENTS = List.of(
            new Measurement(0, 0, "validation", "accuracy", 0.1),
            new Measurement(1, 0.5, "train", "loss", Double.POSITIVE_INFINITY),
            new Measurement(1, 0.5, "probe", "alignment/layer0", Double.NaN),
            new Measurement(2, 1, "train", "loss", Double.NEGATIVE_INFINITY),
            new Measurement(2, 1, "validation", "accuracy", -0.0),
            new Measurement(2, Double.NaN, "test", "accuracy", 0.1 + 0.2),
            new Measurement(Long.MAX_VALUE, Double.MIN_VALUE, "test", "loss", Double.MAX_VALUE));

    private RunFixtures() {}

    public static String id(int i) {
        return "%032x".formatted(i);
    }

    public static Run run(int i) {
        return run(i, Outcome.FINISHED, "cafe");
    }

    public static Run run(int i, Outcome outcome, String hash) {
        return run(i, "suite", "cell", outcome, hash);
    }

    public static Run run(int i, String suite, String cell, Outcome outcome, String hash) {
        return new Run(
                id(i),
                suite,
                cell,
                i,
                "{rule: {backprop: {}}}",
                Map.of("jvm", "17", "cpu", "some µ-architecture"),
                new RunResult(
                        outcome,
                        outcome.hasResults() ? "" : "because of " + outcome,
                        hash,
                        new Cost(100, 3200, 0.25, 123_456_789_012L, 4096),
                        MEASUREMENTS));
    }
}
