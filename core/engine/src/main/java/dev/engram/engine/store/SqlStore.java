package dev.engram.engine.store;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a database. One connection and one lock suffice, as a transaction takes about a millisecond. */
final class SqlStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

    private final Database database;
    private final List<Duration> pauses;
    private final StoredRunReader reader;
    private final StoredRunWriter writer;
    private final Labels labels;
    private final Leases leases;
    private final Maintenance maintenance;
    private final Integrity integrity;
    private final SqlJobQueue queue;
    private boolean closed;
    /** True after a server stayed away for all pauses; then each further transaction tries once. */
    private boolean unreachable;

    /**
     * Opens a store.
     *
     * @param pauses pauses before each new attempt to reach a server that no longer answers
     */
    SqlStore(Database database, List<Duration> pauses) {
        this.database = database;
        this.pauses = List.copyOf(pauses);
        Supplier<Connection> connection = database::connection;
        Manifest manifest = new Manifest(connection);
        labels = new Labels(connection);
        reader = new StoredRunReader(connection, manifest);
        writer = new StoredRunWriter(connection, manifest, labels);
        leases = new Leases(connection, database.now());
        maintenance = new Maintenance(connection, manifest);
        integrity = new Integrity(database, reader, writer, manifest);
        queue = new SqlJobQueue(this::transaction, database, leases, labels, reader);
    }

    @Override
    public Set<String> done(Collection<String> ids) {
        return transaction(false, () -> reader.done(ids));
    }

    @Override
    public Map<String, Predictions> predictions(Collection<String> ids) {
        return transaction(false, () -> reader.predictions(ids));
    }

    @Override
    public Optional<Run> find(String id) {
        return find(List.of(id)).stream().findFirst();
    }

    @Override
    public List<Run> find(Collection<String> ids) {
        return transaction(false, () -> reader.runs(ids));
    }

    @Override
    public Map<String, Cost> costs(Collection<String> ids) {
        return transaction(false, () -> reader.costs(ids));
    }

    @Override
    public List<String> ids(String prefix) {
        return transaction(false, () -> reader.ids(prefix));
    }

    @Override
    public void save(Run run, RunLabel label) {
        transaction(true, () -> {
            String conflict = writer.save(run, label);
            if (!conflict.isEmpty()) {
                throw new StoreException("run " + run.id() + " is in " + database.name() + " with final parameters "
                        + conflict + ", but now ended with " + run.hash() + "; the stored run was kept: engram replay "
                        + run.id()
                        + " shows which is right");
            }
            leases.release(run.id());
            if (run.outcome() != Outcome.FAILED) {
                maintenance.deleteCheckpoint(run.id());
            }
            return null;
        });
    }

    @Override
    public void label(Collection<RunLabel> added) {
        transaction(true, () -> {
            for (RunLabel label : added) {
                if (!labels.add(label)) {
                    throw new StoreException("run " + label.id() + " of cell '" + label.cell() + "' is not in "
                            + database.name() + "; run the suite first");
                }
            }
            return null;
        });
    }

    @Override
    public List<RunLabel> labels(String suite) {
        return transaction(false, () -> labels.ofSuite(suite));
    }

    @Override
    public List<String> suites() {
        return transaction(false, labels::suites);
    }

    @Override
    public long beginPlan(String suite, String digest, String overrides) {
        return transaction(true, () -> labels.beginPlan(suite, digest, overrides));
    }

    @Override
    public List<StoredPlan> plans(String suite) {
        return transaction(false, () -> labels.plans(suite));
    }

    @Override
    public ClaimResult claim(String id) {
        return transaction(true, () -> reader.isDone(id) ? ClaimResult.ALREADY_DONE : leases.claim(id));
    }

    @Override
    public void release(String id) {
        transaction(true, () -> {
            leases.release(id);
            return null;
        });
    }

    @Override
    public void renew() {
        transaction(true, () -> {
            leases.renew();
            return null;
        });
    }

    @Override
    public List<String> claimed() {
        return transaction(false, leases::active);
    }

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public void saveCheckpoint(String id, byte[] checkpoint) {
        transaction(true, () -> {
            maintenance.saveCheckpoint(id, checkpoint);
            return null;
        });
    }

    @Override
    public Optional<byte[]> checkpoint(String id) {
        return transaction(false, () -> maintenance.checkpoint(id));
    }

    @Override
    public void delete(Collection<String> ids) {
        transaction(true, () -> {
            for (String id : ids) {
                maintenance.delete(id);
            }
            return null;
        });
    }

    @Override
    public synchronized int collectGarbage() {
        int dropped = transaction(true, () -> {
            leases.deleteExpired();
            return maintenance.deleteUnreferenced();
        });
        try {
            database.compact();
        } catch (SQLException e) {
            throw database.translate(e);
        }
        return dropped;
    }

    @Override
    public StoreCheck check() {
        return transaction(false, integrity::check);
    }

    @Override
    public Set<String> damaged() {
        return transaction(false, integrity::damaged);
    }

    @Override
    public Set<String> deleteDamaged() {
        return transaction(true, () -> {
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
        return transaction(true, integrity::addChecksums);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (leases.hasClaimed() && !database.connection().isClosed()) {
                inTransaction(true, () -> {
                    leases.releaseAll();
                    return null;
                });
            }
        } catch (SQLException e) {
            // Nothing can be written, for example to a full disk, but claims also end with their process.
            LOG.debug("claims were not released", e);
        } finally {
            closeDatabase();
        }
    }

    private void closeDatabase() {
        try {
            database.close();
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    private synchronized <T> T transaction(boolean write, SqlCallable<T> sqlCallable) {
        if (closed) {
            throw new IllegalStateException("the store " + database.name() + " is closed");
        }
        try {
            return inTransaction(write, sqlCallable);
        } catch (SQLException e) {
            if (!database.isConnectionLost(e)) {
                throw database.translate(e);
            }
            return reconnectAndRepeat(write, sqlCallable, e);
        }
    }

    /**
     * Repeats a transaction on a new connection. All transactions may be repeated, even if the lost one was committed:
     * they store what is already there, or delete what is already gone.
     */
    private <T> T reconnectAndRepeat(boolean write, SqlCallable<T> sqlCallable, SQLException lost) {
        SQLException last = lost;
        List<Duration> attempts = unreachable ? List.of(Duration.ZERO) : pauses;
        for (int i = 0; i < attempts.size(); i++) {
            if (i == 1) {
                LOG.warn(
                        "the server of {} cannot be reached; trying again for {} s",
                        database.name(),
                        pauses.stream().mapToLong(Duration::toSeconds).sum());
            }
            try {
                Thread.sleep(attempts.get(i).toMillis());
                database.reconnect();
                T result = inTransaction(write, sqlCallable);
                unreachable = false;
                return result;
            } catch (SQLException e) {
                if (!database.isConnectionLost(e)) {
                    throw database.translate(e);
                }
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw database.translate(last);
            }
        }
        unreachable = true;
        throw database.translate(last);
    }

    private <T> T inTransaction(boolean write, SqlCallable<T> sqlCallable) throws SQLException {
        database.begin(write);
        try {
            T result = sqlCallable.run();
            database.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                database.rollback();
            } catch (SQLException r) {
                // After some errors, such as a full disk, the database has already rolled back.
                e.addSuppressed(r);
            }
            if (e instanceof DamageException d) {
                throw StoreException.damaged(database.name(), d.getMessage(), d);
            }
            throw e;
        }
    }
}
