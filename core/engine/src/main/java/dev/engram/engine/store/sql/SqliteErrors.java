package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Messages for users for SQLite's errors. */
final class SqliteErrors {
    /** Selects the kind of error; the higher bits of a result code only refine it. */
    private static final int PRIMARY_CODE_MASK = 0xff;

    private SqliteErrors() {}

    static StoreException translate(Path file, SQLException e) {
        int primaryCode = primaryCode(e);
        if (primaryCode == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return StoreException.damaged(file.toString(), "", e);
        }
        if (e instanceof SQLiteException s && s.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ) {
            return StoreException.damaged(file.toString(), "its end is missing", e);
        }
        // Our statements fit our tables, so a statement is wrong only if the definition of the tables is damaged.
        return primaryCode == SQLiteErrorCode.SQLITE_ERROR.code
                ? StoreException.damaged(file.toString(), "its tables cannot be read: " + e.getMessage(), e)
                : new StoreException(message(file, e), e);
    }

    /** Returns whether a file that is open for reading only cannot be read before something is written. */
    static boolean needsWriting(SQLException e) {
        int primaryCode = primaryCode(e);
        return primaryCode == SQLiteErrorCode.SQLITE_READONLY.code
                || primaryCode == SQLiteErrorCode.SQLITE_CANTOPEN.code;
    }

    static boolean isBusy(SQLException e) {
        return primaryCode(e) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private static String message(Path file, SQLException e) {
        int primaryCode = primaryCode(e);
        if (primaryCode == SQLiteErrorCode.SQLITE_BUSY.code || primaryCode == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return file + " is locked by another program; close that program, or choose another file";
        }
        if (primaryCode == SQLiteErrorCode.SQLITE_FULL.code) {
            return "the disk is full, so nothing more can be written to " + file
                    + "; free some space and run again: everything saved so far is kept";
        }
        if (primaryCode == SQLiteErrorCode.SQLITE_READONLY.code || primaryCode == SQLiteErrorCode.SQLITE_PERM.code) {
            return file
                    + " cannot be written to; change the permissions of the file and of its folder, or choose another"
                    + " file";
        }
        if (primaryCode == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return file
                    + " cannot be opened; check the permissions of the file and of its folder, or choose another file";
        }
        if (primaryCode == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return StoreFile.foreign(file).getMessage();
        }
        if (primaryCode == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "the disk reported an error in " + file + " (" + e.getMessage()
                    + "); check the disk, or put the store elsewhere";
        }
        return file + " cannot be used (" + e.getMessage() + "); choose another file, and report this";
    }

    private static int primaryCode(SQLException e) {
        int code = e instanceof SQLiteException s ? s.getResultCode().code : e.getErrorCode();
        return code & PRIMARY_CODE_MASK;
    }
}
