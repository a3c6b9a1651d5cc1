package dev.engram.engine.store.sql;

import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks of the whole store, and checksums for runs that have none. All methods must be called in a transaction. */
final class Integrity {
    private final Database database;
    private final StoredRunReader reader;
    private final StoredWeights weights;
    private final StoredRunWriter writer;
    private final Manifest manifest;

    Integrity(
            Database database,
            StoredRunReader reader,
            StoredWeights weights,
            StoredRunWriter writer,
            Manifest manifest) {
        this.database = database;
        this.reader = reader;
        this.weights = weights;
        this.writer = writer;
        this.manifest = manifest;
    }

    /** A part of the check, which may end in an error that is itself a fault. */
    private interface Part {
        void run() throws SQLException;
    }

    Store.Check check() throws SQLException {
        Set<String> faults = new LinkedHashSet<>();
        List<Run> runs = new ArrayList<>();
        int[] withoutChecksum = new int[1];
        attempt(faults, () -> faults.addAll(database.integrityErrors()));
        attempt(faults, manifest::ids);
        attempt(faults, () -> {
            List<String> ids = ids();
            Map<String, Run> intact =
                    new TreeMap<>(reader.runs(ids, (id, damage) -> faults.add("run " + id + " " + damage)));
            intact.values().stream().map(StoredRunReader::judged).forEach(runs::add);
            reader.predictions(
                    ids, (id, p) -> {}, (id, damage) -> faults.add("the predictions of run " + id + " " + damage));
            weights.check(ids, (id, damage) -> faults.add("the weights of run " + id + " " + damage));
            Set<String> unchecked = unchecked();
            unchecked.retainAll(intact.keySet());
            withoutChecksum[0] = unchecked.size();
        });
        attempt(faults, () -> faults.addAll(inconsistencies()));
        return new Store.Check(List.copyOf(faults), runs, withoutChecksum[0]);
    }

    /** Runs a part of the check. After an error of the database, the other parts can still be run. */
    private void attempt(Collection<String> faults, Part part) throws SQLException {
        execute("SAVEPOINT part");
        try {
            part.run();
        } catch (SQLException e) {
            if (database.isConnectionLost(e)) {
                throw e;
            }
            faults.add(database.translate(e).getMessage());
            execute("ROLLBACK TO SAVEPOINT part");
        } catch (DamageException e) {
            faults.add(e.getMessage());
        }
        execute("RELEASE SAVEPOINT part");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the ids of runs that are not what was written, sorted. */
    Set<String> damaged() throws SQLException {
        Set<String> damaged = new TreeSet<>();
        List<String> ids = ids();
        reader.runs(ids, (id, damage) -> damaged.add(id));
        reader.predictions(ids, (id, p) -> {}, (id, damage) -> damaged.add(id));
        weights.check(ids, (id, damage) -> damaged.add(id));
        return damaged;
    }

    /** Makes the runs that can be found the list of stored runs. */
    void acceptRuns() throws SQLException {
        manifest.rebuild();
    }

    /** Returns the number of runs that got a checksum. */
    int addChecksums() throws SQLException {
        manifest.rebuild();
        List<String> ids = ids();
        Map<String, Run> runs = reader.runs(ids, (id, damage) -> {
            throw new DamageException("run " + id + " " + damage);
        });
        reader.predictions(ids, (id, p) -> {}, (id, damage) -> {
            throw new DamageException("the predictions of run " + id + " " + damage);
        });
        Map<String, EncodedPredictions> predictions = new HashMap<>(reader.encodedPredictions(ids));
        Set<String> unchecked = unchecked();
        for (String id : unchecked) {
            EncodedPredictions p = predictions.get(id);
            writer.addChecksums(runs.get(id), p == null ? OptionalLong.empty() : OptionalLong.of(p.checksum()));
        }
        manifest.rebuild();
        return unchecked.size();
    }

    private List<String> ids() throws SQLException {
        return strings("SELECT id FROM run ORDER BY key", "%s");
    }

    private Set<String> unchecked() throws SQLException {
        return new LinkedHashSet<>(strings("SELECT id FROM run WHERE checksum IS NULL ORDER BY key", "%s"));
    }

    private List<String> inconsistencies() throws SQLException {
        List<String> faults = new ArrayList<>();
        faults.addAll(strings(
                "SELECT r.id FROM run r JOIN measurement m ON m.run = r.key GROUP BY r.id"
                        + " HAVING count(*) <> max(m.ordinal) + 1 ORDER BY r.id",
                "run %s is missing some of its measurements"));
        faults.addAll(strings(
                "SELECT id FROM run WHERE key NOT IN (SELECT run FROM label) ORDER BY id",
                "run %s belongs to no suite"));
        faults.addAll(strings(
                "SELECT id FROM run WHERE outcome <> 'FAILED' AND hash = '' AND id NOT LIKE '" + Run.IMPORTED
                        + "%' ORDER BY id",
                "run %s has no hash"));
        return faults;
    }

    /** Returns the first column of a query, as part of a text. */
    private List<String> strings(String sql, String text) throws SQLException {
        Connection connection = database.connection();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(text.formatted(StoredRow.text(rows, 1)));
            }
            return all;
        }
    }
}
