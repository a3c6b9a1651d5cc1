package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import dev.engram.engine.text.ExceptionText;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Messages for users for the errors of a PostgreSQL server, and what they mean for a transaction. */
final class PostgresErrors {
    /** The state of an error after {@code lock_timeout}. */
    private static final String LOCK_TIMEOUT = "55P03";

    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** All that the driver says if the network fails. The cause says more. */
    private static final String CONNECTION_FAILED = "The connection attempt failed.";

    private PostgresErrors() {}

    static StoreException translate(String store, SQLException e) {
        return isTemporary(e)
                ? StoreException.temporary(message(store, e), e)
                : new StoreException(message(store, e), e);
    }

    /**
     * Returns whether the server was reached, but had no time or no connection left. A network that swallows the
     * first packet is none of these: a worker behind it never reaches the server.
     */
    private static boolean isTemporary(SQLException e) {
        return isLate(e) && !isConnectTimeout(e) || hasNoTime(e);
    }

    /**
     * Returns whether a server that many workers call at the same time may have failed like this: it lets first packets
     * fall if too many connections wait for it. So does a network without a way to it, which only time can tell.
     */
    static boolean mayBeBusy(SQLException e) {
        return isLate(e) || hasNoTime(e);
    }

    private static boolean hasNoTime(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("57P") || hasNoConnectionLeft(e);
    }

    /** Returns whether the server has as many connections as it allows. */
    static boolean hasNoConnectionLeft(SQLException e) {
        return TOO_MANY_CONNECTIONS.equals(e.getSQLState());
    }

    private static boolean isLate(SQLException e) {
        return ExceptionText.causes(e).stream().anyMatch(SocketTimeoutException.class::isInstance);
    }

    private static boolean isConnectTimeout(SQLException e) {
        return ExceptionText.causes(e).stream()
                .filter(SocketTimeoutException.class::isInstance)
                .anyMatch(c ->
                        String.valueOf(c.getMessage()).toLowerCase(Locale.ROOT).startsWith("connect"));
    }

    /** Returns whether the server is gone, is stopping or is starting. */
    static boolean isUnreachable(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08") || state.startsWith("57P");
    }

    /**
     * Returns whether the server has ended a transaction because of a concurrent one, so that it can be repeated:
     * conflicting changes, a deadlock, or a lock that another transaction held for too long.
     */
    static boolean isConcurrency(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.equals("40001") || state.equals("40P01") || state.equals(LOCK_TIMEOUT);
    }

    /** Returns the reason in one line. */
    private static String detail(SQLException e) {
        if (isLate(e)) {
            return "it did not answer in time";
        }
        List<Throwable> causes = ExceptionText.causes(e);
        Throwable last = causes.get(causes.size() - 1);
        if (last instanceof UnknownHostException) {
            return "unknown host " + last.getMessage();
        }
        if (CONNECTION_FAILED.equals(e.getMessage()) && last.getMessage() != null) {
            return last.getMessage();
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return e.getMessage() == null
                ? state
                : e.getMessage().lines().findFirst().orElse(state);
    }

    private static String message(String store, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String detail = detail(e);
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
        if (hasNoConnectionLeft(e)) {
            return "the server of " + store + " has no connection left (" + detail
                    + "); run again later, use fewer workers, or raise its max_connections";
        }
        if (state.equals("53100")) {
            return "the disk of the server of " + store
                    + " is full; free some space and run again: everything saved so far is kept";
        }
        if (state.equals(LOCK_TIMEOUT)) {
            return store + " is locked by another program; close that program, or choose another store";
        }
        return store + " cannot be used (" + detail + "); choose another store, and report this";
    }
}
