package dev.engram.engine.store.sql;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Reads runs, and checks that they are what was written. All methods must be called in a transaction, so that all
 * queries see the same state. They throw {@link DamageException} if a run cannot be read, or is not what its checksum
 * says.
 */
final class StoredRunReader {
    private static final int ROW_COLUMNS = StoredRow.COLUMNS.split(",").length;
    private static final String ROWS = "SELECT " + StoredRow.COLUMNS + " FROM run WHERE id IN (%s)";
    private static final String RUNS =
            "SELECT " + StoredRow.COLUMNS + ", key, suite, cell, spec, ended FROM run WHERE id IN (%s)";
    private static final String PROVENANCE = """
        SELECT p.run, p.name, p.value FROM provenance p JOIN run r ON r.key = p.run WHERE r.id IN (%s)\
        """;
    private static final String MEASUREMENTS = """
        SELECT m.run, m.series, m.step, m.epoch, m.value FROM run r CROSS JOIN measurement m
        WHERE m.run = r.key AND r.id IN (%s) ORDER BY r.key, m.ordinal\
        """;
    private static final String PREDICTIONS = """
        SELECT r.id, a.examples, a.count, a.classes, p.said FROM run r JOIN prediction p ON p.run = r.key
          JOIN answers a ON a.key = p.answers WHERE r.id IN (%s) ORDER BY r.id\
        """;

    private final Statements statements;
    private final Manifest manifest;

    StoredRunReader(Statements statements, Manifest manifest) {
        this.statements = statements;
        this.manifest = manifest;
    }

    /** Returns the runs that are done; much faster than {@link #done} while other processes store runs. */
    Set<String> doneNow(Collection<String> ids) throws SQLException {
        Set<String> done = new HashSet<>();
        rows(ids).forEach((id, row) -> {
            if (!row.outcome().equals(Outcome.FAILED.name())) {
                done.add(id);
            }
        });
        return done;
    }

    Set<String> done(Collection<String> ids) throws SQLException {
        return Collections.unmodifiableSet(new LinkedHashSet<>(costs(ids).keySet()));
    }

    Map<String, Cost> costs(Collection<String> ids) throws SQLException {
        Map<String, StoredRow> rows = rows(ids);
        requireAll(ids, rows.keySet());
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (String id : ids) {
            StoredRow row = rows.get(id);
            if (row != null && !row.outcome().equals(Outcome.FAILED.name())) {
                costs.put(id, row.cost());
            }
        }
        return Collections.unmodifiableMap(costs);
    }

    /** Returns the ids that start with a prefix, sorted. */
    List<String> ids(String prefix) throws SQLException {
        return manifest.ids().stream()
                .filter(id -> id.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** Returns runs as they are stored, by id. */
    Map<String, Run> storedRuns(Collection<String> ids) throws SQLException {
        Map<String, Run> runs = runs(ids, (id, damage) -> {
            throw new DamageException("run " + id + " " + damage);
        });
        requireAll(ids, runs.keySet());
        return runs;
    }

    List<Run> runs(Collection<String> ids) throws SQLException {
        Map<String, Run> runs = storedRuns(ids);
        return ids.stream()
                .filter(runs::containsKey)
                .map(id -> judged(runs.get(id)))
                .toList();
    }

    /** Returns a run as it is shown; runs of earlier versions may turn out to have exploded. */
    static Run judged(Run stored) {
        return stored.withResult(Explosion.ofStored(stored.result()));
    }

    /** Throws an exception if a stored run was not found, for example because an index is damaged. */
    private void requireAll(Collection<String> ids, Set<String> found) throws SQLException {
        Set<String> stored = manifest.ids();
        for (String id : ids) {
            if (stored.contains(id) && !found.contains(id)) {
                throw new DamageException("run " + id + " is stored, but cannot be found");
            }
        }
    }

    private Map<String, StoredRow> rows(Collection<String> ids) throws SQLException {
        Map<String, StoredRow> rows = new HashMap<>();
        query(ids, ROWS, r -> {
            StoredRow row = StoredRow.read(r);
            if (!row.isIntact()) {
                throw new DamageException("run " + row.id() + " " + StoredRow.DAMAGED);
            }
            rows.put(row.id(), row);
        });
        return rows;
    }

    /**
     * Reads runs as they are stored.
     *
     * @param damaged receives the id of each damaged run, and its damage as the end of a sentence
     */
    Map<String, Run> runs(Collection<String> ids, BiConsumer<String, String> damaged) throws SQLException {
        TextCache textCache = new TextCache();
        Map<Long, Map<String, String>> provenance = new HashMap<>();
        query(
                ids,
                PROVENANCE,
                rows -> provenance
                        .computeIfAbsent(rows.getLong(1), k -> new TreeMap<>())
                        .put(textCache.get(rows.getLong(2)), textCache.get(rows.getLong(3))));
        Map<Long, List<Measurement>> measurements = measurements(ids);
        Map<String, Run> found = new HashMap<>();
        query(ids, RUNS, rows -> {
            StoredRow row = StoredRow.read(rows);
            if (!row.isIntact()) {
                damaged.accept(row.id(), StoredRow.DAMAGED);
                return;
            }
            long key = rows.getLong(ROW_COLUMNS + 1);
            Map<String, String> of = provenance.computeIfAbsent(key, k -> new TreeMap<>());
            OptionalLong ended = StoredRow.nullableLong(rows, ROW_COLUMNS + 5);
            ended.ifPresent(millis -> of.put(Run.ENDED, Run.endedAt(Instant.ofEpochMilli(millis))));
            Run run = new Run(
                    row.id(),
                    textCache.get(rows.getLong(ROW_COLUMNS + 2)),
                    textCache.get(rows.getLong(ROW_COLUMNS + 3)),
                    row.seed(),
                    textCache.get(rows.getLong(ROW_COLUMNS + 4)),
                    of,
                    new RunResult(
                            Outcome.valueOf(row.outcome()),
                            row.reason(),
                            row.hash(),
                            row.cost(),
                            measurements.getOrDefault(key, List.of())));
            OptionalLong content = row.checksums().content();
            if (content.isPresent() && content.getAsLong() != RunChecksum.ofContent(run)) {
                damaged.accept(row.id(), StoredRow.DAMAGED);
                return;
            }
            found.put(run.id(), run);
        });
        return found;
    }

    private Map<Long, List<Measurement>> measurements(Collection<String> ids) throws SQLException {
        record Series(String phase, String metric) {}
        Map<Long, Series> series = new HashMap<>();
        PreparedStatement select = statements.get("SELECT key, phase, metric FROM series");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                series.put(rows.getLong(1), new Series(StoredRow.text(rows, 2), StoredRow.text(rows, 3)));
            }
        }
        Map<Long, List<Measurement>> found = new HashMap<>();
        query(ids, MEASUREMENTS, rows -> {
            Series of = series.get(rows.getLong(2));
            if (of == null) {
                throw new DamageException("the name of a measurement is missing");
            }
            found.computeIfAbsent(rows.getLong(1), k -> new ArrayList<>())
                    .add(new Measurement(
                            rows.getLong(3),
                            StoredRow.nullableDouble(rows, 4),
                            of.phase(),
                            of.metric(),
                            StoredRow.nullableDouble(rows, 5)));
        });
        return found;
    }

