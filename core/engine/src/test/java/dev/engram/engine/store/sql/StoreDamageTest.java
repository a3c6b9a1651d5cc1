package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class StoreDamageTest {
    @TempDir
    Path folder;

    private static Connection sqlite(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void execute(Path file, String... sql) throws SQLException {
        try (Connection connection = sqlite(file);
                Statement statement = connection.createStatement()) {
            for (String s : sql) {
                statement.execute(s);
            }
        }
    }

    private Path store() {
        Path file = folder.resolve("runs.db");
        try (Store store = Stores.open(file.toString())) {
            store.save(RunFixtures.run(1));
        }
        return file;
    }

    private static String refusal(Path file) {
        return assertThrows(
                        StoreException.class, () -> Stores.open(file.toString()).close())
                .getMessage();
    }

    @Test
    void aStoreOfANewerEngramIsRefusedAndUntouched() throws Exception {
        Path file = store();
        execute(file, "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 7");
        byte[] before = Files.readAllBytes(file);
        assertEquals(
                file
                        + " has version 7, written by a newer Engram; this one reads version 6: use the newer Engram,"
                        + " or choose another store",
                refusal(file));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aNewerVersionThatIsOnlyInTheLogIsSeen() throws Exception {
        Path file = store();
        try (Connection newer = sqlite(file);
                Statement statement = newer.createStatement()) {
            statement.execute("PRAGMA user_version = 7");
            assertTrue(refusal(file).contains("version 7"));
        }
    }

    @Test
    void aVersionThatDoesNotExistIsRefused() throws Exception {
        Path file = store();
        execute(file, "PRAGMA user_version = -1");
        assertTrue(refusal(file).contains("does not exist"));
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefusedAndUntouched() throws Exception {
        Path file = folder.resolve("photos.db");
        execute(file, "CREATE TABLE photo (name TEXT)");
        byte[] before = Files.readAllBytes(file);
        assertEquals(file + " is not an Engram store and was left unchanged; choose another file", refusal(file));
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "name: my suite, given instead of the store by mistake, and longer than the one hundred bytes of a"
                        + " header\n"
            })
    void aFileThatIsNotADatabaseIsRefusedAndUntouched(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("suite.yaml"), text);
        assertEquals(file + " is not an Engram store and was left unchanged; choose another file", refusal(file));
        assertEquals(text, Files.readString(file));
    }

    @Test
    void anEmptyFileBecomesAStore() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.db"));
        Stores.open(file.toString()).close();
        assertNotEquals(0, Files.size(file));
    }

    @Test
    void aFolderIsNotAStore() {
        assertEquals(folder + " is a folder; give a file in it, such as " + folder.resolve("runs.db"), refusal(folder));
    }

    @Test
    void aFileWhereAFolderIsNeededIsNamed() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("results"));
        String message = refusal(inTheWay.resolve("runs.db"));
        assertEquals(
                inTheWay + " is a file, but " + inTheWay.resolve("runs.db")
                        + " needs a folder there; choose another file for the store",
                message);
    }

    @Test
    void emptyNamesAndDatabaseAddressesAreExplained() {
        assertTrue(assertThrows(StoreException.class, () -> Stores.open(" "))
                .getMessage()
                .startsWith("the name of the store is empty"));
        String message = assertThrows(StoreException.class, () -> Stores.open("jdbc:mysql://host/runs"))
                .getMessage();
        assertTrue(message.contains("is not a supported database"), message);
    }

    @Test
    void aFolderWithoutWritePermissionIsNamed() {
        Path locked = folder.resolve("locked");
        assertTrue(locked.toFile().mkdir() && locked.toFile().setWritable(false));
        assumeFalse(Files.isWritable(locked), "this user may write everywhere");
        assertTrue(refusal(locked.resolve("runs.db")).startsWith("no permission to write in the folder " + locked));
    }

    @Test
    void aFileWithoutWritePermissionIsNamed() {
        Path file = store();
        assertTrue(file.toFile().setWritable(false));
        assumeFalse(Files.isWritable(file), "this user may write everywhere");
        assertTrue(refusal(file).startsWith("no permission to read and write " + file));
    }

    @Test
    void aLockedFileIsReportedAndWorksAfterwards() throws Exception {
        Path file = store();
        try (Store store = new SqlStore(SqliteDatabase.open(file, 0), List.of())) {
            try (Connection other = sqlite(file);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                String message = assertThrows(StoreException.class, () -> store.save(RunFixtures.run(2)))
                        .getMessage();
                assertEquals(
                        file + " is locked by another program; close that program, or choose another file", message);
                assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)), "reading still works");
                statement.execute("ROLLBACK");
            }
            store.save(RunFixtures.run(2));
            assertEquals(
                    2, store.done(List.of(RunFixtures.id(1), RunFixtures.id(2))).size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL,the disk is full",
        "SQLITE_READONLY,cannot be written to",
        "SQLITE_READONLY_DIRECTORY,cannot be written to",
        "SQLITE_PERM,cannot be written to",
        "SQLITE_CANTOPEN,cannot be opened",
        "SQLITE_NOTADB,is not an Engram store",
        "SQLITE_CORRUPT,is damaged",
        "SQLITE_IOERR_SHORT_READ,is damaged",
        "SQLITE_IOERR,the disk reported an error",
        "SQLITE_BUSY_SNAPSHOT,is locked",
        "SQLITE_TOOBIG,report this"
    })
    void everyErrorOfTheDatabaseHasAMessage(String code, String words) {
        String message = SqliteErrors.translate(folder, new SQLiteException("original", SQLiteErrorCode.valueOf(code)))
                .getMessage();
        assertTrue(message.contains(words), message);
        assertTrue(message.contains(folder.toString()), message);
        assertFalse(message.endsWith("."), message);
    }

    /** A trigger on the last measurement stops the database in the middle of a save. */
    @Test
    void anInterruptedSaveLeavesNothingOfItsRun() throws Exception {
        Path file = store();
        int last = RunFixtures.MEASUREMENTS.size() - 1;
        execute(
                file,
                "CREATE TRIGGER stop BEFORE INSERT ON measurement WHEN NEW.ordinal = " + last
                        + " BEGIN SELECT RAISE(ABORT, 'stop'); END");
        try (Store store = Stores.open(file.toString())) {
            assertThrows(StoreException.class, () -> store.save(RunFixtures.run(2)));
            assertEquals(Optional.empty(), store.find(RunFixtures.id(2)));
            assertEquals(List.of(new RunLabel("suite", "cell", RunFixtures.id(1))), store.labels("suite"));
            execute(file, "DROP TRIGGER stop");
            store.save(RunFixtures.run(2));
            assertEquals(Optional.of(RunFixtures.run(2)), store.find(RunFixtures.id(2)));
        }
    }

    /** A killed process leaves the file and its log as they are, so the test reads a copy of both. */
    @Test
    void aStoreThatWasNeverClosedHasAllThatWasSaved() throws Exception {
        Path file = folder.resolve("runs.db");
        Path copy = folder.resolve("copy.db");
        try (Store killed = Stores.open(file.toString())) {
            killed.save(RunFixtures.run(1));
            killed.save(RunFixtures.run(2));
            Files.copy(file, copy);
            Files.copy(folder.resolve("runs.db-wal"), folder.resolve("copy.db-wal"));
        }
        try (Store store = Stores.open(copy.toString())) {
            assertEquals(
                    List.of(RunFixtures.run(1), RunFixtures.run(2)),
                    store.find(List.of(RunFixtures.id(1), RunFixtures.id(2))));
        }
    }

    /** The last transaction is torn: the run before it is complete, and nothing of the torn one is visible. */
    @Test
    void aTornLogCostsTheLastRunOnly() throws Exception {
        Path file = folder.resolve("runs.db");
        Path copy = folder.resolve("copy.db");
        try (Store killed = Stores.open(file.toString())) {
            killed.save(RunFixtures.run(1));
            killed.save(RunFixtures.run(2));
            Files.copy(file, copy);
            byte[] log = Files.readAllBytes(folder.resolve("runs.db-wal"));
            Files.write(folder.resolve("copy.db-wal"), Arrays.copyOf(log, log.length - 1));
        }
        try (Store store = Stores.open(copy.toString())) {
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
            assertEquals(Optional.empty(), store.find(RunFixtures.id(2)));
            assertEquals(1, store.labels("suite").size());
        }
    }

    @Test
    void aDamagedStoreIsReported() throws Exception {
        Path file = store();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        String message = assertThrows(StoreException.class, () -> {
                    try (Store store = Stores.open(file.toString())) {
                        store.find(RunFixtures.id(1));
                    }
                })
                .getMessage();
        assertEquals(
                file + " is damaged; restore it from a copy, or choose another file and run again"
                        + " ('engram store verify' lists all damage)",
                message);
    }

    @Test
    void usingAClosedStoreIsAProgrammingError() {
        Store store = Stores.open(folder.resolve("runs.db").toString());
        store.close();
        store.close();
        assertThrows(IllegalStateException.class, () -> store.find(RunFixtures.id(1)));
    }

    @Test
    void anySqlToolCanReadTheMeasurements() throws Exception {
        Path file = store();
        try (Connection connection = sqlite(file);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*), sum(value IS NULL), min(suite), min(seed) FROM measurements")) {
            rows.next();
            assertEquals(RunFixtures.MEASUREMENTS.size(), rows.getInt(1));
            assertEquals(1, rows.getInt(2), "NaN is NULL");
            assertEquals("suite", rows.getString(3));
            assertEquals(1, rows.getInt(4));
        }
    }
}
