package dev.engram.app.run;

import dev.engram.engine.spec.Suite;
import java.util.List;

/** All runs of a suite, seed by seed, so that runs under way at one time share their data. */
public record Plan(Suite suite, List<Item> items) {
  /** One run: its content address, its cell, its seed. */
  public record Item(String id, Suite.Cell cell, long seed) {
    /** As logs and progress call it. */
    public String name() {
      return cell.name() + " #" + seed;
    }
  }

  public List<String> ids() {
    return items.stream().map(Item::id).toList();
  }
}
