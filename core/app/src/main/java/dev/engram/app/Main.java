package dev.engram.app;

import dev.engram.app.cli.CommandLineInterface;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(out);
    System.setErr(errors());
    int code = new CommandLineInterface(Console.ofProcess()).run(args);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /** The launcher keeps the JVM's messages apart from ours and says where ours go. */
  private static PrintStream errors() {
    String path = System.getProperty("engram.err", "");
    if (!path.isEmpty()) {
      try {
        // Appending: opening it anew would start at the beginning of a file that errors are collected in.
        return new PrintStream(new FileOutputStream(path, true), true, StandardCharsets.UTF_8);
      } catch (FileNotFoundException e) {
        return new PrintStream(new FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
      }
    }
    return new PrintStream(new FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
  }
}
