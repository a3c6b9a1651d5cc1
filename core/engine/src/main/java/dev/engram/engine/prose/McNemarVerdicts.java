package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.McNemarComparison;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What single networks show on the examples that they were tested on, in words. */
public final class McNemarVerdicts {
    private McNemarVerdicts() {}

    /** What was tested, and the counts of all cells on one line, or where they are to be had; empty where no two networks can be compared. */
    public static List<String> of(Comparison c, Function<CellSummary, String> names) {
        List<CellSummary> compared =
                c.cells().stream().filter(cell -> cell.mcNemar().isPresent()).toList();
        if (compared.isEmpty()) {
            return List.of();
        }
        String heading = "Network by network on the same test examples, against "
                + names.apply(c.referenceCell().orElseThrow())
                + " (McNemar's tests, Holm's correction over seeds), in how many seeds it is right more often, and"
                + " less often:";
        return List.of(
                heading,
                compared.size() > Verdicts.MAX_SENTENCES
                        ? compared.size() + " cells are too many to list; engram compare --format csv or json has them."
                        : compared.stream()
                                        .map(cell -> counts(cell.mcNemar().orElseThrow(), names.apply(cell)))
                                        .collect(Collectors.joining("; "))
                                + ".");
    }

    private static String counts(McNemarComparison n, String name) {
        return name + " " + n.better() + " and " + n.worse() + " of "
                + n.pairs().size();
    }
}
