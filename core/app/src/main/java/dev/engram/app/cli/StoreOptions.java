package dev.engram.app.cli;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.Stores;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that uses the store. */
final class StoreOptions {
  @Option(names = "--out", paramLabel = "DIR", defaultValue = "results", description = "Where results and the log go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--store", paramLabel = "FILE", description = "The file that keeps the runs (default: engram.db in the folder of --out).")
  private String store;

  Path out() {
    return out;
  }

  String location() {
    return store == null ? out.resolve("engram.db").toString() : store;
  }

  Store open() {
    try {
      return Stores.open(location());
    } catch (StoreException e) {
      throw Refused.because(e.getMessage());
    }
  }
}
