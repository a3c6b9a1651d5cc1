package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A kind of database: everything that standard SQL leaves open. */
interface Database {
    /** The purpose of a transaction. */
    enum Purpose {
        /** Reads one state of the store. */
        READ,
        /** Changes the store. Only one transaction can do so at a time, across all processes. */
        WRITE,
        /**
         * Adds runs, and takes runs from the queue. Where the database allows it, such transactions are concurrent, but
         * not with {@link #WRITE}.
         */
        SAVE,
        /**
         * Changes claims and checkpoints only. Such transactions may be concurrent, also with {@link #WRITE}, where the
         * database allows it; each of their statements must be correct by itself.
         */
        CLAIM
    }

    /** The statements of one transaction. */
    interface SqlCallable<T> {
        T run() throws SQLException;
    }

    /** Returns the connection, which is another one after {@link #reconnect}. */
    Connection connection();

    /**
     * Returns whether a transaction can be repeated on a new connection after this error: the connection is lost, or
     * the server has ended the transaction in favour of a concurrent one, or because it waited too long for one.
     */
    boolean isConnectionLost(SQLException e);

    /** Replaces a lost connection. */
    void reconnect() throws SQLException;

    void close() throws SQLException;

    /** Returns the name of the store in messages. */
    String name();

    /** Returns whether other machines can use the store as well. */
    boolean isShared();

    /**
     * Returns a query that lets one transaction after another save the same runs, where {@code %s} stands for a list of
     * their ids; empty if all transactions that save runs follow one another.
     */
    Optional<String> lockOfRuns();

    /** Returns the end of a query that skips rows which a concurrent transaction is about to take; may be empty. */
    String skippingLocked(String table);

    /** Returns a table, with its name in a query, for a query that reads its first rows in the order of their keys. */
    String inKeyOrder(String table);

    /** Begins a transaction. */
    void begin(Purpose purpose) throws SQLException;

    void commit() throws SQLException;

    void rollback() throws SQLException;

    /** Returns SQL for the milliseconds since 1970, on the clock that all processes of this store share. */
    String now();

    /** Returns the faults that the database itself finds in its data. */
    List<String> integrityErrors() throws SQLException;

    /** Releases unused space; must be called outside transactions. */
    void compact() throws SQLException;

    /** Translates an error into a message for users. */
    StoreException translate(SQLException e);
}
