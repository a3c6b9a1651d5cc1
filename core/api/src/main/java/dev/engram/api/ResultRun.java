package dev.engram.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One run: the training of one cell with one seed.
 *
 * @param id its identity, 32 hexadecimal digits. Runs with the same identity have the same numbers
 * @param cell the name of the cell
 * @param seed the seed
 * @param ending how it ended
 * @param metrics the last value of each metric on the test data, by name; on a landscape, at the end point
 * @param points all measurements, in order
 */
public record ResultRun(
        String id, String cell, long seed, Ending ending, Map<String, Double> metrics, List<Point> points) {
    /** The outcome of a run that broke off; it is made again when the suite is run again. */
    public static final String FAILED = "failed";

    /**
     * How a run ended.
     *
     * @param outcome {@code finished}, {@code stopped early}, {@code diverged}, {@code exploded} or {@code failed}
     * @param reason why it ended as it did; may be empty
     * @param hash the hash of the final parameters; empty for a failed run
     * @param seconds the time that it took
     */
    public record Ending(String outcome, String reason, String hash, double seconds) {}

    /**
     * One measurement.
     *
     * @param step the number of steps before it
     * @param epoch the number of passes over the training data before it
     * @param phase {@code train}, {@code validation}, {@code test} or another phase of the manual
     * @param metric the metric
     * @param value the value, possibly infinite, and NaN if undefined
     */
    public record Point(long step, double epoch, String phase, String metric, double value) {}

    /**
     * Returns the outcome: {@code finished}, {@code stopped early}, {@code diverged}, {@code exploded} or
     * {@code failed}.
     */
    public String outcome() {
        return ending.outcome();
    }

    /** Returns why the run ended as it did; may be empty. */
    public String reason() {
        return ending.reason();
    }

    /** Returns the hash of the final parameters; empty for a failed run. */
    public String hash() {
        return ending.hash();
    }

    /** Returns the time that the run took, in seconds. */
    public double seconds() {
        return ending.seconds();
    }

    /** Returns the last value of a metric on the test data; empty if it was not measured. */
    public OptionalDouble metric(String name) {
        Double value = metrics.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
