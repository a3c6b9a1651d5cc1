package dev.engram.engine.store;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store in a database. One connection and one lock suffice, as a transaction takes about a millisecond. */
final class SqlStore implements Store {
    private final Database database;
    private final StoredRunReader reader;
    private final StoredRunWriter writer;
    private final Leases leases;
    private final Maintenance maintenance;

    SqlStore(Database database) {
        this.database = database;
        Connection connection = database.connection();
        reader = new StoredRunReader(connection);
        writer = new StoredRunWriter(connection);
        leases = new Leases(connection, database.now());
        maintenance = new Maintenance(connection);
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
    public void save(Run run) {
        transaction(true, () -> {
            String conflict = writer.save(run);
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
    public void label(Collection<RunLabel> labels) {
        transaction(true, () -> {
            for (RunLabel label : labels) {
                if (!writer.label(label)) {
                    throw new StoreException("run " + label.id() + " of cell '" + label.cell() + "' is not in "
                            + database.name() + "; run the suite first");
                }
            }
            return null;
        });
    }

    @Override
    public List<RunLabel> labels(String suite) {
        return transaction(false, () -> reader.labels(suite));
    }

    @Override
    public List<String> suites() {
        return transaction(false, reader::suites);
    }

    @Override
    public ClaimResult claim(String id) {
        return transaction(
                true, () -> reader.done(List.of(id)).isEmpty() ? leases.claim(id) : ClaimResult.ALREADY_DONE);
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
    public List<String> integrityErrors() {
        return transaction(false, () -> {
            List<String> faults = new ArrayList<>(database.integrityErrors());
            faults.addAll(maintenance.integrityErrors());
            faults.addAll(reader.predictionErrors());
            return List.copyOf(faults);
        });
    }

    @Override
    public synchronized void close() {
        try {
            if (!database.connection().isClosed()) {
                try {
                    if (leases.hasClaimed()) {
                        inTransaction(true, () -> {
                            leases.releaseAll();
                            return null;
                        });
                    }
                } catch (SQLException fullDisk) {
                    // Nothing can be written, but claims also end with their process.
                } finally {
                    database.connection().close();
                }
            }
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    private synchronized <T> T transaction(boolean write, SqlCallable<T> sqlCallable) {
        try {
            if (database.connection().isClosed()) {
                throw new IllegalStateException("the store " + database.name() + " is closed");
            }
            return inTransaction(write, sqlCallable);
        } catch (SQLException e) {
            throw database.translate(e);
        }
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
            throw e;
        }
    }
}
