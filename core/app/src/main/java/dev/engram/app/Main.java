package dev.engram.app;

import dev.engram.app.cli.CommandLineInterface;
import dev.engram.app.console.Console;
import dev.engram.app.console.ErrorRecordingStream;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ErrorRecordingStream errorRecordingStream = new ErrorRecordingStream(FileDescriptor.out);
        PrintStream out = stream(errorRecordingStream);
        System.setErr(stream(new ErrorRecordingStream(errors())));
        // What a component prints is no result, and must not come between the lines of a table or a file.
        System.setOut(System.err);
        ExitGuard.install();
        // Guice's generated classes need a part of the JDK that is going away, and are not missed in a few objects.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        int code = new CommandLineInterface(Console.ofProcess(out, System.err)).run(args);
        out.flush();
        if (!errorRecordingStream.error().isEmpty()) {
            System.err.println("engram: the output could not be written: " + errorRecordingStream.error());
            code = Math.max(code, 1);
        }
        System.err.flush();
        System.exit(code);
    }

    /** The launcher keeps the JVM's messages apart from ours, and may hand us standard error in place of standard input. */
    private static FileDescriptor errors() {
        return System.getProperty("engram.err", "").equals("0") ? FileDescriptor.in : FileDescriptor.err;
    }

    private static PrintStream stream(ErrorRecordingStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
