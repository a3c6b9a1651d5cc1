package dev.engram.engine.lint;

import dev.engram.engine.lint.Linter.Finding;
import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.spec.Suite;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Whether the seeds can tell chance from difference. */
final class Seeding {
  private static final int MOST_NAMED = 5;

  private Seeding() {}

  /** A descent from a given point has no chance in it, and one cell is compared with nothing. */
  static Optional<Finding> one(Suite suite, Optional<String> metric) {
    boolean chance = suite.cells().stream().map(c -> c.spec().task())
        .anyMatch(t -> !(t instanceof RunSpec.Descent d) || d.drawn());
    return suite.seeds().size() > 1 || suite.cells().size() == 1 || !chance ? Optional.empty()
        : Optional.of(new Finding(suite.cells().get(0), "seeds",
            "one seed: no difference between cells can be told from chance", "ask for ten or more"));
  }

  /** Seeds that lack some of those between are chosen ones: was it for their results? */
  static Optional<Finding> chosen(Suite suite, Optional<String> metric) {
    List<Long> seeds = suite.seeds();
    if (seeds.size() < 2) {
      return Optional.empty();
    }
    long first = Collections.min(seeds);
    long lacking = Collections.max(seeds) - first + 1 - seeds.size();
    if (lacking <= 0 || lacking > seeds.size()) { // far more lacking than there: they were drawn, not dropped
      return Optional.empty();
    }
    String left = LongStream.rangeClosed(first, Collections.max(seeds)).filter(s -> !seeds.contains(s)).limit(MOST_NAMED)
        .mapToObj(Long::toString).collect(Collectors.joining(", "));
    return Optional.of(new Finding(suite.cells().get(0), "seeds", "seeds are left out of the row (" + left
        + (lacking > MOST_NAMED ? ", ..." : "") + "): dropping those that diverged or did badly makes every number wrong",
        "give how many seeds, not which"));
  }
}
