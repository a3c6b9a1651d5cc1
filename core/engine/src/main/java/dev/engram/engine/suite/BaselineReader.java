package dev.engram.engine.suite;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.design.Factor;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads the baseline: the values of axes that others are compared with. On the axes that it does not name, each value
 * is a stratum with its own reference cell.
 */
final class BaselineReader {
    private static final String PATH = SuiteKey.BASELINE.label();

    /** The axes without that of problems. */
    private final List<Axis> axes;
    /** The index of the first of them among all axes. */
    private final int first;

    private final boolean hasProblems;
    private final List<CellPlan> run;
    private final Location location;
    private final Problems problems;

    /**
     * Creates a reader.
     *
     * @param run the cells that are not excluded
     * @param location of the comparison, for problems of a baseline that is not written
     */
    BaselineReader(List<Axis> axes, List<CellPlan> run, Location location, Problems problems) {
        this.hasProblems = !axes.isEmpty() && axes.get(0).name().equals(Axis.PROBLEM);
        this.first = hasProblems ? 1 : 0;
        this.axes = axes.subList(first, axes.size());
        this.run = run;
        this.location = location;
        this.problems = problems;
    }

    /** Returns the axes as factors with their references; without any reference if there is nothing to compare. */
    List<Factor> read(Node node) {
        boolean written = node != null
                && !node.isNull()
                && !(node instanceof Node.Mapping m && m.pairs().isEmpty());
        Map<Integer, Integer> chosen = written ? written(node) : usual();
        if (!chosen.isEmpty()) {
            checkStrata(chosen, written ? Optional.of(node.location()) : Optional.empty());
        }
        return IntStream.range(0, axes.size())
                .mapToObj(a -> factor(axes.get(a), Optional.ofNullable(chosen.get(a))))
                .toList();
    }

    private static Factor factor(Axis axis, Optional<Integer> reference) {
        List<OptionalDouble> scores = axis.scores();
        List<Factor.Level> levels = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            Axis.Choice c = axis.choices().get(i);
            levels.add(new Factor.Level(c.label(), c.displayName(), scores.get(i)));
        }
        return new Factor(
                axis.name(), levels, reference.map(r -> axis.choices().get(r).label()));
    }

    /** Returns the default: the first value of the first axis that is run. */
    private Map<Integer, Integer> usual() {
        if (axes.isEmpty() || run.stream().map(CellPlan::variant).distinct().count() < 2) {
            return Map.of();
        }
        return Map.of(0, run.stream().mapToInt(p -> p.choice().get(first)).min().orElseThrow());
    }

    /** The values of a cell on the axes that the baseline does not name, and its problem. */
    private List<Integer> stratum(CellPlan p, Set<Integer> named) {
        return IntStream.range(0, p.choice().size())
                .filter(i -> !named.contains(i - first))
                .mapToObj(i -> p.choice().get(i))
                .toList();
    }

    private Map<Integer, Integer> written(Node node) {
        if (node instanceof Node.Mapping m) {
            return chosen(m);
        }
        List<String> names = run.stream().map(CellPlan::variant).distinct().toList();
        if (node instanceof Node.Scalar s) {
            Optional<CellPlan> cell =
                    run.stream().filter(p -> p.variant().equals(s.text())).findFirst();
            Map<Integer, Integer> chosen = new LinkedHashMap<>();
            cell.ifPresent(c -> IntStream.range(0, axes.size())
                    .forEach(a -> chosen.put(a, c.choice().get(first + a))));
            if (cell.isEmpty()) {
                problems.add(
                        node.location(),
                        PATH,
                        "there is no cell called " + s.describe()
                                + value(s).orElse(NameSuggestions.hint(s.text(), names)));
            }
            return chosen;
        }
        problems.add(
                node.location(),
                PATH,
                "expected the name of a cell or a map of axes and values, found " + node.describe());
        return Map.of();
    }

    /** A hint for a value of an axis that is written in place of a cell. */
    private Optional<String> value(Node.Scalar s) {
        return axes.stream()
                .filter(a -> a.matching(s).size() == 1)
                .map(a -> "; to compare with this value of an axis, write {" + a.name() + ": " + s.text() + "}")
                .findFirst();
    }

    private Map<Integer, Integer> chosen(Node.Mapping map) {
        List<String> names = axes.stream().map(Axis::name).toList();
        Map<Integer, Integer> chosen = new LinkedHashMap<>();
        boolean fine = true;
        for (Node.Pair p : map.pairs()) {
            String path = PATH + "." + p.key();
            int axis = names.indexOf(p.key());
            if (axis < 0) {
                problems.add(p.location(), path, unknownAxis(p.key(), names));
                fine = false;
                continue;
            }
            List<Integer> meant = axes.get(axis).matching(p.value());
            if (meant.size() != 1) {
                String what =
                        meant.isEmpty() ? "this is not a value of the axis" : "this matches several values of the axis";
                problems.add(
                        p.value().location(),
                        path,
                        what + "; choose one of " + axes.get(axis).labels());
                fine = false;
                continue;
            }
            chosen.put(axis, meant.get(0));
        }
        return fine ? chosen : Map.of();
    }

    private String unknownAxis(String axis, List<String> names) {
        if (names.isEmpty()) {
            return "nothing is compared; remove the baseline";
        }
        return axis.equals(Axis.PROBLEM) && hasProblems
                ? "the baseline is the same on every problem; name values of other axes"
                : "no axis has this name" + NameSuggestions.hint(axis, names);
    }

    private String defaultName(Map<Integer, Integer> chosen) {
        return axes.get(0).choices().get(chosen.get(0)).displayName();
    }

    /** Reports strata whose reference cell is excluded, since their other cells would be compared with nothing. */
    private void checkStrata(Map<Integer, Integer> chosen, Optional<Location> written) {
        Location at = written.orElse(location);
        Set<List<Integer>> with = new HashSet<>();
        Map<List<Integer>, CellPlan> without = new LinkedHashMap<>();
        for (CellPlan p : run) {
            boolean reference = chosen.entrySet().stream()
                    .allMatch(e -> p.choice().get(first + e.getKey()).equals(e.getValue()));
            List<Integer> stratum = stratum(p, chosen.keySet());
            if (reference) {
                with.add(stratum);
            } else {
                without.putIfAbsent(stratum, p);
            }
        }
        without.keySet().removeAll(with);
        if (with.isEmpty()) {
            problems.add(at, PATH, "this cell is excluded; name one that is run");
        } else if (!without.isEmpty()) {
            Set<String> cells = new LinkedHashSet<>();
            without.values().forEach(p -> cells.add(p.name()));
            problems.add(
                    at,
                    PATH,
                    "the baseline" + (written.isPresent() ? "" : ", by default " + defaultName(chosen) + ",")
                            + " is excluded where '" + cells.iterator().next() + "' is run"
                            + (cells.size() > 1 ? " (and in " + (cells.size() - 1) + " other places)" : "")
                            + ", which would be compared with nothing; run the baseline there, exclude all other"
                            + " cells there as well, or name another baseline");
        }
    }
}
