package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens files for reading only, as for a user without permission to write, which the user root never is. */
class ReadOnlyStoreTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void save() {
        file = folder.resolve("runs.db");
        try (Store store = Stores.open(file.toString())) {
            store.save(RunFixtures.run(1));
        }
    }

    private static Store readOnly(Path file) {
        return new SqlStore(SqliteDatabase.openReadOnly(file, 0), List.of());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void runsAreReadAndNothingIsWritten() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (Store store = readOnly(file)) {
            assertEquals(Optional.of(RunFixtures.run(1)), store.find(RunFixtures.id(1)));
            assertEquals(List.of(), store.check().faults());
            assertEquals(List.of(file), files(), "no log and no index of a log");
            String message = assertThrows(StoreException.class, () -> store.save(RunFixtures.run(2)))
                    .getMessage();
            assertTrue(message.startsWith(file + " cannot be written to; "), message);
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aStoreOfAnEarlierVersionIsReadFromACopy() throws Exception {
        Path old = folder.resolve("old.db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement s = c.createStatement()) {
            s.executeUpdate(Files.readString(Path.of("../app/src/test/resources/old-store/store.sql")));
        }
        byte[] before = Files.readAllBytes(old);
        try (Store store = readOnly(old)) {
            assertEquals(14, store.find(store.ids("")).size());
            assertEquals(14, store.check().withoutChecksum());
        }
        assertArrayEquals(before, Files.readAllBytes(old));
    }

    /** A killed process leaves a log, which the copy of the test has without the index that SQLite shares in memory. */
    @Test
    void runsThatAreOnlyInTheLogAreRead() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("copy.db");
        try (Store killed = Stores.open(file.toString())) {
            killed.save(RunFixtures.run(2));
            Files.copy(file, copy);
            Files.copy(folder.resolve("runs.db-wal"), copy.resolveSibling("copy.db-wal"));
        }
        try (Store store = readOnly(copy)) {
            assertEquals(
                    List.of(RunFixtures.run(1), RunFixtures.run(2)),
                    store.find(List.of(RunFixtures.id(1), RunFixtures.id(2))));
        }
    }

    @Test
    void aFileThatIsNotAStoreIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "a text");
        assertEquals(
                text + " is not an Engram store and was left unchanged; choose another file",
                assertThrows(StoreException.class, () -> readOnly(text)).getMessage());
    }
}
