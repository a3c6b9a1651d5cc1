package dev.engram.engine.store;

import java.sql.SQLException;

/** What PostgreSQL's errors mean to a user: by SQLSTATE, appendix A of its manual. */
final class PostgresErrors {
    private PostgresErrors() {}

    static StoreException translate(String store, SQLException e) {
        return new StoreException(message(store, e), e);
    }

    private static String message(String store, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String says = e.getMessage() == null
                ? state
                : e.getMessage().lines().findFirst().orElse(state);
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "the server of " + store + " cannot be reached (" + says
                    + "); start it, check host and port, and go on: what" + " was saved is kept";
        }
        if (state.startsWith("28")) {
            return "the server of " + store + " does not let you in (" + says
                    + "); give ?user=NAME&password=WORD, or let the" + " user in";
        }
        if (state.equals("3D000")) {
            return store + " is not there (" + says + "); make the database first: createdb NAME";
        }
        if (state.equals("42P07")) {
            return store + " has tables of another program (" + says
                    + "); name another database, or another schema with" + " ?currentSchema=NAME";
        }
        if (state.equals("42501") || state.equals("25006")) {
            return store + " cannot be written to (" + says + "); let the user write, or name another store";
        }
        if (state.equals("53100")) {
            return "the disk of the server of " + store + " is full; make room and go on: what was saved is kept";
        }
        if (state.equals("55P03")) {
            return store + " is locked by another program; close that program, or name another store";
        }
        return store + " cannot be used (" + says + "); name another store, and report this";
    }
}
