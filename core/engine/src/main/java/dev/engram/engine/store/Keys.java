package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;

/** The numbers that rows have in the store. All methods must be called in a transaction. */
final class Keys {
    private final Supplier<Connection> connection;

    Keys(Supplier<Connection> connection) {
        this.connection = connection;
    }

    /** Returns the key of a text, which is added if it is new. */
    long ofText(String value) throws SQLException {
        return insertAndGet(
                "INSERT INTO text (value) VALUES (?) ON CONFLICT DO NOTHING",
                "SELECT key FROM text WHERE value = ?",
                value);
    }

    long insertAndGet(String insertSql, String selectSql, String... values) throws SQLException {
        try (PreparedStatement insert = connection.get().prepareStatement(insertSql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setString(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
        return find(selectSql, values);
    }

    long find(String sql, String... values) throws SQLException {
        try (PreparedStatement select = connection.get().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
