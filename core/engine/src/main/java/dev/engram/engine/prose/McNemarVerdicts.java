package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.McNemarComparison;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the trained networks show on the examples that they were tested on. */
public final class McNemarVerdicts {
    private McNemarVerdicts() {}

    /**
     * A heading that names the test and the counts, then the counts of all cells; empty if no two networks can be
     * compared.
     */
    public static List<String> of(Comparison c, Function<CellSummary, String> names) {
        List<CellSummary> compared =
                c.cells().stream().filter(cell -> cell.mcNemar().isPresent()).toList();
        if (compared.isEmpty()) {
            return List.of();
        }
        String reference =
                c.referenceCell().map(names).orElseGet(() -> c.reference().orElseThrow());
        String heading =
                "Seeds in which the network classifies significantly more, or significantly fewer, test examples"
                        + " correctly than the network of " + reference
                        + " (McNemar's test in each seed, Holm correction over seeds):";
        if (compared.size() > Verdicts.MAX_SENTENCES) {
            return List.of(
                    heading, compared.size() + " cells are too many to list; see engram compare --format csv or json.");
        }
        String counts = compared.stream()
                .map(cell -> counts(cell.mcNemar().orElseThrow(), names.apply(cell)))
                .collect(Collectors.joining("; "));
        return List.of(heading, counts + ".");
    }

    private static String counts(McNemarComparison m, String name) {
        return name + ": more in " + m.better() + ", fewer in " + m.worse() + " of "
                + m.pairs().size();
    }
}
