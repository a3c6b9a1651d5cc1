package dev.engram.engine.store.sql;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes runs. All methods must be called in a transaction. */
final class StoredRunWriter {
    private static final String INSERT = """
        INSERT INTO run (id, suite, cell, seed, spec, outcome, reason, hash, steps, examples, seconds, multiply_adds,
          state_bytes, ended, content_checksum, predictions_checksum, weights_checksum, checksum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          suite = excluded.suite, cell = excluded.cell, seed = excluded.seed, spec = excluded.spec,
          outcome = excluded.outcome, reason = excluded.reason, hash = excluded.hash, steps = excluded.steps,
          examples = excluded.examples, seconds = excluded.seconds, multiply_adds = excluded.multiply_adds,
          state_bytes = excluded.state_bytes, ended = excluded.ended, content_checksum = excluded.content_checksum,
          predictions_checksum = excluded.predictions_checksum, weights_checksum = excluded.weights_checksum,
          checksum = excluded.checksum\
        """;

    private static final String PROVENANCE = "INSERT INTO provenance (run, name, value) VALUES (?, ?, ?)";
    private static final String COPIED_PROVENANCE =
            "INSERT INTO provenance (run, name, value) SELECT ?, name, value FROM provenance WHERE run = ?";
    private static final String MEASUREMENT =
            "INSERT INTO measurement (run, ordinal, series, step, epoch, value) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String PREDICTION = "INSERT INTO prediction (run, answers, said) VALUES (?, ?, ?)";

    private final Statements statements;
    private final Manifest manifest;
    private final Keys keys;
    private final StoredWeights weightStore;

    StoredRunWriter(Statements statements, Manifest manifest, Keys keys, StoredWeights weightStore) {
        this.statements = statements;
        this.weightStore = weightStore;
        this.keys = keys;
        this.manifest = manifest;
    }

    /** What the store has under the id of a run. */
    private record Stored(long key, String outcome, String hash, OptionalLong checksum) {}

    /** A run that is new, as it is stored. */
    private record NewRun(Run run, StoredRow row, Optional<EncodedPredictions> predictions) {}

    /**
     * Saves runs. A run that is already done is left as it is.
     *
     * @param runs runs with different ids
     * @param checksums false for runs that an earlier version stored without checksums, and that get none here
     * @return the stored hash of each run that has another one, by id; such a run is not saved
     */
    Map<String, String> save(Collection<Run> runs, boolean checksums) throws SQLException {
        Map<String, Stored> there = stored(runs.stream().map(Run::id).toList());
        Map<String, String> conflicts = new TreeMap<>();
        List<NewRun> added = new ArrayList<>();
        StoredAnswers answers = new StoredAnswers(statements);
        for (Run run : runs) {
            Stored stored = there.get(run.id());
            if (stored == null) {
                added.add(prepare(run, answers, checksums));
            } else if (stored.outcome().equals(Outcome.FAILED.name())) {
                deleteRows(stored.key());
                manifest.remove(run.id(), stored.checksum());
                added.add(prepare(run, answers, checksums));
            } else if (run.outcome() != Outcome.FAILED && !run.hash().equals(stored.hash())) {
                conflicts.put(run.id(), stored.hash());
            }
        }
        insert(added, answers);
        return conflicts;
    }

