package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues that another version of Engram has written. */
class QueueFormatTest {
    private static final Submission SUBMISSION = new Submission("1", new QueuedPlan("suite", "digest", ""), List.of());
    private static final QueuedRun RUN = new QueuedRun(
            RunFixtures.id(1),
            new QueuedCell("suite", "cell", Map.of(), OptionalInt.empty(), "spec", List.of(), false),
            1);

    @TempDir
    private Path folder;

    private String location;
    private long job;

    @BeforeEach
    void submit() {
        location = folder.resolve("runs.db").toString();
        try (Store store = Stores.open(location)) {
            job = store.queue().submit(SUBMISSION, store.beginPlan("suite", "digest", ""), List.of(RUN));
        }
    }

    /** Replaces the version of the format, which is the first byte. */
    private void setFormat(String table, String column, int format) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + location);
                PreparedStatement read = connection.prepareStatement("SELECT " + column + " FROM " + table);
                ResultSet rows = read.executeQuery();
                PreparedStatement write = connection.prepareStatement("UPDATE " + table + " SET " + column + " = ?")) {
            assertTrue(rows.next());
            byte[] bytes = rows.getBytes(1);
            bytes[0] = (byte) format;
            rows.close();
            write.setBytes(1, bytes);
            assertEquals(1, write.executeUpdate());
        }
    }

    @Test
    void aJobOfTheFirstFormatIsListedClaimedAndCancelled() throws SQLException {
        setFormat("job", "submission", 1);
        setFormat("queued_cell", "cell", 1);
        try (Store store = Stores.open(location)) {
            assertEquals(SUBMISSION, store.queue().jobs().get(0).submission());
            assertEquals(List.of(RUN), store.queue().claim(job, 1, List.of()));
            assertEquals(1, store.queue().cancel(job));
        }
    }

    @Test
    void aJobOfALaterFormatIsRefusedWithTheNameOfTheStore() throws SQLException {
        setFormat("job", "submission", 9);
        setFormat("queued_cell", "cell", 9);
        try (Store store = Stores.open(location)) {
            for (String message : List.of(
                    assertThrows(StoreException.class, () -> store.queue().jobs())
                            .getMessage(),
                    assertThrows(StoreException.class, () -> store.queue().claim(job, 1, List.of()))
                            .getMessage())) {
                assertTrue(message.startsWith(location + " has a queue that cannot be read"), message);
                assertTrue(message.contains("format 9"), message);
            }
        }
    }
}
