package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the script of the distribution in a process of its own, as a user does. Most of these processes train for a
 * second, so they use the fast compiler; a test that sets {@code ENGRAM_JAVA_OPTIONS} replaces that.
 */
public final class Launcher {
    public static final Path HOME = Path.of(System.getProperty("engram.home"));
    public static final Path SCRIPT = HOME.resolve("bin/engram");

    /** The plain loops as well: the fast compiler cannot compile the Vector API. */
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1 -Dengram.vector=false";

    private static final long TIMEOUT_SECONDS = 120;

    private Launcher() {}

    public static CommandResult run(Path folder, Map<String, String> environment, Object... args) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        Arrays.stream(args).map(Object::toString).forEach(command::add);
        return start(folder, environment, command);
    }

    /** Runs a line of shell script in which $ENGRAM is the launcher. */
    public static CommandResult shell(Path folder, Map<String, String> environment, String line) {
        return start(folder, environment, List.of("bash", "-c", line));
    }

    /** Prepares a process. A variable with an empty value is removed from the environment. */
    public static ProcessBuilder process(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder b =
                new ProcessBuilder(command).directory(folder.toFile()).redirectInput(new File("/dev/null"));
        b.environment()
                .keySet()
                .removeIf(k -> k.startsWith("ENGRAM") || k.equals("COLUMNS") || k.equals("JAVA_TOOL_OPTIONS"));
        b.environment().put("ENGRAM", SCRIPT.toString());
        b.environment().put("ENGRAM_JAVA_OPTIONS", FAST_COMPILER);
        b.environment().put("ENGRAM_CACHE", "off"); // tests leave nothing in the home folder
        environment.forEach((k, v) -> {
            if (v.isEmpty()) {
                b.environment().remove(k);
            } else {
                b.environment().put(k, v);
            }
        });
        return b;
    }

    private static CommandResult start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("engram", ".out");
            Path err = Files.createTempFile("engram", ".err");
            try {
                Process p = process(folder, environment, command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                assertTrue(p.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), () -> {
                    p.destroyForcibly();
                    return command + " does not terminate";
                });
                return new CommandResult(p.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
