package dev.engram.engine.store;

import java.sql.SQLException;

/** The statements of one transaction. */
interface SqlCallable<T> {
    T run() throws SQLException;
}
