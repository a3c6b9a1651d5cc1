package dev.engram.engine.render;

import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.function.Function;

/** What was chosen for each cell, for the console. */
final class TuningTable {
    private TuningTable() {}

    static List<Column> columns(List<TunedCell> cells, List<String> names) {
        return List.of(
                Column.left("tuned cell", names),
                column(
                        "validation",
                        cells,
                        c -> c.best()
                                .map(t -> NumberFormats.estimate(t.score(), Double.NaN, ""))
                                .orElse(NumberFormats.MISSING)),
                Column.left(
                        "chosen",
                        cells.stream()
                                .map(c -> c.best().map(c::describe).orElse(NumberFormats.MISSING))
                                .toList()),
                column(
                        "trial",
                        cells,
                        c -> c.best()
                                .map(t -> t.number() + "/" + c.trials().size())
                                .orElse(NumberFormats.MISSING)),
                column("diverged", cells, c -> Integer.toString(c.trials(Outcome.DIVERGED))),
                column("failed", cells, c -> Integer.toString(c.trials(Outcome.FAILED))),
                column("runs", cells, c -> Integer.toString(c.runs().size())),
                column("seconds", cells, c -> NumberFormats.seconds(c.seconds())),
                column("mult-adds", cells, c -> NumberFormats.count(c.multiplyAdds())));
    }

    private static Column column(String header, List<TunedCell> cells, Function<TunedCell, String> text) {
        return Column.right(header, cells.stream().map(text).toList());
    }
}
