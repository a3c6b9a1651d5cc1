package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The footnotes of a comparison: what the numbers are, and which runs they cover. */
public final class Notes {
    private Notes() {}

    /** The legend of the tables, then what is said of single cells. */
    public static List<String> of(Comparison c) {
        return Stream.concat(Legend.of(c).stream(), ofCells(c).stream()).toList();
    }

    /**
     * Cells some of whose runs have no result, or no value of a metric; means over strata that disagree; and questions
     * without an answer.
     */
    public static List<String> ofCells(Comparison c) {
        List<String> notes = new ArrayList<>();
        for (CellSummary cell : c.cells()) {
            if (!cell.runs().complete()) {
                notes.add("! " + cell.name() + ": " + shortfall(cell) + ".");
            } else if (cell.measurements().metrics().stream()
                    .anyMatch(m ->
                            m.metric().shown() && m.value().n() < cell.runs().seeds())) {
                notes.add(cell.name() + ": " + undefinedMetrics(cell) + ".");
            }
        }
        notes.addAll(OppositeStrata.of(c));
        Answers.of(c).stream()
                .filter(a -> a.reason().isPresent())
                .map(a -> Verdicts.sentence(a, c.metrics().get(0), false, UnaryOperator.identity()))
                .forEach(notes::add);
        return List.copyOf(notes);
    }

    private static String shortfall(CellSummary cell) {
        List<String> counts = new ArrayList<>();
        for (Outcome o : List.of(Outcome.DIVERGED, Outcome.EXPLODED, Outcome.FAILED)) {
            int n = cell.runs().outcomes().get(o);
            if (n > 0) {
                counts.add(n + " " + o.word() + (o == Outcome.EXPLODED ? factor(cell) : ""));
            }
        }
        if (cell.runs().missing() > 0) {
            counts.add(cell.runs().missing() + (cell.runs().missing() == 1 ? " is missing" : " are missing"));
        }
        String all = "of " + Sentences.seeds(cell.runs().seeds()) + ", " + String.join(" and ", counts);
        return switch (cell.runs().successful()) {
            case 0 -> all + "; there is no mean";
            case 1 -> all + "; its numbers are those of the one that finished, without an interval";
            default -> all + "; its means are over the " + cell.runs().successful() + " that finished" + failures(cell);
        };
    }

    private static String failures(CellSummary cell) {
        return cell.runs().outcomes().get(Outcome.FAILED) > 0
                ? ", and its verdicts leave out failed seeds, which may be the harder ones"
                : "";
    }

    private static String factor(CellSummary cell) {
        double largest = cell.runs().lossFactor().orElse(Double.NaN);
        return Double.isNaN(largest)
                ? ""
                : " (final loss up to " + NumberFormats.estimate(largest, Double.NaN, "") + " times the initial loss)";
    }

    private static String undefinedMetrics(CellSummary cell) {
        return cell.measurements().metrics().stream()
                .filter(m -> m.metric().shown() && m.value().n() < cell.runs().seeds())
                .map(m -> m.metric().name() + " is defined for " + m.value().n() + " of "
                        + Sentences.seeds(cell.runs().seeds()))
                .collect(Collectors.joining(", "));
    }
}
