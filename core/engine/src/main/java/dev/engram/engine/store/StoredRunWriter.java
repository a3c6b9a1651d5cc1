package dev.engram.engine.store;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Writes runs. All methods must be called in a transaction. */
final class StoredRunWriter {
    private static final String INSERT = """
        INSERT INTO run (id, suite, cell, seed, spec, outcome, reason, hash, steps, examples, seconds, multiply_adds,
          state_bytes, ended, content_checksum, predictions_checksum, checksum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          suite = excluded.suite, cell = excluded.cell, seed = excluded.seed, spec = excluded.spec,
          outcome = excluded.outcome, reason = excluded.reason, hash = excluded.hash, steps = excluded.steps,
          examples = excluded.examples, seconds = excluded.seconds, multiply_adds = excluded.multiply_adds,
          state_bytes = excluded.state_bytes, ended = excluded.ended, content_checksum = excluded.content_checksum,
          predictions_checksum = excluded.predictions_checksum, checksum = excluded.checksum\
        """;

    private final Supplier<Connection> connection;
    private final Manifest manifest;
    private final Keys keys;
    private final Labels labels;

    StoredRunWriter(Supplier<Connection> connection, Manifest manifest, Labels labels) {
        this.connection = connection;
        keys = new Keys(connection);
        this.labels = labels;
        this.manifest = manifest;
    }

    /**
     * Saves a run. Returns the stored hash if it differs from the run's, in which case nothing is saved; else empty.
     */
    String save(Run run, RunLabel label) throws SQLException {
        try (PreparedStatement find =
                connection.get().prepareStatement("SELECT key, outcome, hash, checksum FROM run WHERE id = ?")) {
            find.setString(1, run.id());
            try (ResultSet there = find.executeQuery()) {
                if (!there.next()) {
                    insert(run);
                } else if (Outcome.FAILED.name().equals(there.getString(2))) {
                    deleteRows(there.getLong(1));
                    manifest.remove(run.id(), StoredRow.nullableLong(there, 4));
                    insert(run);
                } else if (run.outcome() != Outcome.FAILED && !run.hash().equals(there.getString(3))) {
                    return there.getString(3);
                }
            }
        }
        labels.add(label);
        return "";
    }

    private void deleteRows(long run) throws SQLException {
        for (String table : List.of("provenance", "measurement", "prediction")) {
            try (PreparedStatement delete =
                    connection.get().prepareStatement("DELETE FROM " + table + " WHERE run = ?")) {
                delete.setLong(1, run);
                delete.executeUpdate();
            }
        }
    }

    private void insert(Run run) throws SQLException {
        Cost cost = run.cost();
        Optional<EncodedPredictions> predictions = Optional.empty();
        if (run.predictions().isPresent()) {
            predictions = Optional.of(insertAnswers(run.predictions().get()));
        }
        StoredRow row = StoredRow.of(
                run, predictions.isPresent() ? OptionalLong.of(predictions.get().checksum()) : OptionalLong.empty());
        try (PreparedStatement insert = connection.get().prepareStatement(INSERT)) {
            insert.setString(1, run.id());
            insert.setLong(2, keys.ofText(run.suite()));
            insert.setLong(3, keys.ofText(run.cell()));
            insert.setLong(4, run.seed());
            insert.setLong(5, keys.ofText(run.spec()));
            insert.setString(6, run.outcome().storedName());
            insert.setString(7, run.reason());
            insert.setString(8, run.hash());
            insert.setLong(9, cost.steps());
            insert.setLong(10, cost.examples());
            setDouble(insert, 11, cost.seconds());
            insert.setLong(12, cost.multiplyAdds());
            insert.setLong(13, cost.stateBytes());
            setLong(insert, 14, run.endedMillis());
            setLong(insert, 15, row.checksums().content());
            setLong(insert, 16, row.checksums().predictions());
            setLong(insert, 17, row.checksums().row());
            insert.executeUpdate();
        }
        manifest.add(run.id(), row.checksums().row());
        long key = keys.find("SELECT key FROM run WHERE id = ?", run.id());
        insertProvenance(key, run.provenance());
        insertMeasurements(key, run.measurements());
        if (predictions.isPresent()) {
            insertPredictions(key, predictions.get());
        }
    }

