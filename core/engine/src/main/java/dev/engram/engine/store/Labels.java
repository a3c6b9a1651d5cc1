package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The suites, plans and cells that runs belong to. All methods must be called in a transaction. */
final class Labels {
    private final Supplier<Connection> connection;
    private final Keys keys;

    Labels(Supplier<Connection> connection) {
        this.connection = connection;
        keys = new Keys(connection);
    }

    /** Adds a label; returns false if the run is not stored. */
    boolean add(RunLabel label) throws SQLException {
        try (PreparedStatement find = connection.get().prepareStatement("SELECT key FROM run WHERE id = ?");
                PreparedStatement add = connection
                        .get()
                        .prepareStatement(
                                "INSERT INTO label (suite, cell, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            find.setString(1, label.id());
            long run;
            try (ResultSet there = find.executeQuery()) {
                if (!there.next()) {
                    return false;
                }
                run = there.getLong(1);
            }
            long cell = keys.ofText(label.cell());
            add.setLong(1, keys.ofText(label.suite()));
            add.setLong(2, cell);
            add.setLong(3, run);
            add.executeUpdate();
            if (label.placement().isPresent()) {
                place(label.placement().get(), cell, run);
            }
            return true;
        }
    }

    private void place(RunLabel.Placement placement, long cell, long run) throws SQLException {
        try (PreparedStatement add = connection
                .get()
                .prepareStatement("INSERT INTO placement (plan, cell, run, axes, trial) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING")) {
            add.setLong(1, placement.plan());
            add.setLong(2, cell);
            add.setLong(3, run);
            add.setLong(4, keys.ofText(placement.axesAsJson()));
            if (placement.trial().isPresent()) {
                add.setInt(5, placement.trial().getAsInt());
            } else {
                add.setNull(5, Types.BIGINT);
            }
            add.executeUpdate();
        }
    }

    /** Makes a plan the latest of its suite; returns its key. */
    long beginPlan(String suite, String digest, String overrides) throws SQLException {
        long suiteKey = keys.ofText(suite);
        long number = number("SELECT coalesce(max(number), 0) + 1 FROM plan WHERE suite = ?", suiteKey);
        long used = number("SELECT coalesce(max(used), 0) + 1 FROM plan WHERE suite = ?", suiteKey);
        try (PreparedStatement add = connection
                .get()
                .prepareStatement("INSERT INTO plan (suite, number, digest, overrides, used) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (suite, digest) DO UPDATE SET used = excluded.used")) {
            add.setLong(1, suiteKey);
            add.setLong(2, number);
            add.setString(3, digest);
            add.setLong(4, keys.ofText(overrides));
            add.setLong(5, used);
            add.executeUpdate();
        }
        return number("SELECT key FROM plan WHERE used = " + used + " AND suite = ?", suiteKey);
    }

    private long number(String sql, long parameter) throws SQLException {
        try (PreparedStatement select = connection.get().prepareStatement(sql)) {
            select.setLong(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Returns the plans of a suite, the latest first; runs whose plan is not known come last. */
    List<StoredPlan> plans(String suite) throws SQLException {
        List<StoredPlan> plans = new ArrayList<>();
        Set<RunLabel> unplanned = new LinkedHashSet<>(ofSuite(suite));
        try (PreparedStatement select = connection.get().prepareStatement("""
            SELECT p.key, p.number, o.value
            FROM plan p JOIN text s ON s.key = p.suite JOIN text o ON o.key = p.overrides
            WHERE s.value = ? ORDER BY p.used DESC\
            """)) {
            select.setString(1, suite);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    List<RunLabel> labels = placed(suite, rows.getLong(1));
                    labels.forEach(unplanned::remove);
                    plans.add(new StoredPlan(rows.getLong(1), rows.getInt(2), StoredRow.text(rows, 3), labels));
                }
            }
        }
        if (!unplanned.isEmpty()) {
            plans.add(new StoredPlan(0, 0, "", List.copyOf(unplanned)));
        }
        return List.copyOf(plans);
    }

    private List<RunLabel> placed(String suite, long plan) throws SQLException {
        try (PreparedStatement select = connection.get().prepareStatement("""
            SELECT c.value, r.id FROM placement l JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run
            WHERE l.plan = ? ORDER BY c.value, r.id\
            """)) {
            select.setLong(1, plan);
            return read(suite, select);
        }
    }

    List<RunLabel> ofSuite(String suite) throws SQLException {
        try (PreparedStatement select = connection.get().prepareStatement("""
            SELECT c.value, r.id FROM text s JOIN label l ON l.suite = s.key
              JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run
            WHERE s.value = ? ORDER BY c.value, r.id\
            """)) {
            select.setString(1, suite);
            return read(suite, select);
        }
    }

    private static List<RunLabel> read(String suite, PreparedStatement select) throws SQLException {
        List<RunLabel> labels = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                labels.add(new RunLabel(suite, StoredRow.text(rows, 1), StoredRow.text(rows, 2)));
            }
        }
        return List.copyOf(labels);
    }

    List<String> suites() throws SQLException {
        try (PreparedStatement select = connection
                        .get()
                        .prepareStatement(
                                "SELECT DISTINCT s.value FROM label l JOIN text s ON s.key = l.suite ORDER BY s.value");
                ResultSet rows = select.executeQuery()) {
            List<String> suites = new ArrayList<>();
            while (rows.next()) {
                suites.add(StoredRow.text(rows, 1));
            }
            return List.copyOf(suites);
        }
    }
}
