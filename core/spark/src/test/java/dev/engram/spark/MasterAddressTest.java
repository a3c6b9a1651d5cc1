package dev.engram.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spark.bridge.DriverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MasterAddressTest {
    private static DriverException problem(String master) {
        return assertThrows(DriverException.class, () -> MasterAddress.check(master));
    }

    @Test
    void aPortOnWhichNobodyListensIsBadInput() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        DriverException e = problem("spark://127.0.0.1:" + port);
        assertEquals(2, e.exitCode());
        assertTrue(e.getMessage().startsWith("no Spark master answers at spark://127.0.0.1:" + port), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://host", "spark://host:", "spark://host:x", "spark://host:99999", "spark://:"})
    void anAddressWithoutHostAndPortIsBadInput(String master) {
        assertEquals(2, problem(master).exitCode());
    }

    @Test
    void oneOfSeveralMastersIsEnough() throws IOException {
        try (ServerSocket standby = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertDoesNotThrow(() -> MasterAddress.check("spark://wrong,127.0.0.1:" + standby.getLocalPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "yarn", "k8s://https://host:443"})
    void otherClusterManagersAreNotChecked(String master) {
        assertDoesNotThrow(() -> MasterAddress.check(master));
    }
}
