package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checkpoints, deletion and integrity checks in plain SQL. All methods must be called in a transaction. */
final class Maintenance {
    private final Connection connection;

    Maintenance(Connection connection) {
        this.connection = connection;
    }

    void saveCheckpoint(String id, byte[] state) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO checkpoint (run, state) VALUES (?, ?)"
                + " ON CONFLICT (run) DO UPDATE SET state = excluded.state")) {
            put.setString(1, id);
            put.setBytes(2, state);
            put.executeUpdate();
        }
    }

    Optional<byte[]> checkpoint(String id) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT state FROM checkpoint WHERE run = ?")) {
            find.setString(1, id);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    void deleteCheckpoint(String id) throws SQLException {
        update("DELETE FROM checkpoint WHERE run = ?", id);
    }

    void delete(String id) throws SQLException {
        for (String table : List.of("label", "provenance", "measurement", "prediction")) {
            update("DELETE FROM " + table + " WHERE run IN (SELECT key FROM run WHERE id = ?)", id);
        }
        update("DELETE FROM run WHERE id = ?", id);
        deleteCheckpoint(id);
    }

    /** Deletes texts, answers and checkpoints that nothing refers to; returns the number of deleted checkpoints. */
    int deleteUnreferenced() throws SQLException {
        update("DELETE FROM text WHERE key NOT IN (SELECT suite FROM label UNION SELECT cell FROM label UNION"
                + " SELECT suite FROM run UNION SELECT cell FROM run UNION SELECT spec FROM run UNION"
                + " SELECT name FROM provenance UNION SELECT value FROM provenance)");
        update("DELETE FROM answers WHERE key NOT IN (SELECT answers FROM prediction)");
        return update("DELETE FROM checkpoint WHERE run NOT IN (SELECT run FROM claim)");
    }

    List<String> integrityErrors() throws SQLException {
        List<String> faults = new ArrayList<>();
        find(
                "SELECT r.id FROM run r JOIN measurement m ON m.run = r.key GROUP BY r.id"
                        + " HAVING count(*) <> max(m.ordinal) + 1 ORDER BY r.id",
                "run %s is missing some of its measurements",
                faults);
        find(
                "SELECT id FROM run WHERE key NOT IN (SELECT run FROM label) ORDER BY id",
                "run %s belongs to no suite",
                faults);
        find("SELECT id FROM run WHERE outcome <> 'FAILED' AND hash = '' ORDER BY id", "run %s has no hash", faults);
        return faults;
    }

    private void find(String sql, String message, List<String> faults) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                faults.add(message.formatted(rows.getString(1)));
            }
        }
    }

    private int update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
