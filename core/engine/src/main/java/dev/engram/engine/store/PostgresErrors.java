package dev.engram.engine.store;

import java.sql.SQLException;

/** Messages for users for PostgreSQL's errors, by SQLSTATE (appendix A of its manual). */
final class PostgresErrors {
    private PostgresErrors() {}

    static StoreException translate(String store, SQLException e) {
        return new StoreException(message(store, e), e);
    }

    /** Returns whether the server is gone, is stopping or is starting. */
    static boolean isUnreachable(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static String message(String store, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String detail = e.getMessage() == null
                ? state
                : e.getMessage().lines().findFirst().orElse(state);
        if (detail.startsWith("Unable to parse URL")) { // followed by the address with its password
            return store + " is not a valid address, or its service is in no service file; give "
                    + PostgresDatabase.PREFIX + "//HOST/DATABASE?user=NAME, or ?service=NAME";
        }
        if (isUnreachable(e)) {
            return "the server of " + store + " cannot be reached (" + detail
                    + "); start it or check host and port, then run again: everything saved so far is kept";
        }
        if (state.startsWith("28")) {
            return "the server of " + store + " refused the login (" + detail
                    + "); give the user with ?user=NAME and the password in PGPASSWORD or a password file, or"
                    + " grant the user access";
        }
        if (state.equals("3D000")) {
            return store + " does not exist (" + detail + "); create the database first: createdb NAME";
        }
        if (state.equals("42P07")) {
            return store + " contains tables of another program (" + detail
                    + "); choose another database, or another schema with ?currentSchema=NAME";
        }
        if (state.equals("42501") || state.equals("25006")) {
            return store + " cannot be written to (" + detail
                    + "); grant the user write access, or choose another store";
        }
        if (state.equals("53100")) {
            return "the disk of the server of " + store
                    + " is full; free some space and run again: everything saved so far is kept";
        }
        if (state.equals("55P03")) {
            return store + " is locked by another program; close that program, or choose another store";
        }
        return store + " cannot be used (" + detail + "); choose another store, and report this";
    }
}
