package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checkpoints and deletion in plain SQL. All methods must be called in a transaction. */
final class Maintenance {
    /** The tables with rows of a run. */
    private static final List<String> OF_RUNS =
            List.of("label", "placement", "provenance", "measurement", "prediction");

    private final Supplier<Connection> connection;
    private final Manifest manifest;

    Maintenance(Supplier<Connection> connection, Manifest manifest) {
        this.connection = connection;
        this.manifest = manifest;
    }

    void saveCheckpoint(String id, byte[] state) throws SQLException {
        try (PreparedStatement put = connection
                .get()
                .prepareStatement("INSERT INTO checkpoint (run, state) VALUES (?, ?)"
                        + " ON CONFLICT (run) DO UPDATE SET state = excluded.state")) {
            put.setString(1, id);
            put.setBytes(2, state);
            put.executeUpdate();
        }
    }

    Optional<byte[]> checkpoint(String id) throws SQLException {
        try (PreparedStatement find = connection.get().prepareStatement("SELECT state FROM checkpoint WHERE run = ?")) {
            find.setString(1, id);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    void deleteCheckpoint(String id) throws SQLException {
        update("DELETE FROM checkpoint WHERE run = ?", id);
    }

    /** Deletes the rows of runs that are no longer there, for example because another program deleted them. */
    void deleteOrphans() throws SQLException {
        for (String table : OF_RUNS) {
            update("DELETE FROM " + table + " WHERE run NOT IN (SELECT key FROM run)");
        }
    }

    void delete(String id) throws SQLException {
        try (PreparedStatement find = connection.get().prepareStatement("SELECT checksum FROM run WHERE id = ?")) {
            find.setString(1, id);
            try (ResultSet there = find.executeQuery()) {
                if (there.next()) {
                    manifest.remove(id, StoredRow.nullableLong(there, 1));
                }
            }
        }
        for (String table : OF_RUNS) {
            update("DELETE FROM " + table + " WHERE run IN (SELECT key FROM run WHERE id = ?)", id);
        }
        update("DELETE FROM run WHERE id = ?", id);
        deleteCheckpoint(id);
    }

    /** Deletes what nothing refers to; returns the number of deleted checkpoints. */
    int deleteUnreferenced() throws SQLException {
        for (String sql : SqlJobQueue.CLEANUP) {
            update(sql);
        }
        update("DELETE FROM plan WHERE key NOT IN (SELECT plan FROM placement UNION SELECT plan FROM job)");
        update("DELETE FROM text WHERE key NOT IN (SELECT suite FROM label UNION SELECT cell FROM label UNION"
                + " SELECT suite FROM plan UNION SELECT overrides FROM plan UNION SELECT cell FROM placement UNION"
                + " SELECT axes FROM placement UNION"
                + " SELECT suite FROM run UNION SELECT cell FROM run UNION SELECT spec FROM run UNION"
                + " SELECT name FROM provenance UNION SELECT value FROM provenance)");
        update("DELETE FROM answers WHERE key NOT IN (SELECT answers FROM prediction)");
        return update("DELETE FROM checkpoint WHERE run NOT IN (SELECT run FROM claim)");
    }

    private int update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.get().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
