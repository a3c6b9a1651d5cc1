package dev.engram.app.launch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The master of a Spark cluster. */
public final class SparkMaster {
    private static final String PREFIX = "spark://";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Types of messages of Spark's protocol: a frame is its length in eight bytes, its type in one, and a body. */
    private static final int STREAM_REQUEST = 6;

    private static final int STREAM_FAILURE = 8;
    /** A stream that no Spark has. Every Spark process answers the request for it, also before it authenticates. */
    private static final byte[] STREAM = "/engram/is-this-spark".getBytes(StandardCharsets.UTF_8);

    private static final int TLS_ALERT = 0x15;

    private SparkMaster() {}

    /**
     * Tells early that no master listens at an address: Spark itself would try for a minute. Returns the problem; empty
     * if one of the masters answers, and for other cluster managers than Spark's own.
     *
     * @param master such as {@code spark://host:7077,other:7077}
     */
    public static Optional<String> problem(String master) {
        return problem(master, TIMEOUT);
    }

    static Optional<String> problem(String master, Duration timeout) {
        if (!master.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        for (String address : master.substring(PREFIX.length()).split(",")) {
            try {
                if (isSpark(parse(address), (int) timeout.toMillis())) {
                    return Optional.empty();
                }
                problems.add(address + ": another program listens there; the first page of the master's web site shows"
                        + " its address");
            } catch (IOException | IllegalArgumentException e) {
                problems.add(address + ": " + e.getMessage());
            }
        }
        return Optional.of("no Spark master answers at " + master + " (" + String.join("; ", problems)
                + "); start it, or correct the address");
    }

    private static boolean isSpark(InetSocketAddress address, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            return answersLikeSpark(socket);
        }
    }

    /** Asks for a stream that does not exist. A server with encryption does not understand that, and is believed. */
    private static boolean answersLikeSpark(Socket socket) throws IOException {
        try {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            int body = 1 + Integer.BYTES + STREAM.length;
            out.writeLong(Long.BYTES + (long) body);
            out.writeByte(STREAM_REQUEST);
            out.writeInt(STREAM.length);
            out.write(STREAM);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int first = in.read();
            if (first == 0) {
                in.readFully(new byte[Long.BYTES - 1]);
                return in.read() == STREAM_FAILURE;
            }
            return first == -1 || first == TLS_ALERT;
        } catch (SocketTimeoutException e) {
            throw new IOException("a program listens there, but did not answer in time", e);
        } catch (EOFException | SocketException e) {
            return true; // closed, as a server does that expects an encrypted connection
        }
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
