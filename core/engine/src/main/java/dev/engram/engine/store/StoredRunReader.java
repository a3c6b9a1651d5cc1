package dev.engram.engine.store;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Reads runs. All methods must be called in a transaction, so that all queries see the same state. */
final class StoredRunReader {
    /** Ids per query: enough to make the number of queries negligible, and far below SQLite's limit of 32,766. */
    private static final int CHUNK = 500;

    private static final String RUNS = """
        SELECT key, id, suite, cell, seed, spec, outcome, reason, hash, steps, examples, seconds, multiply_adds,
          state_bytes
        FROM run WHERE id IN (%s) ORDER BY key\
        """;
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

    private final Connection connection;

    StoredRunReader(Connection connection) {
        this.connection = connection;
    }

    Set<String> done(Collection<String> ids) throws SQLException {
        Set<String> found = new LinkedHashSet<>();
        queryInChunks(
                ids,
                "SELECT id FROM run WHERE id IN (%s) AND outcome <> 'FAILED'",
                rows -> found.add(rows.getString(1)));
        Set<String> done = new LinkedHashSet<>(ids);
        done.retainAll(found);
        return Collections.unmodifiableSet(done);
    }

    Map<String, Cost> costs(Collection<String> ids) throws SQLException {
        Map<String, Cost> found = new HashMap<>();
        queryInChunks(
                ids,
                """
                SELECT id, steps, examples, seconds, multiply_adds, state_bytes FROM run
                WHERE id IN (%s) AND outcome <> 'FAILED'\
                """,
                rows -> found.put(
                        rows.getString(1),
                        new Cost(
                                rows.getLong(2),
                                rows.getLong(3),
                                nullableDouble(rows, 4),
                                rows.getLong(5),
                                rows.getLong(6))));
        Map<String, Cost> costs = new LinkedHashMap<>();
        ids.stream().filter(found::containsKey).forEach(id -> costs.put(id, found.get(id)));
        return Collections.unmodifiableMap(costs);
    }

