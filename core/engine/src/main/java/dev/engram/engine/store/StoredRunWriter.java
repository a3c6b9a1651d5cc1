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

/** Writes runs. All methods must be called in a transaction. */
final class StoredRunWriter {
    private static final String INSERT = """
        INSERT INTO run (id, suite, cell, seed, spec, outcome, reason, hash, steps, examples, seconds, multiply_adds,
          state_bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          suite = excluded.suite, cell = excluded.cell, seed = excluded.seed, spec = excluded.spec,
          outcome = excluded.outcome, reason = excluded.reason, hash = excluded.hash, steps = excluded.steps,
          examples = excluded.examples, seconds = excluded.seconds, multiply_adds = excluded.multiply_adds,
          state_bytes = excluded.state_bytes\
        """;

    private final Connection connection;

    StoredRunWriter(Connection connection) {
        this.connection = connection;
    }

    /**
     * Saves a run. Returns the stored hash if it differs from the run's, in which case nothing is saved; else empty.
     */
    String save(Run run) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT key, outcome, hash FROM run WHERE id = ?")) {
            find.setString(1, run.id());
            try (ResultSet there = find.executeQuery()) {
                if (!there.next()) {
                    insert(run);
                } else if (Outcome.valueOf(there.getString(2)) == Outcome.FAILED) {
                    deleteRows(there.getLong(1));
                    insert(run);
                } else if (run.outcome() != Outcome.FAILED && !run.hash().equals(there.getString(3))) {
                    return there.getString(3);
                }
            }
        }
        label(new RunLabel(run.suite(), run.cell(), run.id()));
        return "";
    }

    /** Adds a label; returns false if the run is not stored. */
    boolean label(RunLabel label) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT key FROM run WHERE id = ?");
                PreparedStatement add = connection.prepareStatement(
                        "INSERT INTO label (suite, cell, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            find.setString(1, label.id());
            try (ResultSet there = find.executeQuery()) {
                if (!there.next()) {
                    return false;
                }
                add.setLong(1, textKey(label.suite()));
                add.setLong(2, textKey(label.cell()));
                add.setLong(3, there.getLong(1));
            }
            add.executeUpdate();
            return true;
        }
    }

    private void deleteRows(long run) throws SQLException {
        for (String table : List.of("provenance", "measurement", "prediction")) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE run = ?")) {
                delete.setLong(1, run);
                delete.executeUpdate();
            }
        }
    }

    private void insert(Run run) throws SQLException {
        Cost cost = run.cost();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, run.id());
            insert.setLong(2, textKey(run.suite()));
            insert.setLong(3, textKey(run.cell()));
            insert.setLong(4, run.seed());
            insert.setLong(5, textKey(run.spec()));
            insert.setString(6, run.outcome().storedName());
            insert.setString(7, run.reason());
            insert.setString(8, run.hash());
            insert.setLong(9, cost.steps());
            insert.setLong(10, cost.examples());
            setDouble(insert, 11, cost.seconds());
            insert.setLong(12, cost.multiplyAdds());
            insert.setLong(13, cost.stateBytes());
            insert.executeUpdate();
        }
        long key = key("SELECT key FROM run WHERE id = ?", run.id());
        insertProvenance(key, run.provenance());
        insertMeasurements(key, run.measurements());
        if (run.predictions().isPresent()) {
            insertPredictions(key, run.predictions().get());
        }
    }

    private void insertPredictions(long run, Predictions p) throws SQLException {
        try (PreparedStatement answers = connection.prepareStatement(
                        "INSERT INTO answers (examples, count, classes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
                PreparedStatement predictions =
                        connection.prepareStatement("INSERT INTO prediction (run, answers, said) VALUES (?, ?, ?)")) {
            answers.setString(1, p.testSetHash());
            answers.setInt(2, p.count());
            answers.setBytes(3, PredictionCodec.encode(p.trueClasses()));
            answers.executeUpdate();
            predictions.setLong(1, run);
            predictions.setLong(2, key("SELECT key FROM answers WHERE examples = ?", p.testSetHash()));
            predictions.setBytes(3, PredictionCodec.encode(p.predictedClasses(), p.trueClasses()));
            predictions.executeUpdate();
        }
    }

    private void insertProvenance(long run, Map<String, String> provenance) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO provenance (run, name, value) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, String> e : provenance.entrySet()) {
                insert.setLong(1, run);
                insert.setLong(2, textKey(e.getKey()));
                insert.setLong(3, textKey(e.getValue()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void insertMeasurements(long run, List<Measurement> measurements) throws SQLException {
        Map<List<String>, Long> series = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO measurement (run, ordinal, series, step, epoch, value) VALUES (?, ?, ?, ?, ?, ?)")) {
            int ordinal = 0;
            for (Measurement m : measurements) {
                List<String> names = List.of(m.phase(), m.metric());
                Long key = series.get(names);
                if (key == null) {
                    key = insertAndGetKey(
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

    private long textKey(String value) throws SQLException {
        return insertAndGetKey(
                "INSERT INTO text (value) VALUES (?) ON CONFLICT DO NOTHING",
                "SELECT key FROM text WHERE value = ?",
                value);
    }

    private long insertAndGetKey(String insertSql, String selectSql, String... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(insertSql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setString(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
        return key(selectSql, values);
    }

    private long key(String sql, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
