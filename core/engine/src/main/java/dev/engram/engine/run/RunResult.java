package dev.engram.engine.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a run that is over.
 *
 * @param reason why the run ended as it did; may be empty
 * @param hash hash of the final parameters, hexadecimal; empty for a failed run
 * @param notLocal information that the learning rule uses and a synapse could not have; empty if that was not examined,
 *     as on a landscape
 * @param measurements measurements in the order in which they were made
 * @param artifacts what the trained network left
 */
public record RunResult(
        Outcome outcome,
        String reason,
        String hash,
        Cost cost,
        Optional<List<String>> notLocal,
        List<Measurement> measurements,
        Artifacts artifacts) {
    /**
     * What a trained network leaves.
     *
     * @param predictions classes predicted for the test examples, if they have classes
     * @param weights weights that the settings ask to keep, in the order of their steps
     */
    public record Artifacts(Optional<Predictions> predictions, List<KeptWeights> weights) {
        /** Nothing, as of a run on a landscape. */
        public static final Artifacts NONE = new Artifacts(Optional.empty(), List.of());

        public Artifacts {
            Objects.requireNonNull(predictions, "predictions");
            weights = List.copyOf(weights);
        }
    }

    public RunResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(artifacts, "artifacts");
        notLocal = notLocal.map(List::copyOf);
        measurements = List.copyOf(measurements);
    }

    /** A result without artifacts whose learning rule was not examined. */
    public RunResult(Outcome outcome, String reason, String hash, Cost cost, List<Measurement> measurements) {
        this(outcome, reason, hash, cost, Optional.empty(), measurements, Artifacts.NONE);
    }

    /** Returns the result of a run that failed after {@code steps} steps. */
    public static RunResult failed(String reason, long steps) {
        return new RunResult(Outcome.FAILED, reason, "", new Cost(steps, 0, 0, 0, 0), List.of());
    }

    /** Returns the same result with another outcome, its reason and these measurements. */
    RunResult with(Outcome otherOutcome, String otherReason, List<Measurement> otherMeasurements) {
        return new RunResult(otherOutcome, otherReason, hash, cost, notLocal, otherMeasurements, artifacts);
    }

    /** Returns the same result with this cost. */
    public RunResult withCost(Cost other) {
        return new RunResult(outcome, reason, hash, other, notLocal, measurements, artifacts);
    }

    /** Returns the same result with these findings about the learning rule. */
    public RunResult withNotLocal(List<String> flags) {
        return new RunResult(outcome, reason, hash, cost, Optional.of(flags), measurements, artifacts);
    }

    /** Returns the same result with these predictions, or none. */
    public RunResult withPredictions(Optional<Predictions> others) {
        return new RunResult(
                outcome, reason, hash, cost, notLocal, measurements, new Artifacts(others, artifacts.weights()));
    }

    /** Returns the same result with these weights. */
    public RunResult withWeights(List<KeptWeights> others) {
        return new RunResult(
                outcome, reason, hash, cost, notLocal, measurements, new Artifacts(artifacts.predictions(), others));
    }
}
