package dev.engram.engine.store;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One training that is over: a value.
 *
 * @param id content address: hash of the resolved spec, the versions of its components and the seed
 * @param suite the suite that it was first run for; {@link Store#labels} knows them all
 * @param cell its cell in that suite
 * @param spec canonical text
 * @param reason why it ended as it did; may be empty
 * @param hash of the final parameters, hexadecimal
 * @param provenance versions, checksums, machine, and what the rule was seen to know ({@link #NOT_LOCAL}); sorted by key
 * @param measurements in the order in which they were made
 * @param predictions for the test examples, where they have classes; empty where they are not kept, and in a run that was found in
 *     a store, which gives them apart ({@link Store#predictions})
 */
public record Run(
        String id,
        String suite,
        String cell,
        long seed,
        String spec,
        Outcome outcome,
        String reason,
        String hash,
        Cost cost,
        Map<String, String> provenance,
        List<Measurement> measurements,
        Optional<Predictions> predictions) {
    /** Key of the provenance under which stands what is not local in the learning rule, joined by commas. */
    public static final String NOT_LOCAL = "not-local";

    /** Without predictions. */
    public Run(
            String id,
            String suite,
            String cell,
            long seed,
            String spec,
            Outcome outcome,
            String reason,
            String hash,
            Cost cost,
            Map<String, String> provenance,
            List<Measurement> measurements) {
        this(id, suite, cell, seed, spec, outcome, reason, hash, cost, provenance, measurements, Optional.empty());
    }

    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(cost, "cost");
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        measurements = List.copyOf(measurements);
    }

    /** The same, with nothing kept of what it said of the test examples. */
    public Run withoutPredictions() {
        return new Run(id, suite, cell, seed, spec, outcome, reason, hash, cost, provenance, measurements);
    }

    /** What is not local in the learning rule; empty where that was not looked at, as on a landscape. */
    public Optional<List<String>> notLocal() {
        return Optional.ofNullable(provenance.get(NOT_LOCAL))
                .map(s -> s.isEmpty() ? List.of() : List.of(s.split(", ")));
    }
}
