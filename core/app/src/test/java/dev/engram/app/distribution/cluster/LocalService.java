package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real service on the loopback interface, which a script of the folder .ci starts and stops. */
final class LocalService implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("../../.ci").toAbsolutePath().normalize();

    private final String script;
    private final Path folder;
    private final String address;

    private LocalService(String script, Path folder, String address) {
        this.script = script;
        this.folder = folder;
        this.address = address;
    }

    /** Returns the reason why a service cannot be started here; empty if it can. */
    static Optional<String> unavailableReason(String service, String... programs) {
        List<Path> path =
                Arrays.stream(System.getenv("PATH").split(":")).map(Path::of).toList();
        return Arrays.stream(programs)
                .filter(p -> path.stream().noneMatch(d -> Files.isExecutable(d.resolve(p))))
                .findFirst()
                .map(p -> service + " is not installed: there is no " + p);
    }

    /** Starts a service whose files are in a new folder. */
    static LocalService start(String script, Path folder, Object... more) {
        StringBuilder line = new StringBuilder(SCRIPTS.resolve(script) + " start '" + folder + "'");
        Arrays.stream(more).forEach(m -> line.append(' ').append(m));
        CommandResult started = Launcher.shell(folder.getParent(), Map.of(), line.toString());
        assertEquals(0, started.code(), started.err());
        return new LocalService(script, folder, started.out().strip());
    }

    /** Returns what the script printed: where the service can be reached. */
    String address() {
        return address;
    }

    /** Runs another command of the script. */
    void call(String command, Object... arguments) {
        StringBuilder line = new StringBuilder(SCRIPTS.resolve(script) + " " + command + " '" + folder + "'");
        Arrays.stream(arguments).forEach(a -> line.append(' ').append(a));
        CommandResult done = Launcher.shell(folder.getParent(), Map.of(), line.toString());
        assertEquals(0, done.code(), done.err());
    }

    @Override
    public void close() {
        call("stop");
    }
}
