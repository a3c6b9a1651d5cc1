package dev.engram.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks in turn for several rounds, so that a drift of the machine affects all of them alike. */
final class Rounds {
    private final Map<BenchmarkCase, List<Double>> times = new LinkedHashMap<>();

    Rounds(Collection<BenchmarkCase> benchmarks, int rounds, long millis, PrintStream progress) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (BenchmarkCase t : benchmarks) {
                progress.println(
                        "round " + round + " of " + rounds + ": " + t.type().getSimpleName() + "." + t.method() + " "
                                + String.join(" ", t.parameters().values()));
                times.computeIfAbsent(t, k -> new ArrayList<>()).add(t.run(millis));
            }
        }
    }

    /** Returns the median of all rounds, in ns. */
    double time(BenchmarkCase t) {
        return Medians.of(times.get(t));
    }

    double relativeRange(BenchmarkCase t) {
        return Medians.relativeRange(times.get(t));
    }
}
