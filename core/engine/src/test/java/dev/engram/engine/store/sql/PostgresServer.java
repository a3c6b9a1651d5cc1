package dev.engram.engine.store.sql;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PostgreSQL server for a test, in a temporary folder, on a free port of the loopback interface. */
public final class PostgresServer implements AutoCloseable {
    /**
     * The user that runs the server if the test runs as root, which the server refuses. Its packages create this user.
     */
    private static final String USER = "postgres";

    private static final int TIMEOUT_SECONDS = 60;
    private static final int POLL_MILLIS = 50;

    private final Path folder;
    private Process process;
    private final int port;
    private final List<String> settings;

    private PostgresServer(Path folder, int port, List<String> settings) throws IOException {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        process = launch();
    }

    /** Returns the reason why no server can be started here; empty if one can. */
    public static Optional<String> unavailableReason() {
        if (program("initdb").isEmpty() || program("postgres").isEmpty()) {
            return Optional.of("PostgreSQL's server is not installed: there is no initdb, nor in /usr/lib/postgresql");
        }
        return isRoot() && program("setpriv").isEmpty()
                ? Optional.of(
                        "PostgreSQL's server refuses to run as root, and there is no setpriv to become another user")
                : Optional.empty();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Optional<Path> program(String name) {
        List<Path> folders = new ArrayList<>(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .toList());
        Path packages = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(packages)) {
            try (Stream<Path> versions = Files.list(packages)) {
                versions.sorted(Comparator.reverseOrder())
                        .map(v -> v.resolve("bin"))
                        .forEach(folders::add);
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return folders.stream()
                .map(f -> f.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a server.
     *
     * @param settings settings of the server, as {@code name=value}; by default it does not wait for the disk
     */
    public static PostgresServer start(String... settings) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("engram-postgres");
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        Path data = folder.resolve("data");
        Process made = start(folder, "initdb", new String[] {
            "-D", data.toString(), "-U", "engram", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        });
        if (!made.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || made.exitValue() != 0) {
            made.destroyForcibly();
            throw new IllegalStateException(
                    "initdb: " + Files.readString(folder.resolveSibling(folder.getFileName() + ".log")));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(folder, port, List.of(settings));
        server.awaitReady();
        return server;
    }

    private Process launch() throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-D", folder.resolve("data").toString(), "-p", Integer.toString(port)));
        for (String setting : List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")) {
            arguments.addAll(List.of("-c", setting));
        }
        settings.forEach(s -> arguments.addAll(List.of("-c", s)));
        return start(folder, "postgres", arguments.toArray(String[]::new));
    }

    /** Stops the server at once and keeps its data. After a kill, its children could keep it from starting again. */
    void stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .start()
                .waitFor();
        process.waitFor();
    }

    /** Starts the server again. */
    void restart() throws IOException, InterruptedException, SQLException {
        process = launch();
        awaitReady();
    }

    private static Process start(Path folder, String program, String[] args) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.add(program(program).orElseThrow().toString());
        command.addAll(List.of(args));
        File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException, SQLException {
        SQLException last = null;
        for (int i = 0; i < TIMEOUT_SECONDS * 1000 / POLL_MILLIS; i++) {
            try {
                DriverManager.getConnection(url("postgres")).close();
                return;
            } catch (SQLException e) {
                last = e;
            }
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        close();
        throw last;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=engram";
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
        Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".log"));
    }
}
