package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python of this machine that has certain packages. */
public final class Python {
    private static final long TIMEOUT_SECONDS = 120;
    /** The first may be one without packages, in front of that of the system. */
    private static final List<String> COMMANDS = List.of("python3", "/usr/bin/python3");

    private final String command;

    private Python(String command) {
        this.command = command;
    }

    /** Returns the first Python that imports all these packages. */
    public static Optional<Python> with(Path scratch, String... packages) throws InterruptedException {
        for (String command : COMMANDS) {
            Python python = new Python(command);
            if (python.imports(scratch, packages)) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }

    private boolean imports(Path scratch, String... packages) throws InterruptedException {
        try {
            return execute(scratch, Map.of(), "import " + String.join(", ", packages)) == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /** Runs a program in a folder, where its arguments and variables name files, and returns what it prints. */
    public String run(Path scratch, Map<String, String> environment, String program, String... arguments)
            throws IOException, InterruptedException {
        int code = execute(scratch, environment, program, arguments);
        assertEquals(0, code, () -> text(scratch, "python.err"));
        return text(scratch, "python.out");
    }

    private int execute(Path scratch, Map<String, String> environment, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, "-c", program));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(scratch.toFile())
                .redirectOutput(scratch.resolve("python.out").toFile())
                .redirectError(scratch.resolve("python.err").toFile());
        builder.environment().putAll(environment);
        Process p = builder.start();
        if (!p.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            throw new IllegalStateException("Python does not terminate; its errors: " + text(scratch, "python.err"));
        }
        return p.exitValue();
    }

    private static String text(Path scratch, String name) {
        try {
            return Files.readString(scratch.resolve(name));
        } catch (IOException e) {
            return "no file " + name + ": " + e.getMessage();
        }
    }
}
