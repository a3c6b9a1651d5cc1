package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors of a server after which the same may succeed later, and others. */
class PostgresErrorsTest {
    private static StoreException open(int port) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/runs?user=u&sslmode=disable&gssEncMode=disable"
                + "&connectTimeout=1&socketTimeout=1";
        return assertThrows(StoreException.class, () -> Stores.open(url).close());
    }

    @Test
    void aServerThatDoesNotAnswerALoginInTimeMayAnswerLater() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            StoreException e = open(silent.getLocalPort());
            assertTrue(e.isTemporary(), e.getMessage());
            assertTrue(e.getMessage().contains("cannot be reached (it did not answer in time);"), e.getMessage());
        }
    }

    @Test
    void anAddressAtWhichNobodyListensIsAMistake() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertFalse(open(port).isTemporary());
    }

    @Test
    void theReasonOfANetworkIsInTheMessage() {
        assertReason("unknown host nowhere.example", new UnknownHostException("nowhere.example"));
        assertReason("Network is unreachable", new SocketException("Network is unreachable"));
    }

    private static void assertReason(String expected, IOException reason) {
        SQLException e = new SQLException("The connection attempt failed.", "08001", reason);
        String message = PostgresErrors.translate("store", e).getMessage();
        assertTrue(message.contains("cannot be reached (" + expected + ");"), message);
    }

    @Test
    void aNetworkThatSwallowsTheFirstPacketIsAMistake() {
        SQLException e = new SQLException("failed", "08001", new SocketTimeoutException("Connect timed out"));
        assertFalse(PostgresErrors.translate("store", e).isTemporary());
    }

    @Test
    void aServerWithoutAFreeConnectionMayHaveOneLater() {
        StoreException e = PostgresErrors.translate("store", noConnectionLeft());
        assertTrue(e.isTemporary());
        assertEquals(
                "the server of store has no connection left (too many clients); run again later, use fewer workers,"
                        + " or raise its max_connections",
                e.getMessage());
    }

    @Test
    void aServerThatIsStartingMayAnswerLater() {
        assertTrue(PostgresErrors.translate("store", new SQLException("the database system is starting up", "57P03"))
                .isTemporary());
    }

    private static SQLException noConnectionLeft() {
        return new SQLException("too many clients", "53300");
    }

    /** Returns attempts in a time that passes only while they wait, and writes down how long. */
    private static ConnectionAttempts attempts(List<Duration> waits) {
        return new ConnectionAttempts(
                () -> waits.stream().mapToLong(Duration::toNanos).sum(), waits::add, RandomStreams.of(1, "jitter"));
    }

    @Test
    void aWorkerAsksABusyServerAgainAfterPausesThatDouble() {
        List<Duration> waits = new ArrayList<>();
        Store opened = attempts(waits).open(() -> {
            if (waits.size() < 4) {
                throw PostgresErrors.translate("store", noConnectionLeft());
            }
            return Stores.inMemory();
        });
        opened.close();
        for (int i = 0; i < 4; i++) {
            long middle = 1000L << i;
            assertTrue(Math.abs(waits.get(i).toMillis() - middle) <= middle / 2, waits.toString());
        }
    }

    @Test
    void aWorkerGivesUpAfterAMinuteWithTheLastCauseAndTheNumberOfAttempts() {
        List<Duration> waits = new ArrayList<>();
        StoreException e = assertThrows(
                StoreException.class,
                () -> attempts(waits).open(() -> {
                    throw PostgresErrors.translate("store", noConnectionLeft());
                }));
        assertTrue(e.isTemporary());
        assertTrue(
                e.getMessage()
                        .matches("the server of store has no connection left .* \\([5-9] attempts in \\d\\d s\\)"),
                e.getMessage());
        assertTrue(waits.stream().mapToLong(Duration::toMillis).sum() <= 60_000, waits.toString());
    }

    @Test
    void aWrongPasswordAndAnAddressWithoutAServerFailAtOnce() {
        for (SQLException mistake : List.of(
                new SQLException("password authentication failed", "28P01"),
                new SQLException("refused", "08001", new ConnectException("Connection refused")),
                new SQLException("unknown", "08001", new UnknownHostException("nowhere")))) {
            List<Duration> waits = new ArrayList<>();
            assertThrows(
                    StoreException.class,
                    () -> attempts(waits).open(() -> {
                        throw PostgresErrors.translate("store", mistake);
                    }));
            assertEquals(List.of(), waits, mistake.getMessage());
        }
    }
}
