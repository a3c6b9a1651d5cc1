package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.SuiteComparison;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Warnings about numeric axes whose best value is the smallest or the largest tried: a better one may lie beyond it.
 */
public final class BoundaryWarnings {
    /** Of two values, the best is always at a border. */
    private static final int MIN_VALUES = 3;

    private BoundaryWarnings() {}

    /**
     * A value at the end of an axis.
     *
     * @param where the problem, and the cells that it holds for; may be empty
     * @param value with the end, such as {@code 10, the largest}
     */
    private record Boundary(String axis, String metric, String problem, String where, String value) {}

    /** One sentence for all axes of all problems, by the medians of the first metric; empty if no optimum is there. */
    public static Optional<String> of(List<SuiteComparison.Part> parts) {
        List<Boundary> found = parts.stream().flatMap(p -> of(p).stream()).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() == 1) {
            Boundary b = found.get(0);
            return Optional.of(on(b) + "the best " + b.axis() + " by " + b.metric() + " is " + b.value()
                    + " value tried" + where(b)
                    + "; a better value may lie beyond it, so extend the axis");
        }
        return Optional.of(found.size() + " best values are the smallest or largest tried: "
                + found.stream()
                        .map(b -> on(b) + b.axis() + " " + b.value() + where(b))
                        .collect(Collectors.joining("; "))
                + "; better values may lie beyond, so extend the axes");
    }

    private static String where(Boundary b) {
        return b.where().isEmpty() ? "" : " (" + b.where() + ")";
    }

    private static String on(Boundary b) {
        return b.problem().isEmpty() ? "" : "on " + b.problem() + " ";
    }

    private static List<Boundary> of(SuiteComparison.Part part) {
        Comparison c = part.comparison();
        if (c.metrics().isEmpty() || c.metrics().get(0).direction() == 0) {
            return List.of();
        }
        List<Boundary> found = new ArrayList<>();
        c.cells().stream()
                .flatMap(cell -> cell.axes().keySet().stream())
                .distinct()
                .forEach(axis -> {
                    Map<String, List<String>> at = new LinkedHashMap<>();
                    rows(c, axis)
                            .forEach((others, row) -> boundary(
                                            row, c.metrics().get(0).direction())
                                    .ifPresent(value -> at.computeIfAbsent(value, k -> new ArrayList<>())
                                            .add(others)));
                    at.forEach((value, rows) -> found.add(new Boundary(
                            axis,
                            c.metrics().get(0).name(),
                            part.problem().orElse(""),
                            rows.equals(List.of("")) ? "" : String.join("; ", rows),
                            value)));
                });
        return found;
    }

    /** Medians along a numeric axis, by the values of all other axes; empty if the axis is not numeric. */
    private static Map<String, TreeMap<BigDecimal, Double>> rows(Comparison c, String axis) {
        Map<String, TreeMap<BigDecimal, Double>> rows = new LinkedHashMap<>();
        for (CellSummary cell : c.cells()) {
            Optional<BigDecimal> value = number(cell.axes().get(axis));
            if (value.isEmpty()) {
                return Map.of();
            }
            List<String> others = new ArrayList<>();
            cell.axes().forEach((name, label) -> {
                if (!name.equals(axis)) {
                    others.add(label);
                }
            });
            double median = cell.measurements().metrics().get(0).median().value();
            if (!Double.isNaN(median)) {
                rows.computeIfAbsent(String.join(", ", others), k -> new TreeMap<>())
                        .put(value.get(), median);
            }
        }
        return rows;
    }

    private static Optional<String> boundary(TreeMap<BigDecimal, Double> row, int direction) {
        if (row.size() < MIN_VALUES) {
            return Optional.empty();
        }
        double best =
                row.values().stream().mapToDouble(v -> direction * v).max().orElseThrow();
        long bests = row.values().stream().filter(v -> direction * v == best).count();
        boolean low = direction * row.firstEntry().getValue() == best;
        boolean high = direction * row.lastEntry().getValue() == best;
        if (bests > 1 || !low && !high) {
            return Optional.empty(); // on a plateau no value is the best
        }
        return Optional.of(
                low
                        ? row.firstKey().toPlainString() + ", the smallest"
                        : row.lastKey().toPlainString() + ", the largest");
    }

    private static Optional<BigDecimal> number(String label) {
        try {
            return label == null ? Optional.empty() : Optional.of(new BigDecimal(label));
        } catch (NumberFormatException e) {
            return Optional.empty(); // not a number
        }
    }
}
