package dev.engram.engine.claim;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.yaml.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs and readings for the tests of claims. */
final class ClaimFixtures {
    static final Location AT = new Location("claim.yaml", 1, 1);

    private ClaimFixtures() {}

    static ClaimRun run(long seed, Outcome outcome, double... losses) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            measurements.add(new Measurement(10L * i, i, "validation", "loss", losses[i]));
        }
        if (losses.length > 0) {
            measurements.add(
                    new Measurement(10L * losses.length, losses.length, "test", "loss", losses[losses.length - 1]));
        }
        return new ClaimRun(
                seed, new RunResult(outcome, "", "h" + losses.length, new Cost(1, 0, 0, 0, 0), measurements));
    }

    static ClaimRuns runs(Map<String, double[]> lastLosses) {
        Map<String, List<ClaimRun>> byCell = new LinkedHashMap<>();
        lastLosses.forEach((cell, values) -> {
            List<ClaimRun> runs = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                runs.add(run(i + 1, Outcome.FINISHED, 9, values[i]));
            }
            byCell.put(cell, runs);
        });
        return new ClaimRuns(byCell);
    }

    static Statistic loss(String cell) {
        return new Statistic(cell, AT, "loss", Optional.empty(), ReadingTime.END, Statistic.Modifiers.NONE);
    }

    static Statistic loss(String cell, String at) {
        return new Statistic(
                cell, AT, "loss", Optional.empty(), ReadingTime.parse(at).orElseThrow(), Statistic.Modifiers.NONE);
    }
}
