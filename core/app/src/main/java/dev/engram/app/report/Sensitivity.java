package dev.engram.app.report;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.config.ConfigDiff;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The dependence of the first metric on one number, with all other settings equal except those that were tuned for each
 * cell; the rate is first.
 */
final class Sensitivity {
    /** Two points would always make a line. */
    private static final int MIN_VALUES = 3;

    private static final String NO_ARGUMENTS = "{}";

    private final List<Suite.Cell> cells;
    private final List<CellSummary> summaries;
    private final ProblemVariants problemVariants;
    /** Every single setting that was not tuned, by cell. */
    private final List<Map<String, String>> leaves;

    private Sensitivity(
            List<Suite.Cell> cells,
            List<CellSummary> summaries,
            ProblemVariants problemVariants,
            List<Map<String, String>> leaves) {
        this.cells = cells;
        this.summaries = summaries;
        this.problemVariants = problemVariants;
        this.leaves = leaves;
    }

    /**
     * Empty if no number was varied enough.
     *
     * @param tuned how hyperparameters were tuned; empty if they were not
     */
    static List<Map<String, Object>> of(
            List<Suite.Cell> cells,
            List<CellSummary> summaries,
            ProblemVariants problemVariants,
            Optional<TuningSummary> tuned) {
        Map<String, List<String>> tunedPaths = tuned.stream()
                .flatMap(t -> t.cells().stream())
                .collect(Collectors.toMap(TunedCell::name, TunedCell::paths));
        List<Map<String, String>> leaves = new ArrayList<>();
        for (Suite.Cell cell : cells) {
            Map<String, String> settings = ConfigDiff.flatten(cell.spec());
            settings.keySet().removeAll(tunedPaths.getOrDefault(cell.name(), List.of()));
            leaves.add(settings);
        }
        return new Sensitivity(cells, summaries, problemVariants, leaves).charts();
    }

    private List<Map<String, Object>> charts() {
        Map<String, List<Map<String, Object>>> lines = new TreeMap<>(
                Comparator.comparing((String name) -> !name.equals("rate")).thenComparing(Comparator.naturalOrder()));
        Map<Map<String, String>, List<Integer>> done = new LinkedHashMap<>();
        leaves.stream().flatMap(l -> l.keySet().stream()).distinct().forEach(path -> {
            done.clear();
            for (int c = 0; c < leaves.size(); c++) {
                if (number(leaves.get(c).get(path)).isPresent()) {
                    Map<String, String> rest = new LinkedHashMap<>(leaves.get(c));
                    rest.remove(path);
                    done.computeIfAbsent(rest, k -> new ArrayList<>()).add(c);
                }
            }
            List<List<Integer>> groups = done.values().stream()
                    .filter(g -> g.stream()
                                    .map(c -> leaves.get(c).get(path))
                                    .distinct()
                                    .count()
                            >= MIN_VALUES)
                    .toList();
            for (List<Integer> group : groups) {
                lines.computeIfAbsent(chart(path), k -> new ArrayList<>()).add(line(path, group, groups));
            }
        });
        List<Map<String, Object>> charts = new ArrayList<>();
        lines.forEach((name, of) -> charts.add(Map.of("name", name, "lines", of)));
        return charts;
    }

    private Map<String, Object> line(String path, List<Integer> group, List<List<Integer>> groups) {
        List<Integer> ordered = group.stream()
                .sorted(Comparator.comparingDouble(
                        c -> number(leaves.get(c).get(path)).getAsDouble()))
                .toList();
        List<double[]> points = new ArrayList<>();
        for (int c : ordered) {
            Median m = summaries.get(c).measurements().metrics().get(0).median();
            points.add(new double[] {
                number(leaves.get(c).get(path)).getAsDouble(),
                m.value(),
                m.interval().low(),
                m.interval().high()
            });
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name(path, group, groups));
        line.put("cells", ordered);
        line.put("problem", problemVariants.problemOf().get(ordered.get(0)));
        line.put("points", points);
        return line;
    }

    /**
     * What distinguishes the line from the others of the same number on the same problem: values of axes where these
     * are enough, else the component that has the number and every other setting that differs.
     */
    private String name(String path, List<Integer> group, List<List<Integer>> groups) {
        List<List<Integer>> others = groups.stream()
                .filter(g -> problem(g).equals(problem(group)) && !g.equals(group))
                .toList();
        String component = component(path);
        if (others.isEmpty()) {
            return component;
        }
        List<String> labels = cells.get(group.get(0)).axes().entrySet().stream()
                .filter(axis -> same(group, axis.getKey())
                        && others.stream().anyMatch(g -> !axis.getValue().equals(axis(g.get(0), axis.getKey()))))
                .map(axis -> label(axis.getKey(), axis.getValue()))
                .toList();
        boolean enough = !labels.isEmpty()
                && others.stream()
                        .noneMatch(g -> cells.get(group.get(0)).axes().keySet().stream()
                                .filter(axis -> same(group, axis))
                                .allMatch(axis -> same(List.of(group.get(0), g.get(0)), axis)));
        return enough ? String.join(", ", labels) : component + settings(path, group, others);
    }

    private String settings(String path, List<Integer> group, List<List<Integer>> others) {
        return leaves.get(group.get(0)).entrySet().stream()
                .filter(e -> !e.getKey().equals(path))
                .filter(e -> others.stream()
                        .anyMatch(g -> !e.getValue().equals(leaves.get(g.get(0)).get(e.getKey()))))
                .map(e -> " " + setting(e.getKey(), e.getValue()))
                .collect(Collectors.joining(","));
    }

    private Integer problem(List<Integer> group) {
        return problemVariants.problemOf().get(group.get(0));
    }

    private String axis(int cell, String axis) {
        return cells.get(cell).axes().get(axis);
    }

    /** Whether all cells have the same value of the axis. */
    private boolean same(List<Integer> group, String axis) {
        return group.stream()
                        .map(c -> Objects.toString(axis(c, axis), ""))
                        .distinct()
                        .count()
                == 1;
    }

    /** The value alone if it is a component, which has a name; else with the name of the setting. */
    private static String label(String axis, String value) {
        return axis.contains(".") || number(value).isPresent() ? last(axis) + "=" + value : value;
    }

    /** The owner of a setting: {@code sgd} of {@code optimizer.sgd.rate}. */
    private static String component(String path) {
        return path.contains(".") ? last(path.substring(0, path.lastIndexOf('.'))) : path;
    }

    private static String setting(String path, String value) {
        if (value.equals(NO_ARGUMENTS)) {
            return last(path);
        }
        String text = last(path) + "=" + value;
        return path.chars().filter(ch -> ch == '.').count() > 1 ? component(path) + " " + text : text;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The name of a chart: that of the setting; of an element of a list that of the list, with its index if needed. */
    private String chart(String path) {
        String last = last(path);
        if (!last.matches("\\d+")) {
            return last;
        }
        String list = path.substring(0, path.lastIndexOf('.'));
        boolean alone = leaves.stream().noneMatch(l -> l.containsKey(list + ".1"));
        return last(list) + (alone ? "" : "[" + last + "]");
    }

    private static OptionalDouble number(String text) {
        try {
            return Optional.ofNullable(text)
                    .map(t -> OptionalDouble.of(Double.parseDouble(t)))
                    .orElse(OptionalDouble.empty());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // not a number
        }
    }
}
