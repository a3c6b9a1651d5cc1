package dev.engram.engine.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens stores. */
public final class Stores {
  /** Longer than any transaction of ours, the reading of ten thousand runs included. */
  private static final int PATIENCE_MILLIS = 30_000;

  private Stores() {}

  /** The store in a file, which is made if it is not there, with its folders. */
  public static Store open(String location) {
    if (location.isBlank()) {
      throw new StoreException("no store is named; give the path of a file, such as runs.db");
    }
    if (location.startsWith("jdbc:")) {
      throw new StoreException(location + " is a database address, but only files can be stores so far; give a path,"
          + " such as runs.db");
    }
    try {
      return SqliteStore.open(Path.of(location), PATIENCE_MILLIS);
    } catch (InvalidPathException e) {
      throw new StoreException(
          location + " is no path of a file (" + e.getReason() + "); give one, such as runs.db", e);
    }
  }
}
