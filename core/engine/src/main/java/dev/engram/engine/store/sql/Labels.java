package dev.engram.engine.store.sql;

import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.StoreContents;
import dev.engram.engine.store.StoredPlan;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The suites, plans and cells that runs belong to. All methods must be called in a transaction. */
final class Labels {
    private static final String PLACEMENT =
            "INSERT INTO placement (plan, cell, run, axes, trial)" + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final Statements statements;
    private final Keys keys;

    Labels(Statements statements, Keys keys) {
        this.statements = statements;
        this.keys = keys;
    }

    /** Adds labels; returns the first whose run is not stored, in which case nothing is added. */
    Optional<RunLabel> add(Collection<RunLabel> labels) throws SQLException {
        Map<String, Long> runs =
                keys.ofRuns(labels.stream().map(RunLabel::id).distinct().toList());
        Optional<RunLabel> unknown =
                labels.stream().filter(l -> !runs.containsKey(l.id())).findFirst();
        if (unknown.isPresent()) {
            return unknown;
        }
        Set<String> texts = new TreeSet<>();
        for (RunLabel label : labels) {
            texts.add(label.suite());
            texts.add(label.cell());
            label.placement().ifPresent(p -> texts.add(p.axesAsJson()));
        }
        keys.addTexts(texts);
        PreparedStatement add =
                statements.get("INSERT INTO label (suite, cell, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        for (RunLabel label : labels) {
            add.setLong(1, keys.ofText(label.suite()));
            add.setLong(2, keys.ofText(label.cell()));
            add.setLong(3, runs.get(label.id()));
            add.addBatch();
        }
        add.executeBatch();
        for (RunLabel label : labels) {
            if (label.placement().isPresent()) {
                RunLabel.Placement p = label.placement().get();
                addPlacement(
                        p.plan(),
                        keys.ofText(label.cell()),
                        runs.get(label.id()),
                        keys.ofText(p.axesAsJson()),
                        p.trial());
            }
        }
        flushPlacements();
        return Optional.empty();
    }

    /** Adds a placement, which {@link #flushPlacements} stores. */
    void addPlacement(long plan, long cell, long run, long axes, OptionalInt trial) throws SQLException {
        PreparedStatement add = statements.get(PLACEMENT);
        add.setLong(1, plan);
        add.setLong(2, cell);
        add.setLong(3, run);
        add.setLong(4, axes);
        if (trial.isPresent()) {
            add.setInt(5, trial.getAsInt());
        } else {
            add.setNull(5, Types.BIGINT);
        }
        add.addBatch();
    }

    void flushPlacements() throws SQLException {
        statements.get(PLACEMENT).executeBatch();
    }

    /** Adds the plans of a suite, as {@link StoreContents#addPlans} describes. */
    void addPlans(String suite, List<StoreContents.PlanEntry> plans) throws SQLException {
        long suiteKey = keys.ofText(suite);
        Set<String> there = new HashSet<>();
        try (PreparedStatement select = statements.prepare("SELECT digest FROM plan WHERE suite = ?")) {
            select.setLong(1, suiteKey);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    there.add(rows.getString(1));
                }
            }
        }
        List<StoreContents.PlanEntry> added =
                plans.stream().filter(p -> !there.contains(p.digest())).toList();
        long number = number("SELECT coalesce(max(number), 0) FROM plan WHERE suite = ?", suiteKey);
        long earliest = number("SELECT coalesce(min(used), 1) FROM plan WHERE suite = ?", suiteKey);
        long last =
                added.stream().mapToLong(StoreContents.PlanEntry::used).max().orElse(0);
        for (StoreContents.PlanEntry p : added) {
            long used = there.isEmpty() ? p.used() : earliest - 1 - (last - p.used());
            addPlan(suiteKey, there.isEmpty() ? p.number() : ++number, p.digest(), keys.ofText(p.overrides()), used);
        }
    }

    /** Makes a plan the latest of its suite; returns its key. */
    long beginPlan(String suite, String digest, String overrides) throws SQLException {
        long suiteKey = keys.ofText(suite);
        long number = number("SELECT coalesce(max(number), 0) + 1 FROM plan WHERE suite = ?", suiteKey);
        long used = number("SELECT coalesce(max(used), 0) + 1 FROM plan WHERE suite = ?", suiteKey);
        addPlan(suiteKey, number, digest, keys.ofText(overrides), used);
        return number("SELECT key FROM plan WHERE used = " + used + " AND suite = ?", suiteKey);
    }

    /** Adds a plan; one that exists only gets the new place in the order of use. */
    private void addPlan(long suite, long number, String digest, long overrides, long used) throws SQLException {
        PreparedStatement add =
                statements.get("INSERT INTO plan (suite, number, digest, overrides, used) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (suite, digest) DO UPDATE SET used = excluded.used");
        add.setLong(1, suite);
        add.setLong(2, number);
        add.setString(3, digest);
        add.setLong(4, overrides);
        add.setLong(5, used);
        add.executeUpdate();
    }

    private long number(String sql, long parameter) throws SQLException {
        try (PreparedStatement select = statements.prepare(sql)) {
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
        try (PreparedStatement select = statements.prepare("""
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
        try (PreparedStatement select = statements.prepare("""
            SELECT c.value, r.id FROM placement l JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run
            WHERE l.plan = ? ORDER BY c.value, r.id\
            """)) {
            select.setLong(1, plan);
            return read(suite, select);
        }
    }

    List<RunLabel> ofSuite(String suite) throws SQLException {
        try (PreparedStatement select = statements.prepare("""
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
        try (PreparedStatement select = statements.prepare(
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
