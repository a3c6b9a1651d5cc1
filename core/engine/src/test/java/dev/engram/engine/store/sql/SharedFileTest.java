package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest extends SharedStoreChecks {
    @TempDir
    private Path folder;

    @Override
    Store open() {
        return Stores.open(folder.resolve("runs.db").toString());
    }

    @Override
    String jdbc() {
        return "jdbc:sqlite:" + folder.resolve("runs.db");
    }

    @Test
    void aStoreOfTheFirstVersionIsMigrated() throws Exception {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
        }
        try (Connection c = DriverManager.getConnection(jdbc());
                Statement s = c.createStatement()) {
            for (String sql : List.of(
                    "DROP TABLE queued",
                    "DROP TABLE queued_cell",
                    "DROP TABLE launch",
                    "DROP TABLE worker",
                    "DROP TABLE stored_file",
                    "DROP TABLE file_part",
                    "DROP TABLE job",
                    "DROP VIEW measurements",
                    "DROP VIEW history",
                    "DROP VIEW runs",
                    "DROP VIEW plans",
                    "DROP TABLE placement",
                    "DROP TABLE plan",
                    "DROP TABLE manifest",
                    "DROP TABLE weights",
                    "ALTER TABLE run DROP COLUMN weights_checksum",
                    "ALTER TABLE run DROP COLUMN ended",
                    "ALTER TABLE run DROP COLUMN content_checksum",
                    "ALTER TABLE run DROP COLUMN predictions_checksum",
                    "ALTER TABLE run DROP COLUMN checksum",
                    "CREATE VIEW measurements AS SELECT 1",
                    "DROP TABLE prediction",
                    "DROP TABLE answers",
                    "DROP TABLE claim",
                    "DROP TABLE checkpoint",
                    "PRAGMA user_version = 1")) {
                s.execute(sql);
            }
        }
        try (Store store = open()) {
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
            assertEquals(Store.ClaimResult.ACQUIRED, store.claim(RunFixtures.id(2)));
        }
    }

    /** A limit on the pages of the file simulates a full disk: SQLite reports both in the same way. */
    @Test
    void aFullDiskIsReportedAndSavedRunsAreKept() throws Exception {
        SqliteDatabase database = SqliteDatabase.open(folder.resolve("runs.db"), 0);
        try (Store store = new SqlStore(database, List.of())) {
            store.save(RunFixtures.run(1));
            try (Statement s = database.connection().createStatement()) {
                s.execute("PRAGMA max_page_count = 1"); // SQLite raises it to the current size
            }
            String message = assertThrows(
                            StoreException.class, () -> store.saveCheckpoint(RunFixtures.id(2), new byte[1 << 20]))
                    .getMessage();
            assertEquals(
                    "the disk is full, so nothing more can be written to " + folder.resolve("runs.db")
                            + "; free some space and run again: everything saved so far is kept",
                    message);
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
            try (Statement s = database.connection().createStatement()) {
                s.execute("PRAGMA max_page_count = 100000");
            }
            store.saveCheckpoint(RunFixtures.id(2), new byte[1 << 20]);
            assertTrue(store.checkpoint(RunFixtures.id(2)).isPresent(), "saving works again when there is space");
        }
    }

    @Test
    void aRowThatRefersToAMissingRowIsFound() throws Exception {
        try (Store store = open()) {
            store.save(RunFixtures.run(1));
            try (Connection c = DriverManager.getConnection(jdbc());
                    Statement s = c.createStatement()) {
                s.execute("DELETE FROM series WHERE metric = 'loss' AND phase = 'train'");
            }
            assertEquals(
                    "a row of the table measurement refers to a missing row of the table series",
                    store.check().faults().get(0));
        }
    }
}
