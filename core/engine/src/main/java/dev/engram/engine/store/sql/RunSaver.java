package dev.engram.engine.store.sql;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Store.LabeledRun;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Saves runs with their labels, and ends what is kept of unfinished runs. Must be called in a transaction. */
final class RunSaver {
    private final Database database;
    private final Statements statements;
    private final StoredRunWriter writer;
    private final Labels labels;
    private final Leases leases;
    private final Maintenance maintenance;

    RunSaver(
            Database database,
            Statements statements,
            StoredRunWriter writer,
            Labels labels,
            Leases leases,
            Maintenance maintenance) {
        this.database = database;
        this.statements = statements;
        this.writer = writer;
        this.labels = labels;
        this.leases = leases;
        this.maintenance = maintenance;
    }

    /** Saves runs; returns the stored hashes of those that are there with another hash, by id. */
    Map<String, String> save(List<LabeledRun> runs) throws SQLException {
        lock(runs.stream().map(r -> r.run().id()).toList());
        Map<String, String> conflicts = new TreeMap<>();
        for (List<LabeledRun> part : withDifferentIds(runs)) {
            conflicts.putAll(savePart(part));
        }
        return conflicts;
    }

    /** Waits for other processes that save the same runs; in one order, so that no two wait for each other. */
    private void lock(Collection<String> ids) throws SQLException {
        if (database.lockOfRuns().isPresent()) {
            statements.forList(database.lockOfRuns().get(), new TreeSet<>(ids), PreparedStatement::execute);
        }
    }

    /** Divides runs into lists, in order, in which no id occurs twice: almost always one list. */
    private static List<List<LabeledRun>> withDifferentIds(List<LabeledRun> runs) {
        List<List<LabeledRun>> parts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (LabeledRun r : runs) {
            if (parts.isEmpty() || ids.contains(r.run().id())) {
                parts.add(new ArrayList<>());
                ids.clear();
            }
            ids.add(r.run().id());
            parts.get(parts.size() - 1).add(r);
        }
        return parts;
    }

    /** Saves runs with different ids; returns the stored hashes of those that have another hash. */
    private Map<String, String> savePart(List<LabeledRun> runs) throws SQLException {
        Map<String, String> conflicts =
                writer.save(runs.stream().map(LabeledRun::run).toList(), true);
        List<LabeledRun> saved =
                runs.stream().filter(r -> !conflicts.containsKey(r.run().id())).toList();
        labels.add(saved.stream().map(LabeledRun::label).toList());
        leases.release(saved.stream().map(r -> r.run().id()).toList());
        maintenance.deleteCheckpoints(saved.stream()
                .filter(r -> r.run().outcome() != Outcome.FAILED)
                .map(r -> r.run().id())
                .toList());
        return conflicts;
    }
}
