package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.McNemarComparison;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.text.DecimalText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the trained networks show on the examples that they were tested on. */
public final class McNemarVerdicts {
    private McNemarVerdicts() {}

    /**
     * A heading that names the test, then a sentence for each cell; empty if no two networks can be compared.
     *
     * @param names of cells in the sentences
     */
    public static List<String> of(Comparison c, UnaryOperator<String> names) {
        List<CellSummary> compared =
                c.cells().stream().filter(cell -> cell.mcNemar().isPresent()).toList();
        if (compared.isEmpty()) {
            return List.of();
        }
        List<String> verdicts = new ArrayList<>(List.of("Single networks, seed by seed on the same test examples"
                + " (McNemar's test, Holm correction over the seeds of a cell, significance level "
                + DecimalText.exact(Distributions.SIGNIFICANCE_LEVEL) + "):"));
        if (compared.size() > Verdicts.MAX_SENTENCES) {
            verdicts.add(compared.size() + " cells are too many to list; see engram compare --format csv or json.");
        } else {
            compared.forEach(cell -> verdicts.add(sentence(
                    cell.mcNemar().orElseThrow(),
                    names.apply(cell.name()),
                    names.apply(cell.role().reference().orElseThrow()))));
        }
        return verdicts;
    }

    private static String sentence(McNemarComparison m, String here, String there) {
        int networks = m.pairs().size();
        return "Of " + networks + (networks == 1 ? " network of " : " networks of ") + here + ", " + m.better()
                + " classify significantly more test examples correctly than that of " + there
                + " with the same seed, and " + m.worse() + " significantly fewer.";
    }
}