    /** Adds checksums to a run that has none, which vouch for what is stored now. */
    void addChecksums(Run run, OptionalLong predictions) throws SQLException {
        StoredRow.Checksums checksums = StoredRow.of(run, predictions).checksums();
        try (PreparedStatement update = connection
                .get()
                .prepareStatement("UPDATE run SET content_checksum = ?, predictions_checksum = ?, checksum = ?"
                        + " WHERE id = ?")) {
            setLong(update, 1, checksums.content());
            setLong(update, 2, checksums.predictions());
            setLong(update, 3, checksums.row());
            update.setString(4, run.id());
            update.executeUpdate();
        }
    }

    /** Stores the true classes, unless they are already there; returns the predictions as they are to be stored. */
    private EncodedPredictions insertAnswers(Predictions p) throws SQLException {
        EncodedPredictions encoded = EncodedPredictions.of(p);
        try (PreparedStatement insert = connection
                        .get()
                        .prepareStatement("INSERT INTO answers (examples, count, classes) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO NOTHING");
                PreparedStatement select =
                        connection.get().prepareStatement("SELECT count, classes FROM answers WHERE examples = ?")) {
            insert.setString(1, encoded.testSetHash());
            insert.setInt(2, encoded.count());
            insert.setBytes(3, encoded.trueClasses());
            insert.executeUpdate();
            select.setString(1, encoded.testSetHash());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return encoded.withStoredClasses(row.getInt(1), row.getBytes(2));
            }
        }
    }

    private void insertPredictions(long run, EncodedPredictions p) throws SQLException {
        try (PreparedStatement insert =
                connection.get().prepareStatement("INSERT INTO prediction (run, answers, said) VALUES (?, ?, ?)")) {
            insert.setLong(1, run);
            insert.setLong(2, keys.find("SELECT key FROM answers WHERE examples = ?", p.testSetHash()));
            insert.setBytes(3, p.predictedClasses());
            insert.executeUpdate();
        }
    }

    private void insertProvenance(long run, Map<String, String> provenance) throws SQLException {
        try (PreparedStatement insert =
                connection.get().prepareStatement("INSERT INTO provenance (run, name, value) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, String> e : provenance.entrySet()) {
                if (e.getKey().equals(Run.ENDED)) {
                    continue; // a column of its own, because it is never the same for two runs
                }
                insert.setLong(1, run);
                insert.setLong(2, keys.ofText(e.getKey()));
                insert.setLong(3, keys.ofText(e.getValue()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void insertMeasurements(long run, List<Measurement> measurements) throws SQLException {
        Map<List<String>, Long> series = new HashMap<>();
        try (PreparedStatement insert = connection
                .get()
                .prepareStatement("INSERT INTO measurement (run, ordinal, series, step, epoch, value)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            int ordinal = 0;
            for (Measurement m : measurements) {
                List<String> names = List.of(m.phase(), m.metric());
                Long key = series.get(names);
                if (key == null) {
                    key = keys.insertAndGet(
                            "INSERT INTO series (phase, metric) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            "SELECT key FROM series WHERE phase = ? AND metric = ?",
                            m.phase(),
                            m.metric());
                    series.put(names, key);
                }
                insert.setLong(1, run);
                insert.setInt(2, ordinal++);
                insert.setLong(3, key);
                insert.setLong(4, m.step());
                setDouble(insert, 5, m.epoch());
                setDouble(insert, 6, m.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Writes NaN as NULL, which SQLite would do by itself. */
    private static void setDouble(PreparedStatement statement, int index, double value) throws SQLException {
        if (Double.isNaN(value)) {
            statement.setNull(index, Types.REAL);
        } else {
            statement.setDouble(index, value);
        }
    }

    private static void setLong(PreparedStatement statement, int index, OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.getAsLong());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
