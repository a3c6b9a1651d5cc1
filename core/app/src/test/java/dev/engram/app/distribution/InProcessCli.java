package dev.engram.app.distribution;

import dev.engram.app.cli.CommandLineInterface;
import dev.engram.app.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The command line with the distribution's plugins, run in this JVM. For tests that do not depend on the launcher. */
public final class InProcessCli {
    private InProcessCli() {}

    public static CommandResult run(Object... args) {
        return execute(() -> {}, false, Console.WIDE, args);
    }

    /** Runs a command and calls a listener whenever it prints something. */
    public static CommandResult run(Runnable onOutput, Object... args) {
        return execute(onOutput, false, Console.WIDE, args);
    }

    /** Runs a command whose output goes to a terminal of the given width. */
    public static CommandResult runInTerminal(int columns, Object... args) {
        return execute(() -> {}, true, columns, args);
    }

    private static CommandResult execute(Runnable onOutput, boolean terminal, int columns, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(print(out, onOutput), print(err, onOutput), terminal, false, columns, columns);
        int code = new CommandLineInterface(console)
                .run(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new CommandResult(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(OutputStream to, Runnable onOutput) {
        OutputStream notifying = new FilterOutputStream(to) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                onOutput.run();
                out.write(bytes, from, length);
            }
        };
        return new PrintStream(notifying, true, StandardCharsets.UTF_8);
    }
}
