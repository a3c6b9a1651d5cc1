package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
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
            assertTrue(e.getMessage().contains("cannot be reached"), e.getMessage());
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
    void aNetworkThatSwallowsTheFirstPacketIsAMistake() {
        SQLException e = new SQLException("failed", "08001", new SocketTimeoutException("Connect timed out"));
        assertFalse(PostgresErrors.translate("store", e).isTemporary());
    }

    @Test
    void aServerWithoutAFreeConnectionMayHaveOneLater() {
        StoreException e = PostgresErrors.translate("store", new SQLException("too many clients", "53300"));
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
}
