package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Derives the cells of a suite from its axes. */
final class CellPlanner {
    private final Node.Mapping root;
    private final Problems problems;

    CellPlanner(Node.Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /**
     * Returns every combination; the first axis changes slowest. Without axes there is one cell with the name of the
     * suite.
     */
    List<CellPlan> plans(List<Axis> axes, String suite, Location location) {
        if (axes.isEmpty()) {
            return List.of(new CellPlan(suite, suite, List.of(), Map.of(), List.of(), location));
        }
        long cells = axes.stream()
                .mapToLong(a -> a.choices().size())
                .reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
        if (cells > SuiteLimits.CELLS) {
            problems.add(
                    axes.get(0).location(),
                    SuiteKey.COMPARE.label(),
                    "more than " + SuiteLimits.CELLS + " combinations; compare fewer values at a time");
            return List.of();
        }
        long length = length(axes, cells);
        if (length > SuiteLimits.SETTINGS_LENGTH) {
            problems.add(
                    axes.get(0).location(),
                    SuiteKey.COMPARE.label(),
                    "the settings of the " + cells + " combinations have " + length
                            + " characters in all, more than the limit of " + SuiteLimits.SETTINGS_LENGTH
                            + "; compare fewer values at a time");
            return List.of();
        }
        return IntStream.range(0, (int) cells)
                .mapToObj(i -> plan(axes, i, suite))
                .toList();
    }

    /** Returns the length of the settings of all cells: those of the suite once in each, and every value of an axis. */
    private long length(List<Axis> axes, long cells) {
        long length = root.pairs().stream()
                .filter(p -> SuiteKey.runLabels().contains(p.key()))
                .mapToLong(p -> cells * p.value().text().length())
                .sum();
        for (Axis a : axes) {
            long values = a.choices().stream()
                    .flatMap(c -> c.changes().stream())
                    .mapToLong(c -> c.path().length() + c.value().text().length())
                    .sum();
            length += cells / a.choices().size() * values;
        }
        return length;
    }

    private static CellPlan plan(List<Axis> axes, int index, String suite) {
        Integer[] choice = new Integer[axes.size()];
        int rest = index;
        for (int a = axes.size() - 1; a >= 0; a--) {
            choice[a] = rest % axes.get(a).choices().size();
            rest /= axes.get(a).choices().size();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        List<ConfigOverride> changes = new ArrayList<>();
        List<ConfigOverride> others = new ArrayList<>();
        for (int a = 0; a < choice.length; a++) {
            Axis.Choice c = axes.get(a).choices().get(choice[a]);
            labels.put(axes.get(a).name(), c.label());
            boolean first = axes.get(a).name().equals(Axis.VARIANT)
                    || axes.get(a).name().equals(Axis.PROBLEM);
            (first ? changes : others).addAll(c.changes());
        }
        changes.addAll(others);
        changes.sort(ConfigOverride.OUTSIDE_IN);
        boolean tasks = axes.get(0).name().equals(Axis.PROBLEM);
        String variant = tasks && choice.length == 1 ? suite : displayName(axes, choice, tasks ? 1 : 0);
        Location location = axes.get(choice.length - 1)
                .choices()
                .get(choice[choice.length - 1])
                .value()
                .location();
        return new CellPlan(displayName(axes, choice, 0), variant, List.of(choice), labels, changes, location);
    }

    private static String displayName(List<Axis> axes, Integer[] choice, int from) {
        return IntStream.range(from, choice.length)
                .mapToObj(a -> axes.get(a).choices().get(choice[a]).displayName())
                .collect(Collectors.joining(", "));
    }
}
