package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.function.Function;

/** What was chosen for each cell, for the console. */
final class TunedTable {
  private TunedTable() {}

  static List<Column> columns(List<TunedCell> cells, List<String> names) {
    return List.of(Column.left("tuned cell", names),
        column("validation", cells, c -> c.best().map(t -> Numbers.estimate(t.score(), Double.NaN, "")).orElse(Numbers.MISSING)),
        Column.left("chosen", cells.stream().map(c -> c.best().map(c::words).orElse(Numbers.MISSING)).toList()),
        column("trial", cells, c -> c.best().map(t -> t.number() + "/" + c.trials().size()).orElse(Numbers.MISSING)),
        column("diverged", cells, c -> Integer.toString(c.trials(Outcome.DIVERGED))),
        column("failed", cells, c -> Integer.toString(c.trials(Outcome.FAILED))),
        column("runs", cells, c -> Integer.toString(c.runs().size())),
        column("seconds", cells, c -> Numbers.seconds(c.seconds())),
        column("mult-adds", cells, c -> Numbers.count(c.multiplyAdds())));
  }

  private static Column column(String header, List<TunedCell> cells, Function<TunedCell, String> text) {
    return Column.right(header, cells.stream().map(text).toList());
  }
}