    Map<String, Predictions> predictions(Collection<String> ids) throws SQLException {
        requireAll(ids, rows(ids).keySet());
        Map<String, Predictions> found = new HashMap<>();
        predictions(ids, found::put, (id, damage) -> {
            throw new DamageException("the predictions of run " + id + " " + damage);
        });
        return found;
    }

    /**
     * Reads predictions.
     *
     * @param damaged receives the id of each run with damaged predictions, and the damage as the end of a sentence
     */
    void predictions(Collection<String> ids, BiConsumer<String, Predictions> found, BiConsumer<String, String> damaged)
            throws SQLException {
        Map<String, EncodedPredictions> encoded = encodedPredictions(ids);
        Map<String, int[]> classes = new HashMap<>();
        for (StoredRow row : rows(ids).values()) {
            EncodedPredictions e = encoded.get(row.id());
            OptionalLong checksum = row.checksums().predictions();
            boolean checked = row.checksums().row().isPresent();
            if (e == null) {
                if (checksum.isPresent()) {
                    damaged.accept(row.id(), "are missing");
                }
            } else if (checked && (checksum.isEmpty() || checksum.getAsLong() != e.checksum())) {
                damaged.accept(row.id(), "are not what was written");
            } else {
                try {
                    int[] shared = classes.computeIfAbsent(e.testSetHash(), k -> e.decodeClasses());
                    found.accept(row.id(), e.decode(shared));
                } catch (IllegalArgumentException x) {
                    damaged.accept(row.id(), "are damaged (" + x.getMessage() + ")");
                }
            }
        }
    }

    /** Returns predictions as they are stored, by the id of the run. */
    Map<String, EncodedPredictions> encodedPredictions(Collection<String> ids) throws SQLException {
        Map<String, EncodedPredictions> encoded = new HashMap<>();
        Map<String, byte[]> shared = new HashMap<>();
        query(ids, PREDICTIONS, row -> {
            byte[] classes = row.getBytes(4);
            byte[] predicted = row.getBytes(5);
            if (classes == null || predicted == null) {
                throw new DamageException("the predictions of run " + row.getString(1) + " are missing");
            }
            String testSet = StoredRow.text(row, 2);
            encoded.put(
                    row.getString(1),
                    new EncodedPredictions(
                            testSet, row.getInt(3), shared.computeIfAbsent(testSet, k -> classes), predicted));
        });
        return encoded;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Runs a query for ids, in parts; {@code %s} in the query stands for the ids. */
    private void query(Collection<String> ids, String sql, RowReader reader) throws SQLException {
        statements.forList(sql, new LinkedHashSet<>(ids), select -> {
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        });
    }

    /** Texts by key. Each is read once, and shared by all runs that are read together. */
    private final class TextCache {
        private final Map<Long, String> known = new HashMap<>();

        String get(long key) throws SQLException {
            String text = known.get(key);
            if (text == null) {
                PreparedStatement select = statements.get("SELECT value FROM text WHERE key = ?");
                select.setLong(1, key);
                try (ResultSet row = select.executeQuery()) {
                    text = row.next() ? row.getString(1) : null;
                }
                if (text == null) {
                    throw new DamageException("a text is missing");
                }
                known.put(key, text);
            }
            return text;
        }
    }
}
