package dev.engram.app.run;

import dev.engram.app.console.Console;

/** Shows how far the runs have come. */
public interface Progress extends Execution.Watcher, AutoCloseable {
  /** A bar on a terminal, lines elsewhere. */
  static Progress on(Console console, int runs, long steps) {
    return console.errTerminal() ? new BarProgress(console, runs, steps) : new PlainProgress(console.err(), runs);
  }

  @Override
  void close();
}
