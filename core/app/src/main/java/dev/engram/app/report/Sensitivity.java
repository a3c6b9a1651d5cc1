package dev.engram.app.report;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.config.ConfigDiff;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The dependence of the first metric on one number, with all other settings equal; the rate is first. */
final class Sensitivity {
    /** Two points would always make a line. */
    private static final int MIN_VALUES = 3;

    private Sensitivity() {}

    /** Empty if no number was varied enough. */
    static List<Map<String, Object>> of(
            List<Suite.Cell> cells, List<CellSummary> summaries, ProblemVariants problemVariants) {
        List<Map<String, String>> leaves =
                cells.stream().map(c -> ConfigDiff.flatten(c.spec())).toList();
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
                lines.computeIfAbsent(last(path), k -> new ArrayList<>())
                        .add(line(path, group, groups, leaves, summaries, problemVariants));
            }
        });
        List<Map<String, Object>> charts = new ArrayList<>();
        lines.forEach((name, of) -> charts.add(Map.of("name", name, "lines", of)));
        return charts;
    }

    private static Map<String, Object> line(
            String path,
            List<Integer> group,
            List<List<Integer>> groups,
            List<Map<String, String>> leaves,
            List<CellSummary> summaries,
            ProblemVariants problemVariants) {
        List<Integer> cells = group.stream()
                .sorted(Comparator.comparingDouble(
                        c -> number(leaves.get(c).get(path)).getAsDouble()))
                .toList();
        List<double[]> points = new ArrayList<>();
        for (int c : cells) {
            Median m = summaries.get(c).measurements().metrics().get(0).median();
            points.add(new double[] {
                number(leaves.get(c).get(path)).getAsDouble(),
                m.value(),
                m.interval().low(),
                m.interval().high()
            });
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name(path, group, groups, leaves, problemVariants));
        line.put("cells", cells);
        line.put("problem", problemVariants.problemOf().get(cells.get(0)));
        line.put("points", points);
        return line;
    }

    /**
     * The component that has the number, and the other settings that distinguish its line from those of the same number
     * on the same problem.
     */
    private static String name(
            String path,
            List<Integer> group,
            List<List<Integer>> groups,
            List<Map<String, String>> leaves,
            ProblemVariants problemVariants) {
        Map<String, String> own = leaves.get(group.get(0));
        List<Map<String, String>> others = groups.stream()
                .map(g -> g.get(0))
                .filter(c -> problemVariants
                        .problemOf()
                        .get(c)
                        .equals(problemVariants.problemOf().get(group.get(0))))
                .map(leaves::get)
                .toList();
        String differing = own.entrySet().stream()
                .filter(e -> !e.getKey().equals(path))
                .filter(e -> others.stream().anyMatch(o -> !e.getValue().equals(o.get(e.getKey()))))
                .map(e -> last(e.getKey()) + "=" + e.getValue())
                .collect(Collectors.joining(", "));
        String[] parts = path.split("\\.");
        String holder = parts.length > 1 ? parts[parts.length - 2] : path;
        return differing.isEmpty() ? holder : holder + " " + differing;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
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
