package dev.engram.engine.spec;

import java.util.Comparator;
import java.util.List;

/**
 * A value in place of the one at a path.
 *
 * @param at where the path is written
 */
record Change(String path, Place at, Node value) {
  /** A whole component is put in place before anything inside of it, in whatever order they are written. */
  static final Comparator<Change> OUTSIDE_IN = Comparator.comparingInt(o -> o.segments().size());

  List<String> segments() {
    return List.of(path.split("\\.", -1));
  }
}
