package dev.engram.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs trials in turn, several times over, so that a machine that drifts is as kind to one as to the other. */
final class Rounds {
    private final Map<BenchmarkCase, List<Double>> times = new LinkedHashMap<>();

    Rounds(Collection<BenchmarkCase> trials, int rounds, long millis, PrintStream progress) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (BenchmarkCase t : trials) {
                progress.println(
                        "round " + round + " of " + rounds + ": " + t.type().getSimpleName() + "." + t.method() + " "
                                + String.join(" ", t.parameters().values()));
                times.computeIfAbsent(t, k -> new ArrayList<>()).add(t.run(millis));
            }
        }
    }

    /** ns, the median of all rounds. */
    double time(BenchmarkCase t) {
        return Medians.of(times.get(t));
    }

    double relativeRange(BenchmarkCase t) {
        return Medians.relativeRange(times.get(t));
    }
}
