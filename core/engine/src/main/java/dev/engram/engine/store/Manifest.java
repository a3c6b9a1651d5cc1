package dev.engram.engine.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The number of stored runs, and a checksum of their list. It shows whether a run has disappeared, which the checksums
 * of the other runs cannot show. Every transaction that stores or deletes a run updates it: once, before it ends. All
 * methods must be called in a transaction.
 */
final class Manifest {
    private final Statements statements;
    /** The state in this transaction; null before it is read. */
    private State current;
    /** Whether {@link #current} is still to be written. */
    private boolean changed;
    /** The state that {@link #ids} was read for. */
    private State known = new State(-1, 0);

    private final Set<String> ids = new HashSet<>();

    Manifest(Statements statements) {
        this.statements = statements;
    }

    /** Must be called before the first use in a transaction. */
    void begin() {
        current = null;
        changed = false;
    }

    /** Writes what has changed; must be called before the end of a transaction. */
    void flush() throws SQLException {
        if (changed) {
            write(current);
            changed = false;
        }
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
        change(after);
        if (before.equals(known)) {
            ids.add(id);
            known = after;
        }
    }

    /** Records the deletion of a run. */
    void remove(String id, OptionalLong checksum) throws SQLException {
        State before = stored();
        State after = before.without(id, checksum);
        change(after);
        if (before.equals(known)) {
            ids.remove(id);
            known = after;
        }
    }

    private void change(State after) {
        current = after;
        changed = true;
    }

    /** Makes the runs that can be read the list of stored runs. */
    void rebuild() throws SQLException {
        statements.update("DELETE FROM manifest");
        statements.update("INSERT INTO manifest (runs, checksum) VALUES (0, 0)");
        change(scan(new HashSet<>()));
        flush();
    }

    private State scan(Set<String> found) throws SQLException {
        State state = new State(0, 0);
        PreparedStatement select = statements.get("SELECT id, checksum FROM run");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String id = rows.getString(1);
                found.add(id);
                state = state.with(String.valueOf(id), StoredRow.nullableLong(rows, 2));
            }
        }
        return state;
    }

    private State stored() throws SQLException {
        if (current == null) {
            PreparedStatement select = statements.get("SELECT runs, checksum FROM manifest");
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new DamageException("its list of runs is missing");
                }
                current = new State(row.getLong(1), row.getLong(2));
            }
        }
        return current;
    }

    private void write(State state) throws SQLException {
        PreparedStatement update = statements.get("UPDATE manifest SET runs = ?, checksum = ?");
        update.setLong(1, state.runs());
        update.setLong(2, state.checksum());
        update.executeUpdate();
    }
}
