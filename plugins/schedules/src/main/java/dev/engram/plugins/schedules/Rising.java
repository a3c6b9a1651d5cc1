package dev.engram.plugins.schedules;

import dev.engram.spi.Misfit;
import java.util.List;

/** Moments in order. */
final class Rising {
  private Rising() {}

  /** Throws {@link Misfit} where a moment is not later than the one before it. */
  static void check(String name, List<Long> moments) {
    for (int i = 1; i < moments.size(); i++) {
      if (moments.get(i) <= moments.get(i - 1)) {
        throw new Misfit("the numbers in " + name + " have to rise, but " + moments.get(i) + " follows "
            + moments.get(i - 1));
      }
    }
  }
}
