package dev.engram.engine.store.sql;

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
    private static final State NOTHING = new State(0, 0);

    private final Statements statements;
    /** Whether other processes can store runs during a transaction that stores runs. */
    private final boolean concurrent;
    /** The state at the start of this transaction; null before it is read. */
    private State before;
    /** What this transaction has changed: a number of runs, and the exclusive or of their shares. */
    private State change = NOTHING;
    /** The state that {@link #ids} was read for. */
    private State known = new State(-1, 0);

    private final Set<String> ids = new HashSet<>();

    Manifest(Statements statements, boolean concurrent) {
        this.statements = statements;
        this.concurrent = concurrent;
    }

    /** Must be called before the first use in a transaction. */
    void begin() {
        before = null;
        change = NOTHING;
    }

    /** Writes what has changed; must be called at the end of a transaction, because another one then waits. */
    void flush() throws SQLException {
        if (!change.equals(NOTHING)) {
            write(change);
            before = null;
            change = NOTHING;
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

        State plus(State other) {
            return new State(runs + other.runs, checksum ^ other.checksum);
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
        boolean follows = !concurrent && stored().equals(known);
        change = change.with(id, checksum);
        if (follows) {
            ids.add(id);
            known = stored();
        }
    }

    /** Records the deletion of a run. */
    void remove(String id, OptionalLong checksum) throws SQLException {
        boolean follows = !concurrent && stored().equals(known);
        change = change.without(id, checksum);
        if (follows) {
            ids.remove(id);
            known = stored();
        }
    }

    /** Makes the runs that can be read the list of stored runs. */
    void rebuild() throws SQLException {
        statements.update("DELETE FROM manifest");
        statements.update("INSERT INTO manifest (runs, checksum) VALUES (0, 0)");
        before = null;
        change = scan(new HashSet<>());
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
        if (before == null) {
            PreparedStatement select = statements.get("SELECT runs, checksum FROM manifest");
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw missing();
                }
                before = new State(row.getLong(1), row.getLong(2));
            }
        }
        return before.plus(change);
    }

    private static DamageException missing() {
        return new DamageException("its list of runs is missing");
    }

    /** Adds to what is stored. SQLite has no exclusive or, but the difference of "or" and "and" is the same. */
    private void write(State added) throws SQLException {
        PreparedStatement update =
                statements.get("UPDATE manifest SET runs = runs + ?, checksum = (checksum | ?) - (checksum & ?)");
        update.setLong(1, added.runs());
        update.setLong(2, added.checksum());
        update.setLong(3, added.checksum());
        if (update.executeUpdate() != 1) {
            throw missing();
        }
    }
}
