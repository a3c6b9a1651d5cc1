package dev.engram.engine.store.sql;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.store.Store.WeightsEntry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The weights of runs. Each has a checksum, and the row of the run has the checksum of their list, so that one can be
 * read without the others. All methods must be called in a transaction.
 */
final class StoredWeights {
    private static final String RUNS =
            "SELECT id, weights_checksum FROM run WHERE weights_checksum IS NOT NULL AND id IN (%s)";
    private static final String LIST = """
        SELECT r.id, w.step, w.checksum, length(w.contents) FROM run r JOIN weights w ON w.run = r.key
        WHERE r.id IN (%s) ORDER BY w.step\
        """;
    private static final String CONTENTS =
            "SELECT w.contents FROM run r JOIN weights w ON w.run = r.key WHERE r.id = ? AND w.step = ?";
    private static final String CHANGED = "are not what was written";

    private final Statements statements;

    StoredWeights(Statements statements) {
        this.statements = statements;
    }

    private record Stored(WeightsEntry entry, long checksum) {}

    /** Returns the checksum of a list of weights; empty for no weights. */
    static OptionalLong checksum(List<KeptWeights> weights) {
        SortedMap<Long, Long> checksums = new TreeMap<>();
        weights.forEach(w -> checksums.put(w.step(), RunChecksum.ofWeights(w)));
        return checksums.isEmpty() ? OptionalLong.empty() : OptionalLong.of(RunChecksum.ofWeights(checksums));
    }

    void insert(long run, List<KeptWeights> weights) throws SQLException {
        for (KeptWeights w : weights) {
            statements.update(
                    "INSERT INTO weights (run, step, checksum, contents) VALUES (?, ?, ?, ?)",
                    run,
                    w.step(),
                    RunChecksum.ofWeights(w),
                    w.arrays());
        }
    }

    /** Returns the weights of those runs that have some, by id, in the order of their steps. */
    Map<String, List<WeightsEntry>> list(Collection<String> ids) throws SQLException {
        Map<String, List<WeightsEntry>> all = new LinkedHashMap<>();
        stored(ids, StoredWeights::refuse)
                .forEach((id, list) ->
                        all.put(id, list.stream().map(Stored::entry).toList()));
        return all;
    }

    private static void refuse(String id, String damage) {
        throw new DamageException("the weights of run " + id + " " + damage);
    }

    /** Returns all weights of those runs that have some, by id. */
    Map<String, List<KeptWeights>> read(Collection<String> ids) throws SQLException {
        Map<String, List<KeptWeights>> all = new HashMap<>();
        for (Map.Entry<String, List<Stored>> run :
                stored(ids, StoredWeights::refuse).entrySet()) {
            List<KeptWeights> weights = new ArrayList<>();
            for (Stored s : run.getValue()) {
                weights.add(read(run.getKey(), s).orElseThrow(() -> damage(run.getKey())));
            }
            all.put(run.getKey(), weights);
        }
        return all;
    }

    private static DamageException damage(String id) {
        return new DamageException("the weights of run " + id + " " + CHANGED);
    }

    /** Returns the weights of a run after a step; empty if it has none. */
    Optional<KeptWeights> read(String id, long step) throws SQLException {
        for (Stored s : stored(List.of(id), StoredWeights::refuse).getOrDefault(id, List.of())) {
            if (s.entry().step() == step) {
                return Optional.of(read(id, s).orElseThrow(() -> damage(id)));
            }
        }
        return Optional.empty();
    }

    /**
     * Checks all weights.
     *
     * @param damaged receives the id of each run with damaged weights, and the damage as the end of a sentence
     */
    void check(Collection<String> ids, BiConsumer<String, String> damaged) throws SQLException {
        for (Map.Entry<String, List<Stored>> run : stored(ids, damaged).entrySet()) {
            for (Stored s : run.getValue()) {
                if (read(run.getKey(), s).isEmpty()) {
                    damaged.accept(run.getKey(), CHANGED);
                    break;
                }
            }
        }
    }

    /** Returns weights as they are stored; empty if they are not what was written. */
    private Optional<KeptWeights> read(String id, Stored stored) throws SQLException {
        PreparedStatement select = statements.get(CONTENTS);
        select.setString(1, id);
        select.setLong(2, stored.entry().step());
        try (ResultSet row = select.executeQuery()) {
            byte[] contents = row.next() ? row.getBytes(1) : null;
            return Optional.ofNullable(contents)
                    .map(c -> new KeptWeights(stored.entry().step(), c))
                    .filter(w -> RunChecksum.ofWeights(w) == stored.checksum());
        }
    }

    /** Returns what is stored of those runs that have weights, without the weights themselves. */
    private Map<String, List<Stored>> stored(Collection<String> ids, BiConsumer<String, String> damaged)
            throws SQLException {
        Map<String, Long> expected = new LinkedHashMap<>();
        select(ids, RUNS, row -> expected.put(row.getString(1), row.getLong(2)));
        Map<String, Map<Long, Stored>> found = new HashMap<>();
        select(
                expected.keySet(),
                LIST,
                row -> found.computeIfAbsent(row.getString(1), id -> new TreeMap<>())
                        .put(
                                row.getLong(2),
                                new Stored(new WeightsEntry(row.getLong(2), row.getLong(4)), row.getLong(3))));
        Map<String, List<Stored>> all = new LinkedHashMap<>();
        expected.forEach((id, checksum) -> {
            SortedMap<Long, Long> checksums = new TreeMap<>();
            Map<Long, Stored> there = found.getOrDefault(id, Map.of());
            there.forEach((step, s) -> checksums.put(step, s.checksum()));
            if (RunChecksum.ofWeights(checksums) == checksum) {
                all.put(id, List.copyOf(there.values()));
            } else {
                damaged.accept(id, there.isEmpty() ? "are missing" : CHANGED);
            }
        });
        return all;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void select(Collection<String> ids, String sql, RowReader reader) throws SQLException {
        statements.forList(sql, ids, select -> {
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        });
    }
}
