package dev.engram.engine.store;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A run that is over, with its place in a suite and its provenance: a value.
 *
 * @param id content address: hash of the resolved spec, the versions of its components and the seed
 * @param suite suite that it was first run for; {@link Store#labels} knows all of them
 * @param cell cell in that suite
 * @param spec canonical text
 * @param provenance versions, checksums, machine, and {@link RunResult#notLocal} under {@link #NOT_LOCAL}; sorted by
 *     key
 * @param result result; a run that was read from a store has neither predictions nor weights, which {@link
 *     Store#predictions} and {@link Store#weights} read
 */
public record Run(
        String id,
        String suite,
        String cell,
        long seed,
        String spec,
        Map<String, String> provenance,
        RunResult result) {
    /** Key of the provenance for {@link RunResult#notLocal}, joined by commas. */
    public static final String NOT_LOCAL = "not-local";

    /** Key of the provenance for the time at which the run ended, in UTC, as {@link #endedAt} writes it. */
    public static final String ENDED = "ended";

    /** Key of the provenance for the name of the machine that made the run. */
    public static final String HOST = "host";

    /** The beginning of the ids of runs that were made elsewhere, which are not hashes of settings and have no hash. */
    public static final String IMPORTED = "imported-";

    private static final String SEPARATOR = ", ";
    /** Compiled once: a suite reads tens of thousands of runs. */
    private static final Pattern AT_SEPARATOR = Pattern.compile(SEPARATOR);

    private static final Set<String> RESULT_PHASES = Set.of("test", "probe");

    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(spec, "spec");
        SortedMap<String, String> sorted = new TreeMap<>(provenance);
        if (result.notLocal().isPresent()) {
            sorted.put(NOT_LOCAL, String.join(SEPARATOR, result.notLocal().get()));
        } else if (sorted.containsKey(NOT_LOCAL)) {
            result = result.withNotLocal(flags(sorted.get(NOT_LOCAL)));
        }
        provenance = Collections.unmodifiableSortedMap(sorted);
    }

    private static List<String> flags(String joined) {
        return joined.isEmpty() ? List.of() : List.of(AT_SEPARATOR.split(joined));
    }

    public Outcome outcome() {
        return result.outcome();
    }

    public String reason() {
        return result.reason();
    }

    public String hash() {
        return result.hash();
    }

    public Cost cost() {
        return result.cost();
    }

    public List<Measurement> measurements() {
        return result.measurements();
    }

    /**
     * Returns the result by a metric: the last one measured on test data, or when the training was inspected; NaN if
     * there is none.
     */
    public double lastValue(String metric) {
        return measurements().stream()
                .filter(m -> RESULT_PHASES.contains(m.phase()) && m.metric().equals(metric))
                .mapToDouble(Measurement::value)
                .reduce((first, last) -> last)
                .orElse(Double.NaN);
    }

    public Optional<Predictions> predictions() {
        return result.artifacts().predictions();
    }

    /** Returns the information that the rule uses and a synapse could not have; empty if that was not examined. */
    public Optional<List<String>> notLocal() {
        return result.notLocal();
    }

    /** Returns the text of a time under {@link #ENDED}: ISO 8601, to the millisecond. */
    public static String endedAt(Instant time) {
        return EndTime.text(time);
    }

    /** Returns the time at which the run ended, in milliseconds since 1970; empty if it was not recorded. */
    public OptionalLong endedMillis() {
        String ended = provenance.get(ENDED);
        return ended == null ? OptionalLong.empty() : OptionalLong.of(EndTime.millis(ended));
    }

    /** Returns the same run with this result. */
    public Run withResult(RunResult other) {
        return new Run(id, suite, cell, seed, spec, provenance, other);
    }

    /** Returns the same run without its predictions for the test examples. */
    public Run withoutPredictions() {
        return withResult(result.withPredictions(Optional.empty()));
    }
}
