package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A kind of database: everything that standard SQL leaves open. */
interface Database {
    /** Returns the connection, which is another one after {@link #reconnect}. */
    Connection connection();

    /** Returns whether an error means that the connection is lost, so that the transaction can be repeated. */
    boolean isConnectionLost(SQLException e);

    /** Replaces a lost connection. */
    void reconnect() throws SQLException;

    void close() throws SQLException;

    /** Returns the name of the store in messages. */
    String name();

    /** Returns whether other machines can use the store as well. */
    boolean isShared();

    /** Begins a transaction. Only one transaction can write at a time, across all processes. */
    void begin(boolean write) throws SQLException;

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
