package dev.engram.engine.store.sql;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The row of a run, as it is stored: everything but texts that it shares with other runs, and measurements.
 *
 * @param checksums the checksums that were stored with the run
 */
record StoredRow(String id, long seed, String outcome, String reason, String hash, Cost cost, Checksums checksums) {
    /** The columns that {@link #read} needs, in its order. */
    static final String COLUMNS = "id, seed, outcome, reason, hash, steps, examples, seconds, multiply_adds,"
            + " state_bytes, content_checksum, predictions_checksum, weights_checksum, checksum";

    /**
     * The checksums of a run.
     *
     * @param content checksum of what is stored outside the row; empty for a run without checksums
     * @param predictions checksum of the predictions; empty for a run without predictions or checksums
     * @param weights checksum of the list of weights; empty for a run without weights
     * @param row checksum of the row; empty for a run without checksums
     */
    record Checksums(OptionalLong content, OptionalLong predictions, OptionalLong weights, OptionalLong row) {
        static final Checksums NONE =
                new Checksums(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** The end of a sentence about a run that is not what its checksum says. */
    static final String DAMAGED = "is not what was written: it does not match its checksum";

    /** Returns the row of a run, with its checksums. */
    static StoredRow of(Run run, OptionalLong predictions, OptionalLong weights) {
        OptionalLong content = OptionalLong.of(RunChecksum.ofContent(run));
        StoredRow row = new StoredRow(
                run.id(),
                run.seed(),
                run.outcome().storedName(),
                run.reason(),
                run.hash(),
                run.cost(),
                new Checksums(content, predictions, weights, OptionalLong.empty()));
        return row.with(new Checksums(content, predictions, weights, OptionalLong.of(RunChecksum.ofRow(row))));
    }

    /** Returns the row of a run that an earlier version stored without checksums. */
    static StoredRow withoutChecksums(Run run) {
        return of(run, OptionalLong.empty(), OptionalLong.empty()).with(Checksums.NONE);
    }

    private StoredRow with(Checksums others) {
        return new StoredRow(id, seed, outcome, reason, hash, cost, others);
    }

    /** Reads a row that begins with {@link #COLUMNS}. */
    static StoredRow read(ResultSet row) throws SQLException {
        return new StoredRow(
                text(row, 1),
                row.getLong(2),
                text(row, 3),
                text(row, 4),
                text(row, 5),
                new Cost(row.getLong(6), row.getLong(7), nullableDouble(row, 8), row.getLong(9), row.getLong(10)),
                new Checksums(
                        nullableLong(row, 11), nullableLong(row, 12), nullableLong(row, 13), nullableLong(row, 14)));
    }

    /** Returns whether the row is what was written, as far as its checksum shows. */
    boolean isIntact() {
        boolean known = Arrays.stream(Outcome.values()).anyMatch(o -> o.name().equals(outcome));
        return known && (checksums.row().isEmpty() || checksums.row().getAsLong() == RunChecksum.ofRow(this));
    }

    static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new DamageException("a text is missing");
        }
        return text;
    }

    static OptionalLong nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Reads NULL as NaN. JDBC returns 0 for it, so other values need no second call. */
    static double nullableDouble(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return value == 0 && row.wasNull() ? Double.NaN : value;
    }
}
