package dev.engram.engine.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A suite: every cell is run with every seed.
 *
 * @param about one sentence on what it shows; may be empty
 * @param baseline name of the cell that the others are compared with
 */
public record Suite(String name, String about, Path file, List<Cell> cells, List<Long> seeds, Optional<String> baseline) {
  public Suite {
    cells = List.copyOf(cells);
    seeds = List.copyOf(seeds);
  }

  /**
   * One cell of the comparison.
   *
   * @param name unique in the suite; made of what sets it apart from the others
   * @param axes what was varied, by axis, with the label of the value here
   * @param places where each path of the spec is written, for messages; the empty path is the suite itself
   */
  public record Cell(String name, Map<String, String> axes, RunSpec spec, Map<String, Place> places) {
    /** Where the value at a path, or the nearest part of it that is written, stands. */
    public Place place(String path) {
      for (String p = path; ; p = p.contains(".") ? p.substring(0, p.lastIndexOf('.')) : "") {
        Place found = places.get(p);
        if (found != null || p.isEmpty()) {
          return found;
        }
      }
    }
  }
}
