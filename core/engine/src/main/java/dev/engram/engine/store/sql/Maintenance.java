package dev.engram.engine.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checkpoints and deletion in plain SQL. All methods must be called in a transaction. */
final class Maintenance {
    /** The tables with rows of a run. */
    private static final List<String> OF_RUNS =
            List.of("label", "placement", "provenance", "measurement", "prediction", "weights");

    /** Deletes jobs that are over, and then what belongs to no job. */
    private static final List<String> OF_JOBS = List.of(
            "DELETE FROM queued_cell WHERE key NOT IN (SELECT cell FROM queued)",
            "DELETE FROM job WHERE key NOT IN (SELECT job FROM queued UNION SELECT job FROM launch)",
            "DELETE FROM worker WHERE holder NOT IN (SELECT holder FROM claim)",
            "DELETE FROM stored_file WHERE NOT EXISTS (SELECT 1 FROM job)",
            "DELETE FROM file_part WHERE NOT EXISTS (SELECT 1 FROM job)");

    private final Statements statements;
    private final Manifest manifest;

    Maintenance(Statements statements, Manifest manifest) {
        this.statements = statements;
        this.manifest = manifest;
    }

    void saveCheckpoint(String id, byte[] state) throws SQLException {
        PreparedStatement put = statements.get("INSERT INTO checkpoint (run, state) VALUES (?, ?)"
                + " ON CONFLICT (run) DO UPDATE SET state = excluded.state");
        put.setString(1, id);
        put.setBytes(2, state);
        put.executeUpdate();
    }

    /** Returns the runs that have a checkpoint. */
    Set<String> withCheckpoint(Collection<String> ids) throws SQLException {
        Set<String> found = new HashSet<>();
        statements.forList(
                "SELECT run FROM checkpoint WHERE run IN (%s)",
                ids, select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                    }
                });
        return found;
    }

    /** Returns the checkpoints of runs that have one. */
    Map<String, byte[]> checkpoints(Collection<String> ids) throws SQLException {
        Map<String, byte[]> found = new HashMap<>();
        statements.forList(
                "SELECT run, state FROM checkpoint WHERE run IN (%s)",
                ids, select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            found.put(rows.getString(1), rows.getBytes(2));
                        }
                    }
                });
        return found;
    }

    void deleteCheckpoints(Collection<String> ids) throws SQLException {
        statements.forList("DELETE FROM checkpoint WHERE run IN (%s)", ids, PreparedStatement::executeUpdate);
    }

    /** Deletes the rows of runs that are no longer there, for example because another program deleted them. */
    void deleteOrphans() throws SQLException {
        for (String table : OF_RUNS) {
            statements.update("DELETE FROM " + table + " WHERE run NOT IN (SELECT key FROM run)");
        }
    }

    void delete(String id) throws SQLException {
        PreparedStatement find = statements.get("SELECT checksum FROM run WHERE id = ?");
        find.setString(1, id);
        try (ResultSet there = find.executeQuery()) {
            if (there.next()) {
                manifest.remove(id, StoredRow.nullableLong(there, 1));
            }
        }
        for (String table : OF_RUNS) {
            statements.update("DELETE FROM " + table + " WHERE run IN (SELECT key FROM run WHERE id = ?)", id);
        }
        statements.update("DELETE FROM run WHERE id = ?", id);
        deleteCheckpoints(List.of(id));
    }

    /** Deletes what nothing refers to; returns the number of deleted checkpoints. */
    int deleteUnreferenced() throws SQLException {
        for (String sql : OF_JOBS) {
            statements.update(sql);
        }
        statements.update("DELETE FROM plan WHERE key NOT IN (SELECT plan FROM placement UNION SELECT plan FROM job)");
        statements.update(
                "DELETE FROM text WHERE key NOT IN (SELECT suite FROM label UNION SELECT cell FROM label UNION"
                        + " SELECT suite FROM plan UNION SELECT overrides FROM plan UNION SELECT cell FROM placement"
                        + " UNION SELECT axes FROM placement UNION"
                        + " SELECT suite FROM run UNION SELECT cell FROM run UNION SELECT spec FROM run UNION"
                        + " SELECT name FROM provenance UNION SELECT value FROM provenance)");
        statements.update("DELETE FROM answers WHERE key NOT IN (SELECT answers FROM prediction)");
        return statements.update("DELETE FROM checkpoint WHERE run NOT IN (SELECT run FROM claim)");
    }
}
