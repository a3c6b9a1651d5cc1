package dev.engram.engine.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepared statements that are kept, because SQLite takes longer to parse most of them than to execute them. A caller
 * closes the result of a query, never the statement, and does not use a statement again before that. All methods must
 * be called in a transaction.
 */
final class Statements {
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    /** The numbers of parameters that lists have, ascending. Few lengths, so that few statements are kept. */
    private static final int[] LENGTHS = {1, 8, 64, 256};

    private final Supplier<Connection> connection;
    private final Map<String, PreparedStatement> kept = new HashMap<>();
    /** The texts of queries with lists. */
    private final Map<ListQuery, String> listTexts = new HashMap<>();
    /** The connection of the kept statements. */
    private Connection current;

    Statements(Supplier<Connection> connection) {
        this.connection = connection;
    }

    /**
     * A query with a list of parameters.
     *
     * @param sql a query in which {@code %s} stands for the list
     */
    private record ListQuery(String sql, int length) {
        String text() {
            return sql.formatted(String.join(",", Collections.nCopies(length, "?")));
        }
    }

    /** Returns the statement for a text. */
    PreparedStatement get(String sql) throws SQLException {
        Connection now = connection.get();
        if (now != current) {
            kept.clear(); // those of a lost connection are of no use
            current = now;
        }
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            statement = now.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return statement;
    }

    /**
     * Forgets all statements; must be called when a transaction is undone. Some may have parameters of the transaction,
     * and after an error SQLite's driver closes a statement.
     */
    void rollback() {
        for (PreparedStatement statement : kept.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("a statement could not be closed", e); // the connection is lost
            }
        }
        kept.clear();
    }

    /** Returns a statement that is not kept, and that the caller closes. */
    PreparedStatement prepare(String sql) throws SQLException {
        return connection.get().prepareStatement(sql);
    }

    /** Executes a statement; returns the number of changed rows. */
    int update(String sql, Object... values) throws SQLException {
        PreparedStatement statement = get(sql);
        set(statement, values);
        return statement.executeUpdate();
    }

    /** Reads a row of a result. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Executes a query; returns its rows. */
    <T> List<T> select(String sql, Row<T> row, Object... values) throws SQLException {
        PreparedStatement select = get(sql);
        set(select, values);
        try (ResultSet rows = select.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    /** Sets the parameters of a statement: texts, numbers and bytes. */
    static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, (String) values[i]);
            }
        }
    }

    /**
     * Calls an action with statements whose parameters at the end are a list of texts, which may be long.
     *
     * @param sql a query in which {@code %s} stands for the list
     * @param first values of the parameters before the list
     */
    void forList(String sql, Collection<String> values, StatementAction action, String... first) throws SQLException {
        List<String> all = List.copyOf(values);
        int from = 0;
        while (from < all.size()) {
            int length = length(all.size() - from);
            PreparedStatement statement = get(listTexts.computeIfAbsent(new ListQuery(sql, length), ListQuery::text));
            for (int i = 0; i < first.length; i++) {
                statement.setString(i + 1, first[i]);
            }
            for (int i = 0; i < length; i++) {
                // A list that is too short repeats its last value.
                statement.setString(first.length + i + 1, all.get(Math.min(from + i, all.size() - 1)));
            }
            action.accept(statement);
            from += length;
        }
    }

    private static int length(int values) {
        for (int length : LENGTHS) {
            if (length >= values) {
                return length;
            }
        }
        return LENGTHS[LENGTHS.length - 1];
    }

    /** An action with a statement. */
    interface StatementAction {
        void accept(PreparedStatement statement) throws SQLException;
    }
}
