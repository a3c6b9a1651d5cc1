package dev.engram.app;

import dev.engram.app.cli.CommandLineInterface;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(errors()));
    // Guice's generated classes need a part of the JDK that is going away, and are not missed in a few objects.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    int code = new CommandLineInterface(Console.ofProcess()).run(args);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /** The launcher keeps the JVM's messages apart from ours, and may hand us standard error in place of standard input. */
  private static FileDescriptor errors() {
    return System.getProperty("engram.err", "").equals("0") ? FileDescriptor.in : FileDescriptor.err;
  }

  private static PrintStream stream(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }
}
