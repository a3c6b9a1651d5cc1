package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One kind of database: what the SQL that all understand leaves open. */
interface Database {
    Connection connection();

    /** What messages call this store. */
    String name();

    /** Begins a transaction; of those that write there is only one at a time, in all processes. */
    void begin(boolean write) throws SQLException;

    void commit() throws SQLException;

    void rollback() throws SQLException;

    /** Milliseconds since 1970 by the one clock that all processes on this store share, as SQL. */
    String now();

    /** What the database itself finds wrong with what it keeps. */
    List<String> integrityErrors() throws SQLException;

    /** Gives unused room back; outside of transactions. */
    void compact() throws SQLException;

    /** An error in words for a user. */
    StoreException translate(SQLException e);
}
