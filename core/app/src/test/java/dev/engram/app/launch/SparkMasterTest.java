package dev.engram.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkMasterTest {
    /** The beginning of a failure, as Spark sends it. */
    private static final byte[] SPARK = {0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0, 0, 1, 'x'};

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

    /** Answers one connection with some bytes, and waits until the other side has closed it. */
    private static Thread answer(ServerSocket server, byte[] bytes) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                while (socket.getInputStream().read() >= 0) {
                    // reads on
                }
            } catch (IOException e) {
                // the test has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Optional<String> problem(byte[] answer) throws IOException {
        try (ServerSocket server = server()) {
            answer(server, answer);
            return SparkMaster.problem("spark://127.0.0.1:" + server.getLocalPort(), Duration.ofMillis(300));
        }
    }

    @Test
    void oneOfSeveralMastersIsEnough() throws IOException {
        try (ServerSocket standby = server()) {
            answer(standby, SPARK);
            assertEquals(Optional.empty(), SparkMaster.problem("spark://wrong,127.0.0.1:" + standby.getLocalPort()));
        }
    }

    @Test
    void aMasterWithEncryptionIsBelieved() throws IOException {
        assertEquals(Optional.empty(), problem(new byte[] {0x15, 3, 3, 0, 2, 2, 80}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "220"})
    void anotherProgramThatListensIsNotAMaster(String greeting) throws IOException {
        String problem = problem(greeting.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertTrue(problem.contains("another program listens there"), problem);
    }

    @Test
    void aProgramThatListensAndIsSilentIsAProblem() throws IOException {
        String problem = problem(new byte[0]).orElseThrow();
        assertTrue(problem.contains("a program listens there, but did not answer in time"), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "yarn", "k8s://https://host:443"})
    void otherClusterManagersAreNotChecked(String master) {
        assertEquals(Optional.empty(), SparkMaster.problem(master));
    }
}
