package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The best cells where nothing is tested: single descents of a landscape are not random draws. */
public final class BestCells {
    private BestCells() {}

    /**
     * Returns a sentence on the cells that are compared with the same reference; empty if there are verdicts, and while
     * runs are missing.
     */
    public static List<String> of(Comparison c, UnaryOperator<String> names) {
        boolean ranked = !c.metrics().isEmpty() && c.metrics().get(0).direction() != 0;
        if (!ranked || c.hasMissingRuns() || !Answers.of(c).isEmpty()) {
            return List.of();
        }
        Map<String, List<CellSummary>> groups = new LinkedHashMap<>();
        for (CellSummary cell : c.cells()) {
            if (Double.isFinite(value(cell))) {
                groups.computeIfAbsent(cell.role().reference().orElse(cell.name()), k -> new ArrayList<>())
                        .add(cell);
            }
        }
        return groups.values().stream()
                .filter(cells -> cells.size() > 1)
                .map(cells -> sentence(c, cells, names))
                .toList();
    }

    private static double value(CellSummary cell) {
        return cell.measurements().metrics().isEmpty()
                ? Double.NaN
                : cell.measurements().metrics().get(0).value().mean();
    }

    private static String sentence(Comparison c, List<CellSummary> cells, UnaryOperator<String> names) {
        int direction = c.metrics().get(0).direction();
        String metric = c.metrics().get(0).name();
        List<CellSummary> ranked = cells.stream()
                .sorted(Comparator.comparingDouble(cell -> -direction * value(cell)))
                .toList();
        CellSummary best = ranked.get(0), next = ranked.get(1);
        List<String> equal = cells.stream()
                .filter(cell -> text(cell).equals(text(best)))
                .map(cell -> names.apply(cell.name()))
                .toList();
        return equal.size() > 1
                ? joined(equal) + " share the best " + metric + ", " + text(best) + "."
                : names.apply(best.name()) + " has the best " + metric + ", " + text(best) + "; next is "
                        + names.apply(next.name()) + " with " + text(next) + ".";
    }

    private static String text(CellSummary cell) {
        return NumberFormats.estimate(value(cell), Double.NaN, "±");
    }

    private static String joined(List<String> names) {
        if (names.size() == 2) {
            return String.join(" and ", names);
        }
        return names.stream().collect(Collectors.joining(names.stream().anyMatch(n -> n.contains(", ")) ? "; " : ", "));
    }
}