    /** Returns the ids that start with a prefix, sorted. */
    List<String> ids(String prefix) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM run WHERE substr(id, 1, ?) = ? ORDER BY id")) {
            select.setInt(1, prefix.length());
            select.setString(2, prefix);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return List.copyOf(ids);
        }
    }

    List<Run> runs(Collection<String> ids) throws SQLException {
        TextCache textCache = new TextCache();
        Map<Long, Map<String, String>> provenance = new HashMap<>();
        queryInChunks(
                ids,
                PROVENANCE,
                rows -> provenance
                        .computeIfAbsent(rows.getLong(1), k -> new TreeMap<>())
                        .put(textCache.get(rows.getLong(2)), textCache.get(rows.getLong(3))));
        Map<Long, List<Measurement>> measurements = measurements(ids);
        Map<String, Run> found = new HashMap<>();
        queryInChunks(ids, RUNS, rows -> {
            long key = rows.getLong(1);
            Cost cost = new Cost(
                    rows.getLong(10), rows.getLong(11), nullableDouble(rows, 12), rows.getLong(13), rows.getLong(14));
            Run run = new Run(
                    rows.getString(2),
                    textCache.get(rows.getLong(3)),
                    textCache.get(rows.getLong(4)),
                    rows.getLong(5),
                    textCache.get(rows.getLong(6)),
                    provenance.getOrDefault(key, Map.of()),
                    Explosion.ofStored(new RunResult(
                            Outcome.valueOf(rows.getString(7)),
                            rows.getString(8),
                            rows.getString(9),
                            cost,
                            measurements.getOrDefault(key, List.of()))));
            found.put(run.id(), run);
        });
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    private Map<Long, List<Measurement>> measurements(Collection<String> ids) throws SQLException {
        record Series(String phase, String metric) {}
        Map<Long, Series> series = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT key, phase, metric FROM series");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                series.put(rows.getLong(1), new Series(rows.getString(2), rows.getString(3)));
            }
        }
        Map<Long, List<Measurement>> found = new HashMap<>();
        queryInChunks(ids, MEASUREMENTS, rows -> {
            Series of = series.get(rows.getLong(2));
            found.computeIfAbsent(rows.getLong(1), k -> new ArrayList<>())
                    .add(new Measurement(
                            rows.getLong(3),
                            nullableDouble(rows, 4),
                            of.phase(),
                            of.metric(),
                            nullableDouble(rows, 5)));
        });
        return found;
    }

    Map<String, Predictions> predictions(Collection<String> ids) throws SQLException {
        Map<String, Predictions> found = new HashMap<>();
        predictions(ids, found::put, (id, reason) -> {
            throw new StoreException("the predictions of run " + id + " are damaged (" + reason
                    + "); engram store verify lists all damage");
        });
        return found;
    }

    /** Returns one sentence for each run whose predictions cannot be read. */
    List<String> predictionErrors() throws SQLException {
        List<String> faults = new ArrayList<>();
        predictions(
                ids(""),
                (id, p) -> {},
                (id, reason) -> faults.add("the predictions of run " + id + " are damaged (" + reason + ")"));
        return faults;
    }

    private void predictions(
            Collection<String> ids, BiConsumer<String, Predictions> found, BiConsumer<String, String> damaged)
            throws SQLException {
        Map<String, int[]> answers = new HashMap<>();
        queryInChunks(ids, PREDICTIONS, row -> {
            try {
                int[] trueClasses = answers.get(row.getString(2));
                if (trueClasses == null) {
                    trueClasses = PredictionCodec.decode(row.getBytes(4), row.getInt(3));
                    answers.put(row.getString(2), trueClasses);
                }
                found.accept(
                        row.getString(1),
                        new Predictions(
                                row.getString(2),
                                trueClasses,
                                PredictionCodec.decodePredictions(row.getBytes(5), trueClasses)));
            } catch (IllegalArgumentException e) {
                damaged.accept(row.getString(1), e.getMessage());
            }
        });
    }

    List<RunLabel> labels(String suite) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
            SELECT c.value, r.id FROM text s JOIN label l ON l.suite = s.key
              JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run
            WHERE s.value = ? ORDER BY c.value, r.id\
            """)) {
            select.setString(1, suite);
            List<RunLabel> labels = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    labels.add(new RunLabel(suite, rows.getString(1), rows.getString(2)));
                }
            }
            return List.copyOf(labels);
        }
    }

    List<String> suites() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT DISTINCT s.value FROM label l JOIN text s ON s.key = l.suite ORDER BY s.value");
                ResultSet rows = select.executeQuery()) {
            List<String> suites = new ArrayList<>();
            while (rows.next()) {
                suites.add(rows.getString(1));
            }
            return List.copyOf(suites);
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Runs a query for ids, in chunks; {@code %s} in the query stands for the ids. */
    private void queryInChunks(Collection<String> ids, String sql, RowReader reader) throws SQLException {
        List<String> all = List.copyOf(new LinkedHashSet<>(ids));
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            String placeholders = String.join(",", Collections.nCopies(chunk.size(), "?"));
            try (PreparedStatement select = connection.prepareStatement(sql.formatted(placeholders))) {
                for (int i = 0; i < chunk.size(); i++) {
                    select.setString(i + 1, chunk.get(i));
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        }
    }

    /** Reads NULL as NaN. JDBC returns 0 for it, so other values need no second call. */
    private static double nullableDouble(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return value == 0 && row.wasNull() ? Double.NaN : value;
    }

    /** Texts by key. Each is read once, and shared by all runs that are read together. */
    private final class TextCache {
        private final Map<Long, String> known = new HashMap<>();

        String get(long key) throws SQLException {
            String text = known.get(key);
            if (text == null) {
                try (PreparedStatement select = connection.prepareStatement("SELECT value FROM text WHERE key = ?")) {
                    select.setLong(1, key);
                    try (ResultSet row = select.executeQuery()) {
                        row.next();
                        text = row.getString(1);
                    }
                }
                known.put(key, text);
            }
            return text;
        }
    }
}
