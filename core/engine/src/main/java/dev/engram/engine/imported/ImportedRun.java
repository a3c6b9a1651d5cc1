package dev.engram.engine.imported;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.yaml.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A run that someone else made.
 *
 * @param seed tells it from other runs of its cell
 * @param readings its numbers, in the order of the table
 * @param diverged whether the table says so of any metric
 * @param location where the table begins with it
 */
public record ImportedRun(
        String suite, String cell, long seed, List<Reading> readings, boolean diverged, Location location) {
    private static final String TEST = "test";
    private static final int DIGEST_BYTES = 16;

    public ImportedRun {
        readings = List.copyOf(readings);
    }

    /**
     * A number.
     *
     * @param epoch when it was measured; NaN for the end of the run
     */
    public record Reading(String metric, double epoch, double value) {
        boolean isLaterThan(Reading other) {
            return Double.isNaN(epoch) || epoch > other.epoch;
        }
    }

    /**
     * Returns the run as a store keeps it. Its id is a hash of its names and numbers. It has no hash of parameters, no
     * cost, and in place of settings a remark.
     *
     * @param source name of the table
     */
    public Run toRun(String source) {
        List<Measurement> measurements = new ArrayList<>();
        for (Reading r : readings) {
            if (!Double.isNaN(r.epoch())) {
                measurements.add(new Measurement(0, r.epoch(), Measurement.TEST_CURVE, r.metric(), r.value()));
            }
        }
        last().forEach(r -> measurements.add(new Measurement(0, r.epoch(), TEST, r.metric(), r.value())));
        return new Run(
                Run.IMPORTED + digest(),
                NotRunHere.suite(suite),
                NotRunHere.cell(cell),
                seed,
                "not run here; nothing is known of its settings",
                Map.of(NotRunHere.SOURCE, source),
                new RunResult(
                        diverged ? Outcome.DIVERGED : Outcome.FINISHED,
                        "",
                        "",
                        new Cost(0, 0, Double.NaN, 0, 0),
                        measurements));
    }

    /** Returns the last reading of each metric. */
    private List<Reading> last() {
        List<Reading> last = new ArrayList<>();
        for (String metric : readings.stream().map(Reading::metric).distinct().toList()) {
            last.add(readings.stream()
                    .filter(r -> r.metric().equals(metric))
                    .reduce((a, b) -> b.isLaterThan(a) ? b : a)
                    .orElseThrow());
        }
        return last;
    }

    private String digest() {
        StringBuilder text = new StringBuilder()
                .append(suite)
                .append('\n')
                .append(cell)
                .append('\n')
                .append(seed)
                .append('\n')
                .append(diverged)
                .append('\n');
        readings.stream()
                .map(r -> r.metric() + " " + Double.doubleToLongBits(r.epoch()) + " "
                        + Double.doubleToLongBits(r.value()) + "\n")
                .sorted()
                .forEach(text::append);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
