package dev.engram.engine.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The numbers that rows have in the store. All methods must be called in a transaction. */
final class Keys {
    private final Statements statements;
    /**
     * The texts of this transaction. A later one must look them up again: another process may delete a text that
     * nothing refers to, and give its number to another text.
     */
    private final Map<String, Long> texts = new HashMap<>();

    /** Series are never deleted, so they are known for longer than a transaction. */
    private final Map<List<String>, Long> series = new HashMap<>();

    Keys(Statements statements) {
        this.statements = statements;
    }

    /** Must be called before the first use in a transaction. */
    void begin() {
        texts.clear();
    }

    /** Must be called when a transaction is undone: what it added is not there. */
    void rollback() {
        texts.clear();
        series.clear();
    }

    /** Returns the key of a text, which is added if it is new. */
    long ofText(String value) throws SQLException {
        Long known = texts.get(value);
        if (known == null) {
            addTexts(List.of(value));
            known = texts.get(value);
        }
        return known;
    }

    /** Looks up texts, and adds those that are new. This is faster than one {@link #ofText} after another. */
    void addTexts(Collection<String> values) throws SQLException {
        Set<String> missing = new LinkedHashSet<>(values);
        missing.removeAll(texts.keySet());
        findTexts(missing);
        missing.removeAll(texts.keySet());
        if (missing.isEmpty()) {
            return;
        }
        PreparedStatement insert = statements.get("INSERT INTO text (value) VALUES (?) ON CONFLICT DO NOTHING");
        // In one order, so that no two processes that add the same texts wait for each other.
        for (String value : new TreeSet<>(missing)) {
            insert.setString(1, value);
            insert.addBatch();
        }
        insert.executeBatch();
        findTexts(missing);
    }

    private void findTexts(Set<String> values) throws SQLException {
        statements.forList(
                "SELECT value, key FROM text WHERE value IN (%s)",
                values, select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            texts.put(rows.getString(1), rows.getLong(2));
                        }
                    }
                });
    }

    /** Returns the key of a series, which is added if it is new. */
    long ofSeries(String phase, String metric) throws SQLException {
        List<String> names = List.of(phase, metric);
        Long known = series.get(names);
        if (known == null) {
            statements.update("INSERT INTO series (phase, metric) VALUES (?, ?) ON CONFLICT DO NOTHING", phase, metric);
            known = find("SELECT key FROM series WHERE phase = ? AND metric = ?", phase, metric);
            series.put(names, known);
        }
        return known;
    }

    /** Returns the keys of stored runs, by id. */
    Map<String, Long> ofRuns(Collection<String> ids) throws SQLException {
        Map<String, Long> keys = new HashMap<>();
        statements.forList(
                "SELECT id, key FROM run WHERE id IN (%s)",
                new ArrayList<>(ids), select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            keys.put(rows.getString(1), rows.getLong(2));
                        }
                    }
                });
        return keys;
    }

    /** Returns the number that a query finds. */
    long find(String sql, String... values) throws SQLException {
        PreparedStatement select = statements.get(sql);
        for (int i = 0; i < values.length; i++) {
            select.setString(i + 1, values[i]);
        }
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
