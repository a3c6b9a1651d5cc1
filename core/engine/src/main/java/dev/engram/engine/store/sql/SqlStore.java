package dev.engram.engine.store.sql;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreContents;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.StoredPlan;
import dev.engram.engine.store.sql.Database.Purpose;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A store in a database. One connection and one lock suffice, as a transaction takes about a millisecond. */
final class SqlStore implements Store {
    private final Database database;
    private final Statements statements;
    private final Transactions transactions;
    private final StoredRunReader reader;
    private final StoredWeights weights;
    private final RunSaver saver;
    private final Labels labels;
    private final Leases leases;
    private final Maintenance maintenance;
    private final Integrity integrity;
    private final StoreContents contents;
    private final SqlJobQueue queue;

    /**
     * Opens a store.
     *
     * @param pauses pauses before each new attempt to reach a server that no longer answers
     */
    SqlStore(Database database, List<Duration> pauses) {
        this.database = database;
        statements = new Statements(database::connection);
        Manifest manifest = new Manifest(statements, database.isShared());
        Keys keys = new Keys(statements);
        labels = new Labels(statements, keys);
        reader = new StoredRunReader(statements, manifest);
        weights = new StoredWeights(statements);
        StoredRunWriter writer = new StoredRunWriter(statements, manifest, keys, weights);
        leases = new Leases(statements, database.now(), database.isShared());
        maintenance = new Maintenance(statements, manifest);
        saver = new RunSaver(database, statements, writer, labels, leases, maintenance);
        integrity = new Integrity(database, reader, weights, writer, manifest);
        transactions = new Transactions(database, pauses, new State(statements, manifest, keys));
        contents = new SqlContents(
                transactions, statements, manifest, new SqlContents.Runs(reader, weights, writer), labels, keys);
        queue = new SqlJobQueue(transactions, database, statements, leases, labels, reader);
    }

    private record State(Statements statements, Manifest manifest, Keys keys) implements Transactions.TransactionState {
        @Override
        public void begin() {
            keys.begin();
            manifest.begin();
        }

        @Override
        public void end() throws SQLException {
            manifest.flush();
        }

        @Override
        public void rollback() {
            keys.rollback();
            statements.rollback();
        }
    }

