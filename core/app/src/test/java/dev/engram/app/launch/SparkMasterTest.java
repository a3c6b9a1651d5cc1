package dev.engram.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkMasterTest {
    @Test
    void aPortOnWhichNobodyListensIsAProblem() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String problem = SparkMaster.problem("spark://127.0.0.1:" + port).orElseThrow();
        assertTrue(problem.startsWith("no Spark master answers at spark://127.0.0.1:" + port), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://host", "spark://host:", "spark://host:x", "spark://host:99999", "spark://:"})
    void anAddressWithoutHostAndPortIsAProblem(String master) {
        assertTrue(SparkMaster.problem(master).isPresent());
    }

    @Test
    void oneOfSeveralMastersIsEnough() throws IOException {
        try (ServerSocket standby = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(Optional.empty(), SparkMaster.problem("spark://wrong,127.0.0.1:" + standby.getLocalPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "yarn", "k8s://https://host:443"})
    void otherClusterManagersAreNotChecked(String master) {
        assertEquals(Optional.empty(), SparkMaster.problem(master));
    }
}
