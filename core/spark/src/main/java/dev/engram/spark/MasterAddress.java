package dev.engram.spark;

import dev.engram.spark.bridge.DriverException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells early that no Spark master listens at an address: Spark itself would try for a minute. */
final class MasterAddress {
    private static final String PREFIX = "spark://";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private MasterAddress() {}

    /**
     * Checks that one of the masters accepts connections. Other cluster managers than Spark's own are not checked.
     *
     * @param master such as {@code spark://host:7077,other:7077}
     * @throws DriverException if the address is not valid or none of the masters accepts connections
     */
    static void check(String master) throws DriverException {
        if (!master.startsWith(PREFIX)) {
            return;
        }
        List<String> problems = new ArrayList<>();
        for (String address : master.substring(PREFIX.length()).split(",")) {
            try (Socket socket = new Socket()) {
                socket.connect(parse(address), (int) TIMEOUT.toMillis());
                return;
            } catch (IOException | IllegalArgumentException e) {
                problems.add(address + ": " + e.getMessage());
            }
        }
        throw new DriverException(
                2,
                "no Spark master answers at " + master + " (" + String.join("; ", problems)
                        + "); start it, or correct the address. Nothing was run.");
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
