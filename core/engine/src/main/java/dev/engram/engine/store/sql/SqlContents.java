package dev.engram.engine.store.sql;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.StoreContents;
import dev.engram.engine.store.sql.Database.Purpose;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The contents of a store in a database. */
final class SqlContents implements StoreContents {
    /** Rows that are fetched together; more are never in memory. */
    private static final int FETCHED = 1000;

    private static final String RUNS = "SELECT " + StoredRow.COLUMNS
            + ", (SELECT max(m.ordinal) + 1 FROM measurement m WHERE m.run = run.key),"
            + " (SELECT sum(length(w.contents)) FROM weights w WHERE w.run = run.key) FROM run ORDER BY key";
    private static final int MEASUREMENTS = StoredRow.COLUMNS.split(",").length + 1;

    private final Transactions transactions;
    private final Statements statements;
    private final Manifest manifest;
    private final Runs stored;
    private final Labels labels;
    private final Keys keys;

    SqlContents(
            Transactions transactions,
            Statements statements,
            Manifest manifest,
            Runs stored,
            Labels labels,
            Keys keys) {
        this.transactions = transactions;
        this.statements = statements;
        this.manifest = manifest;
        this.stored = stored;
        this.labels = labels;
        this.keys = keys;
    }

    /** What reads and writes runs. */
    record Runs(StoredRunReader reader, StoredWeights weights, StoredRunWriter writer) {}

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void forEachRow(String sql, RowReader reader) throws SQLException {
        try (PreparedStatement select = statements.prepare(sql)) {
            select.setFetchSize(FETCHED);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    @Override
    public void runs(Consumer<RunSummary> receiver) {
        run(Purpose.READ, () -> readRuns(receiver));
    }

    private interface Action {
        void run() throws SQLException;
    }

    private void run(Purpose purpose, Action action) {
        transactions.run(purpose, () -> {
            action.run();
            return null;
        });
    }

    private void readRuns(Consumer<RunSummary> receiver) throws SQLException {
        Set<String> missing = new HashSet<>(manifest.ids());
        forEachRow(RUNS, rows -> {
            StoredRow row = StoredRow.read(rows);
            if (!row.isIntact()) {
                throw new DamageException("run " + row.id() + " " + StoredRow.DAMAGED);
            }
            missing.remove(row.id());
            receiver.accept(new RunSummary(
                    row.id(),
                    Outcome.valueOf(row.outcome()),
                    row.hash(),
                    rows.getLong(MEASUREMENTS),
                    rows.getLong(MEASUREMENTS + 1)));
        });
        if (!missing.isEmpty()) {
            throw new DamageException("run " + missing.iterator().next() + " is stored, but cannot be found");
        }
    }

    @Override
    public List<StoredRun> read(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> readContents(ids));
    }

    private List<StoredRun> readContents(Collection<String> ids) throws SQLException {
        Map<String, Run> runs = stored.reader().storedRuns(ids);
        Map<String, Predictions> predictions = stored.reader().predictions(ids);
        Map<String, List<KeptWeights>> weights = stored.weights().read(ids);
        Set<String> unchecked = new HashSet<>();
        statements.forList(
                "SELECT id FROM run WHERE checksum IS NULL AND id IN (%s)",
                ids, select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            unchecked.add(rows.getString(1));
                        }
                    }
                });
        return ids.stream()
                .filter(runs::containsKey)
                .map(id -> new StoredRun(
                        complete(
                                runs.get(id),
                                Optional.ofNullable(predictions.get(id)),
                                weights.getOrDefault(id, List.of())),
                        !unchecked.contains(id)))
                .toList();
    }

    private static Run complete(Run run, Optional<Predictions> predictions, List<KeptWeights> weights) {
        return run.withResult(run.result().withPredictions(predictions).withWeights(weights));
    }

    @Override
    public List<PlanEntry> plans() {
        return transactions.run(Purpose.READ, this::readPlans);
    }

    private List<PlanEntry> readPlans() throws SQLException {
        List<PlanEntry> plans = new ArrayList<>();
        forEachRow(
                "SELECT s.value, p.number, p.digest, o.value, p.used FROM plan p JOIN text s ON s.key = p.suite"
                        + " JOIN text o ON o.key = p.overrides ORDER BY s.value, p.number",
                row -> plans.add(new PlanEntry(
                        StoredRow.text(row, 1),
                        row.getLong(2),
                        StoredRow.text(row, 3),
                        StoredRow.text(row, 4),
                        row.getLong(5))));
        return plans;
    }

    @Override
    public void labels(Consumer<LabelEntry> receiver) {
        run(
                Purpose.READ,
                () -> forEachRow(
                        "SELECT s.value, c.value, r.id FROM label l JOIN text s ON s.key = l.suite"
                                + " JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run",
                        row -> receiver.accept(new LabelEntry(
                                StoredRow.text(row, 1), StoredRow.text(row, 2), StoredRow.text(row, 3)))));
    }

    @Override
    public void placements(Consumer<PlacementEntry> receiver) {
        run(
                Purpose.READ,
                () -> forEachRow(
                        "SELECT s.value, p.digest, c.value, r.id, a.value, l.trial FROM placement l"
                                + " JOIN plan p ON p.key = l.plan JOIN text s ON s.key = p.suite"
                                + " JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run"
                                + " JOIN text a ON a.key = l.axes",
                        row -> {
                            OptionalLong trial = StoredRow.nullableLong(row, 6);
                            receiver.accept(new PlacementEntry(
                                    StoredRow.text(row, 1),
                                    StoredRow.text(row, 2),
                                    StoredRow.text(row, 3),
                                    StoredRow.text(row, 4),
                                    StoredRow.text(row, 5),
                                    trial.isPresent() ? OptionalInt.of((int) trial.getAsLong()) : OptionalInt.empty()));
                        }));
    }

    @Override
    public List<String> checkpoints() {
        return transactions.run(Purpose.READ, this::readCheckpoints);
    }

    private List<String> readCheckpoints() throws SQLException {
        List<String> ids = new ArrayList<>();
        forEachRow("SELECT run FROM checkpoint ORDER BY run", row -> ids.add(StoredRow.text(row, 1)));
        return ids;
    }

    @Override
    public Map<String, String> addRuns(Collection<StoredRun> runs) {
        return transactions.run(Purpose.WRITE, () -> insertRuns(runs));
    }

    private Map<String, String> insertRuns(Collection<StoredRun> runs) throws SQLException {
        Map<String, String> conflicts = new TreeMap<>();
        for (boolean checksums : new boolean[] {true, false}) {
            List<Run> part = runs.stream()
                    .filter(r -> r.hasChecksums() == checksums)
                    .map(StoredRun::run)
                    .toList();
            conflicts.putAll(stored.writer().save(part, checksums));
        }
        labels.add(runs.stream()
                .map(StoredRun::run)
                .filter(r -> !conflicts.containsKey(r.id()))
                .map(r -> new RunLabel(r.suite(), r.cell(), r.id()))
                .toList());
        return conflicts;
    }

    @Override
    public void addPlans(Collection<PlanEntry> plans) {
        run(Purpose.WRITE, () -> insertPlans(plans));
    }

    private void insertPlans(Collection<PlanEntry> plans) throws SQLException {
        Map<String, List<PlanEntry>> bySuite = new TreeMap<>();
        plans.forEach(
                p -> bySuite.computeIfAbsent(p.suite(), k -> new ArrayList<>()).add(p));
        for (Map.Entry<String, List<PlanEntry>> e : bySuite.entrySet()) {
            labels.addPlans(e.getKey(), e.getValue());
        }
    }

    @Override
    public void addLabels(Collection<LabelEntry> entries) {
        run(
                Purpose.WRITE,
                () -> labels.add(entries.stream()
                        .map(l -> new RunLabel(l.suite(), l.cell(), l.id()))
                        .toList()));
    }

    @Override
    public void addPlacements(Collection<PlacementEntry> entries) {
        run(Purpose.WRITE, () -> insertPlacements(entries));
    }

    private void insertPlacements(Collection<PlacementEntry> entries) throws SQLException {
        record PlanName(String suite, String digest) {}
        Map<PlanName, Long> plans = new HashMap<>();
        forEachRow(
                "SELECT s.value, p.digest, p.key FROM plan p JOIN text s ON s.key = p.suite",
                row -> plans.put(new PlanName(StoredRow.text(row, 1), StoredRow.text(row, 2)), row.getLong(3)));
        Set<String> texts = new LinkedHashSet<>();
        for (PlacementEntry p : entries) {
            texts.add(p.cell());
            texts.add(p.axes());
        }
        keys.addTexts(texts);
        Map<String, Long> runs =
                keys.ofRuns(entries.stream().map(PlacementEntry::id).distinct().toList());
        for (PlacementEntry p : entries) {
            Long plan = plans.get(new PlanName(p.suite(), p.digest()));
            Long run = runs.get(p.id());
            if (plan != null && run != null) {
                labels.addPlacement(plan, keys.ofText(p.cell()), run, keys.ofText(p.axes()), p.trial());
            }
        }
        labels.flushPlacements();
    }
}
