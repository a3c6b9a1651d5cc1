package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.Database.Purpose;
import dev.engram.engine.store.sql.Database.SqlCallable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of one connection, one after another. If a server does not answer, a transaction is repeated on a
 * new connection.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final Database database;
    private final List<Duration> pauses;
    private final TransactionState state;
    private boolean closed;
    /** True after a server stayed away for all pauses; then each further transaction tries once. */
    private boolean unreachable;

    /**
     * Transactions in a database.
     *
     * @param pauses pauses before each new attempt to reach a server that no longer answers
     * @param state what is kept in memory during a transaction
     */
    Transactions(Database database, List<Duration> pauses, TransactionState state) {
        this.database = database;
        this.pauses = List.copyOf(pauses);
        this.state = state;
    }

    /** What is kept in memory during a transaction. */
    interface TransactionState {
        void begin();

        /** Writes what is still to be written. */
        void end() throws SQLException;

        /** Forgets what was added in the transaction, which is undone. */
        void rollback();
    }

    /** The last transaction. */
    interface LastTransaction {
        void run() throws SQLException;
    }

    /** Ends all transactions, after a last one. Closing again does nothing. */
    synchronized void close(LastTransaction last) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!database.connection().isClosed()) {
                inTransaction(Purpose.CLAIM, () -> {
                    last.run();
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

    /** Releases unused space. */
    synchronized void compact() {
        try {
            database.compact();
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    /** Executes the statements of a transaction. */
    synchronized <T> T run(Purpose purpose, SqlCallable<T> sqlCallable) {
        if (closed) {
            throw new IllegalStateException("the store " + database.name() + " is closed");
        }
        try {
            return inTransaction(purpose, sqlCallable);
        } catch (SQLException e) {
            if (!database.isConnectionLost(e)) {
                throw database.translate(e);
            }
            return reconnectAndRepeat(purpose, sqlCallable, e);
        }
    }

    /**
     * Repeats a transaction on a new connection. All transactions may be repeated, even if the lost one was committed:
     * they store what is already there, or delete what is already gone.
     */
    private <T> T reconnectAndRepeat(Purpose purpose, SqlCallable<T> sqlCallable, SQLException lost) {
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
                T result = inTransaction(purpose, sqlCallable);
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

    private <T> T inTransaction(Purpose purpose, SqlCallable<T> sqlCallable) throws SQLException {
        state.begin();
        try {
            database.begin(purpose);
            T result = sqlCallable.run();
            state.end();
            database.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            state.rollback();
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
