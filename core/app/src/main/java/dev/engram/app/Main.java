package dev.engram.app;

import dev.engram.app.cli.CommandLineInterface;
import dev.engram.app.console.Console;
import dev.engram.app.console.ErrorRecordingStream;
import dev.engram.app.console.PrintableStream;
import dev.engram.app.logging.LoggingProvider;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point of the program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LauncherGuard launcher = LauncherGuard.ofProcess();
        launcher.endWithLauncher();
        ErrorRecordingStream errorRecordingStream = new ErrorRecordingStream(FileDescriptor.out);
        PrintStream out = stream(errorRecordingStream);
        PrintStream err = stream(new ErrorRecordingStream(errors()));
        System.setErr(new PrintableStream(err));
        // Output of components is not a result, and must not appear between the lines of a table or a file.
        System.setOut(System.err);
        ExitGuard exitGuard = ExitGuard.install(launcher, err);
        // Guice's generated classes need a deprecated part of the JDK, and are not worth it for a few objects.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        // Without searches of the class path, and without a line that says so.
        System.setProperty(LoggingProvider.PROPERTY, LoggingProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        int code = new CommandLineInterface(Console.ofProcess(out, err)).run(args);
        out.flush();
        if (!errorRecordingStream.error().isEmpty()) {
            System.err.println("engram: the output could not be written: " + errorRecordingStream.error());
            code = Math.max(code, 1);
        }
        System.err.flush();
        exitGuard.ended(code);
        System.exit(launcher.toProcessCode(code));
    }

    /** The launcher separates the JVM's messages from ours, and may pass standard error as standard input. */
    private static FileDescriptor errors() {
        return System.getProperty("engram.err", "").equals("0") ? FileDescriptor.in : FileDescriptor.err;
    }

    private static PrintStream stream(ErrorRecordingStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
