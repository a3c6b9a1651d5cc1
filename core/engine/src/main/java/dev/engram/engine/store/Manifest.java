package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The number of stored runs, and a checksum of their list. It shows whether a run has disappeared, which the checksums
 * of the other runs cannot show. Every transaction that stores or deletes a run updates it. All methods must be called
 * in a transaction.
 */
final class Manifest {
    private final Supplier<Connection> connection;
    /** The state that {@link #ids} was read for. */
    private State known = new State(-1, 0);

    private final Set<String> ids = new HashSet<>();

    Manifest(Supplier<Connection> connection) {
        this.connection = connection;
    }

    /** @param checksum the exclusive or of the runs' shares, so that the order does not matter */
    private record State(long runs, long checksum) {
        State with(String id, OptionalLong checksumOfRun) {
            return new State(runs + 1, checksum ^ RunChecksum.ofEntry(id, checksumOfRun.orElse(0)));
        }

        State without(String id, OptionalLong checksumOfRun) {
            return new State(runs - 1, checksum ^ RunChecksum.ofEntry(id, checksumOfRun.orElse(0)));
        }
    }

    /**
     * Returns the ids of all runs. Reads their rows, not an index, unless nothing has changed since the last call.
     *
     * @throws DamageException if they are not the runs that were stored
     */
    Set<String> ids() throws SQLException {
        State stored = stored();
        if (!stored.equals(known)) {
            known = new State(-1, 0);
            ids.clear();
            State actual = scan(ids);
            if (!actual.equals(stored)) {
                throw new DamageException("its list of runs is not what was written: " + actual.runs()
                        + " runs can be read, " + stored.runs() + " were stored");
            }
            known = stored;
        }
        return Collections.unmodifiableSet(ids);
    }

    /** Records a new run. */
    void add(String id, OptionalLong checksum) throws SQLException {
        State before = stored();
        State after = before.with(id, checksum);
        write(after);
        if (before.equals(known)) {
            ids.add(id);
            known = after;
        }
    }

    /** Records the deletion of a run. */
    void remove(String id, OptionalLong checksum) throws SQLException {
        State before = stored();
        State after = before.without(id, checksum);
        write(after);
        if (before.equals(known)) {
            ids.remove(id);
            known = after;
        }
    }

    /** Makes the runs that can be read the list of stored runs. */
    void rebuild() throws SQLException {
        State actual = scan(new HashSet<>());
        try (Statement statement = connection.get().createStatement()) {
            statement.executeUpdate("DELETE FROM manifest");
            statement.executeUpdate(
                    "INSERT INTO manifest (runs, checksum) VALUES (" + actual.runs() + ", " + actual.checksum() + ")");
        }
    }

    private State scan(Set<String> found) throws SQLException {
        State state = new State(0, 0);
        try (PreparedStatement select = connection.get().prepareStatement("SELECT id, checksum FROM run");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String id = rows.getString(1);
                found.add(id);
                state = state.with(String.valueOf(id), StoredRow.nullableLong(rows, 2));
            }
        }
        return state;
    }

    private State stored() throws SQLException {
        try (PreparedStatement select = connection.get().prepareStatement("SELECT runs, checksum FROM manifest");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new DamageException("its list of runs is missing");
            }
            return new State(row.getLong(1), row.getLong(2));
        }
    }

    private void write(State state) throws SQLException {
        try (PreparedStatement update =
                connection.get().prepareStatement("UPDATE manifest SET runs = ?, checksum = ?")) {
            update.setLong(1, state.runs());
            update.setLong(2, state.checksum());
            update.executeUpdate();
        }
    }
}