    private Map<String, Stored> stored(List<String> ids) throws SQLException {
        Map<String, Stored> there = new HashMap<>();
        statements.forList(
                "SELECT id, key, outcome, hash, checksum FROM run WHERE id IN (%s)",
                ids, select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            there.put(
                                    rows.getString(1),
                                    new Stored(
                                            rows.getLong(2),
                                            StoredRow.text(rows, 3),
                                            StoredRow.text(rows, 4),
                                            StoredRow.nullableLong(rows, 5)));
                        }
                    }
                });
        return there;
    }

    private void deleteRows(long run) throws SQLException {
        for (String table : List.of("provenance", "measurement", "prediction", "weights")) {
            PreparedStatement delete = statements.get("DELETE FROM " + table + " WHERE run = ?");
            delete.setLong(1, run);
            delete.executeUpdate();
        }
    }

    private NewRun prepare(Run run, StoredAnswers answers, boolean checksums) throws SQLException {
        Optional<EncodedPredictions> predictions = Optional.empty();
        if (run.predictions().isPresent()) {
            predictions = Optional.of(answers.encode(run.predictions().get()));
        }
        OptionalLong checksum =
                predictions.isPresent() ? OptionalLong.of(predictions.get().checksum()) : OptionalLong.empty();
        OptionalLong weights = StoredWeights.checksum(run.result().artifacts().weights());
        return new NewRun(
                run, checksums ? StoredRow.of(run, checksum, weights) : StoredRow.withoutChecksums(run), predictions);
    }

    private void insert(List<NewRun> added, StoredAnswers answers) throws SQLException {
        List<SameProvenance> groups = SameProvenance.groups(added);
        Set<String> texts = new LinkedHashSet<>();
        for (NewRun n : added) {
            texts.add(n.run().suite());
            texts.add(n.run().cell());
            texts.add(n.run().spec());
        }
        groups.forEach(g -> {
            texts.addAll(g.provenance().keySet());
            texts.addAll(g.provenance().values());
        });
        keys.addTexts(texts);
        PreparedStatement insert = statements.get(INSERT);
        for (NewRun n : added) {
            insertRow(insert, n.run(), n.row());
        }
        insert.executeBatch();
        Map<String, Long> runs =
                keys.ofRuns(added.stream().map(n -> n.run().id()).toList());
        insertProvenance(groups, runs);
        for (NewRun n : added) {
            long key = runs.get(n.run().id());
            insertMeasurements(key, n.run().measurements());
            if (n.predictions().isPresent()) {
                insertPredictions(key, n.predictions().get(), answers);
            }
            weightStore.insert(key, n.run().result().artifacts().weights());
            manifest.add(n.run().id(), n.row().checksums().row());
        }
        statements.get(MEASUREMENT).executeBatch();
        statements.get(PREDICTION).executeBatch();
    }

    private void insertRow(PreparedStatement insert, Run run, StoredRow row) throws SQLException {
        Cost cost = run.cost();
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
        setLong(insert, 17, row.checksums().weights());
        setLong(insert, 18, row.checksums().row());
        insert.addBatch();
    }

    /** Adds checksums to a run that has none, which vouch for what is stored now. */
    void addChecksums(Run run, OptionalLong predictions) throws SQLException {
        StoredRow.Checksums checksums =
                StoredRow.of(run, predictions, OptionalLong.empty()).checksums();
        PreparedStatement update = statements.get(
                "UPDATE run SET content_checksum = ?, predictions_checksum = ?, checksum = ?" + " WHERE id = ?");
        setLong(update, 1, checksums.content());
        setLong(update, 2, checksums.predictions());
        setLong(update, 3, checksums.row());
        update.setString(4, run.id());
        update.executeUpdate();
    }

    private void insertPredictions(long run, EncodedPredictions p, StoredAnswers answers) throws SQLException {
        PreparedStatement insert = statements.get(PREDICTION);
        insert.setLong(1, run);
        insert.setLong(2, answers.key(p));
        insert.setBytes(3, p.predictedClasses());
        insert.addBatch();
    }

    /** Runs with one provenance, apart from the time at which they ended, which is a column of its own. */
    private record SameProvenance(SortedMap<String, String> provenance, List<NewRun> runs) {
        /** Groups runs. Most that are saved together have the same provenance. */
        static List<SameProvenance> groups(List<NewRun> added) {
            List<SameProvenance> groups = new ArrayList<>();
            for (NewRun n : added) {
                SameProvenance group = null;
                for (int i = 0; i < groups.size() && group == null; i++) {
                    group = groups.get(i).fits(n) ? groups.get(i) : null;
                }
                if (group == null) {
                    SortedMap<String, String> provenance = new TreeMap<>(n.run().provenance());
                    provenance.remove(Run.ENDED);
                    group = new SameProvenance(provenance, new ArrayList<>());
                    groups.add(group);
                }
                group.runs().add(n);
            }
            return groups;
        }

        /** Compares the entries in their order. */
        private boolean fits(NewRun n) {
            Iterator<Map.Entry<String, String>> mine = provenance.entrySet().iterator();
            for (Map.Entry<String, String> e : n.run().provenance().entrySet()) {
                if (!e.getKey().equals(Run.ENDED)
                        && !(mine.hasNext() && mine.next().equals(e))) {
                    return false;
                }
            }
            return !mine.hasNext();
        }
    }

    /** Inserts the provenance of one run of each group, which the database then copies by itself. */
    private void insertProvenance(List<SameProvenance> groups, Map<String, Long> runs) throws SQLException {
        PreparedStatement insert = statements.get(PROVENANCE);
        PreparedStatement copy = statements.get(COPIED_PROVENANCE);
        for (SameProvenance group : groups) {
            long first = runs.get(group.runs().get(0).run().id());
            for (Map.Entry<String, String> e : group.provenance().entrySet()) {
                insert.setLong(1, first);
                insert.setLong(2, keys.ofText(e.getKey()));
                insert.setLong(3, keys.ofText(e.getValue()));
                insert.addBatch();
            }
            for (NewRun n : group.runs().subList(1, group.runs().size())) {
                copy.setLong(1, runs.get(n.run().id()));
                copy.setLong(2, first);
                copy.addBatch();
            }
        }
        insert.executeBatch();
        copy.executeBatch();
    }

    private void insertMeasurements(long run, List<Measurement> measurements) throws SQLException {
        PreparedStatement insert = statements.get(MEASUREMENT);
        int ordinal = 0;
        for (Measurement m : measurements) {
            insert.setLong(1, run);
            insert.setInt(2, ordinal++);
            insert.setLong(3, keys.ofSeries(m.phase(), m.metric()));
            insert.setLong(4, m.step());
            setDouble(insert, 5, m.epoch());
            setDouble(insert, 6, m.value());
            insert.addBatch();
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
