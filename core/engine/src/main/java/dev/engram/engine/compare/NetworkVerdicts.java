package dev.engram.engine.compare;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What single networks show on the examples that they were tested on, in words. */
final class NetworkVerdicts {
  private NetworkVerdicts() {}

  /** One paragraph; empty where no two networks can be compared. */
  static List<String> of(Comparison c, Function<CellSummary, String> names) {
    List<CellSummary> compared = c.cells().stream().filter(cell -> cell.networks().isPresent()).toList();
    if (compared.isEmpty() || compared.size() > Verdicts.MOST_SENTENCES) {
      return List.of();
    }
    String reference = names.apply(c.referenceCell().orElseThrow());
    return List.of("Network by network, seed by seed on the same test examples (McNemar's tests, Holm's correction over seeds), in how many pairs one"
        + " is right more often than that of " + reference + ", and less often: " + compared.stream()
            .map(cell -> one(cell.networks().orElseThrow(), names.apply(cell))).collect(Collectors.joining("; ")) + ".");
  }

  private static String one(Networks n, String name) {
    return name + " " + n.better() + " and " + n.worse() + " of " + n.pairs().size();
  }
}
