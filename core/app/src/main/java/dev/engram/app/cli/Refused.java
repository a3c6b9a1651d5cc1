package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.engine.yaml.Problem;
import java.util.Comparator;
import java.util.List;

/** The input is bad: nothing is run, and everything that is wrong is printed. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines;

  private Refused(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = lines;
  }

  static Refused because(List<String> lines) {
    return new Refused(List.copyOf(lines));
  }

  static Refused because(String line) {
    return new Refused(List.of(line));
  }

  /** Problems in the order of their places. */
  static Refused of(List<Problem> problems) {
    return new Refused(problems.stream().sorted(Comparator.comparing(Problem::location)).map(Problem::toString).distinct().toList());
  }

  void print(Console console) {
    lines.forEach(console.err()::println);
    console.err().println(Amount.of(lines.size(), "problem") + "; nothing was run.");
  }
}
