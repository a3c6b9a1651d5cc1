package dev.engram.app.run;

import dev.engram.engine.plugins.Entry;

/**
 * A component that a user asked for.
 *
 * @param written as it would be written in a suite: its name, or a map of its name and its hyperparameters
 */
public record Asked(Entry entry, String written) {
  /** With its defaults. */
  public static Asked plain(Entry entry) {
    return new Asked(entry, entry.name());
  }

  public boolean bare() {
    return written.equals(entry.name());
  }

  @Override
  public String toString() {
    return entry.kind().label() + "/" + written;
  }
}
