package dev.engram.app.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The master of a Spark cluster. */
public final class SparkMaster {
    private static final String PREFIX = "spark://";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private SparkMaster() {}

    /**
     * Tells early that no master listens at an address: Spark itself would try for a minute. Returns the problem; empty
     * if one of the masters accepts connections, and for other cluster managers than Spark's own.
     *
     * @param master such as {@code spark://host:7077,other:7077}
     */
    public static Optional<String> problem(String master) {
        if (!master.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        for (String address : master.substring(PREFIX.length()).split(",")) {
            try (Socket socket = new Socket()) {
                socket.connect(parse(address), (int) TIMEOUT.toMillis());
                return Optional.empty();
            } catch (IOException | IllegalArgumentException e) {
                problems.add(address + ": " + e.getMessage());
            }
        }
        return Optional.of("no Spark master answers at " + master + " (" + String.join("; ", problems)
                + "); start it, or correct the address");
    }

    private static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        try {
            return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("expected HOST:PORT", e);
        }
    }
}