    @Override
    public Set<String> done(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> reader.done(ids));
    }

    @Override
    public Map<String, Predictions> predictions(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> reader.predictions(ids));
    }

    @Override
    public Map<String, List<WeightsEntry>> weights(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> weights.list(ids));
    }

    @Override
    public Optional<KeptWeights> weights(String id, long step) {
        return transactions.run(Purpose.READ, () -> weights.read(id, step));
    }

    @Override
    public Optional<Run> find(String id) {
        return find(List.of(id)).stream().findFirst();
    }

    @Override
    public List<Run> find(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> reader.runs(ids));
    }

    @Override
    public Map<String, Cost> costs(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> reader.costs(ids));
    }

    @Override
    public List<String> ids(String prefix) {
        return transactions.run(Purpose.READ, () -> reader.ids(prefix));
    }

    @Override
    public void saveAll(List<LabeledRun> runs) {
        Map<String, String> conflicts = transactions.run(Purpose.SAVE, () -> saver.save(runs));
        if (!conflicts.isEmpty()) {
            throw new StoreException(runs.stream()
                    .map(LabeledRun::run)
                    .filter(r -> conflicts.containsKey(r.id()))
                    .map(r -> "run " + r.id() + " is in " + database.name() + " with final parameters "
                            + conflicts.get(r.id()) + ", but now ended with " + r.hash()
                            + "; the stored run was kept: engram replay " + r.id() + " shows which is right")
                    .distinct()
                    .collect(Collectors.joining("; ")));
        }
    }

    @Override
    public void label(Collection<RunLabel> added) {
        transactions.run(Purpose.WRITE, () -> {
            Optional<RunLabel> unknown = labels.add(added);
            if (unknown.isPresent()) {
                RunLabel label = unknown.get();
                throw new StoreException("run " + label.id() + " of cell '" + label.cell() + "' is not in "
                        + database.name() + "; run the suite first");
            }
            return null;
        });
    }

    @Override
    public List<RunLabel> labels(String suite) {
        return transactions.run(Purpose.READ, () -> labels.ofSuite(suite));
    }

    @Override
    public List<String> suites() {
        return transactions.run(Purpose.READ, labels::suites);
    }

    @Override
    public long beginPlan(String suite, String digest, String overrides) {
        return transactions.run(Purpose.WRITE, () -> labels.beginPlan(suite, digest, overrides));
    }

    @Override
    public List<StoredPlan> plans(String suite) {
        return transactions.run(Purpose.READ, () -> labels.plans(suite));
    }

    @Override
    public Map<String, ClaimResult> claim(Collection<String> ids) {
        return transactions.run(Purpose.CLAIM, () -> {
            Set<String> done = reader.doneNow(ids);
            Set<String> open = new LinkedHashSet<>(ids);
            open.removeAll(done);
            Set<String> mine = leases.claim(open);
            // Another process may have saved a run, and ended its claim, after the first look; but not in a file.
            Set<String> doneSince = database.isShared() ? reader.doneNow(mine) : Set.of();
            leases.release(doneSince);
            Map<String, ClaimResult> results = new LinkedHashMap<>();
            for (String id : ids) {
                if (done.contains(id) || doneSince.contains(id)) {
                    results.put(id, ClaimResult.ALREADY_DONE);
                } else {
                    results.put(id, mine.contains(id) ? ClaimResult.ACQUIRED : ClaimResult.HELD_ELSEWHERE);
                }
            }
            return results;
        });
    }

    @Override
    public void release(Collection<String> ids) {
        transactions.run(Purpose.CLAIM, () -> {
            leases.release(ids);
            return null;
        });
    }

    @Override
    public void renew() {
        transactions.run(Purpose.CLAIM, () -> {
            leases.renew();
            return null;
        });
    }

    @Override
    public List<String> claimed() {
        return transactions.run(Purpose.READ, leases::active);
    }

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public void saveCheckpoint(String id, byte[] checkpoint) {
        transactions.run(Purpose.CLAIM, () -> {
            maintenance.saveCheckpoint(id, checkpoint);
            return null;
        });
    }

    @Override
    public Set<String> withCheckpoint(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> maintenance.withCheckpoint(ids));
    }

    @Override
    public Map<String, byte[]> checkpoints(Collection<String> ids) {
        return transactions.run(Purpose.READ, () -> maintenance.checkpoints(ids));
    }

    @Override
    public void delete(Collection<String> ids) {
        transactions.run(Purpose.WRITE, () -> {
            for (String id : ids) {
                maintenance.delete(id);
            }
            return null;
        });
    }

    @Override
    public int collectGarbage() {
        int dropped = transactions.run(Purpose.WRITE, () -> {
            leases.deleteExpired();
            return maintenance.deleteUnreferenced();
        });
        transactions.compact();
        return dropped;
    }

    @Override
    public Check check() {
        return transactions.run(Purpose.READ, integrity::check);
    }

    @Override
    public Set<String> damaged() {
        return transactions.run(Purpose.READ, integrity::damaged);
    }

    @Override
    public Set<String> deleteDamaged() {
        return transactions.run(Purpose.WRITE, () -> {
            integrity.acceptRuns();
            Set<String> ids = integrity.damaged();
            for (String id : ids) {
                maintenance.delete(id);
            }
            maintenance.deleteOrphans();
            return ids;
        });
    }

    @Override
    public int addChecksums() {
        return transactions.run(Purpose.WRITE, integrity::addChecksums);
    }

    @Override
    public StoreContents contents() {
        return contents;
    }

    @Override
    public void close() {
        transactions.close(() -> {
            if (leases.hasClaimed()) {
                leases.releaseAll();
            }
        });
    }
}
