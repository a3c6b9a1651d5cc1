package dev.engram.app.distribution;

import dev.engram.app.cli.CommandLineInterface;
import dev.engram.app.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The command line with the distribution's plugins, run in this JVM. For tests that do not depend on the launcher. */
public final class InProcessCli {
    private InProcessCli() {}

    public static CommandResult run(Object... args) {
        return execute(false, Console.WIDE, args);
    }

    /** Runs a command whose output goes to a terminal of the given width. */
    public static CommandResult runInTerminal(int columns, Object... args) {
        return execute(true, columns, args);
    }

    private static CommandResult execute(boolean terminal, int columns, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(print(out), print(err), terminal, false, columns);
        int code = new CommandLineInterface(console)
                .run(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new CommandResult(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
