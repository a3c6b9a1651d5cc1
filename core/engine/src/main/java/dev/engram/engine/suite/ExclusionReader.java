package dev.engram.engine.suite;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the combinations that are not run, and the reasons. */
final class ExclusionReader {
    private static final String PATH = SuiteKey.EXCLUDE.label();
    private static final String WHEN = "when";
    private static final String BECAUSE = "because";
    private static final List<String> KEYS = List.of(WHEN, BECAUSE);
    private static final String EXAMPLE = "{when: {rule: delta}, because: it has one layer only}";

    private final List<Axis> axes;
    private final Problems problems;

    ExclusionReader(List<Axis> axes, Problems problems) {
        this.axes = axes;
        this.problems = problems;
    }

    /** The values of axes that a cell must have to be excluded, by the index of the axis. */
    private record Exclusion(Map<Integer, Set<Integer>> when, String reason, Location location) {
        boolean matches(CellPlan p) {
            return when.entrySet().stream()
                    .allMatch(e -> e.getValue().contains(p.choice().get(e.getKey())));
        }
    }

    /** Returns the plans that are excluded with their reasons, in the order of the plans. */
    Map<CellPlan, String> apply(Node node, List<CellPlan> plans) {
        Map<CellPlan, String> out = new LinkedHashMap<>();
        List<Exclusion> all = read(node);
        Set<Exclusion> used = new HashSet<>();
        for (CellPlan p : plans) {
            all.stream().filter(e -> e.matches(p)).forEach(e -> {
                used.add(e);
                out.putIfAbsent(p, e.reason());
            });
        }
        all.stream()
                .filter(e -> !used.contains(e))
                .forEach(e -> problems.add(e.location(), PATH, "no cell has all these values; remove it"));
        if (!out.isEmpty() && out.size() == plans.size()) {
            problems.add(node.location(), PATH, "every cell is excluded; keep at least one");
        }
        return out;
    }

    private List<Exclusion> read(Node node) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!(node instanceof Node.Sequence s) || s.items().isEmpty()) {
            problems.add(
                    node.location(),
                    PATH,
                    "expected a list such as [" + EXAMPLE + "], found "
                            + (node instanceof Node.Sequence ? "an empty list" : node.describe()));
            return List.of();
        }
        if (s.items().size() > SuiteLimits.EXCLUSIONS) {
            problems.add(
                    node.location(),
                    PATH,
                    s.items().size() + " exclusions are more than the limit of " + SuiteLimits.EXCLUSIONS
                            + "; one can exclude several values, as in {when: {rule: [delta, hebb]}}");
            return List.of();
        }
        List<Exclusion> all = new ArrayList<>();
        for (int i = 0; i < s.items().size(); i++) {
            exclusion(s.items().get(i), PATH + "." + i).ifPresent(all::add);
        }
        return all;
    }

    private Optional<Exclusion> exclusion(Node node, String path) {
        if (!(node instanceof Node.Mapping m)) {
            problems.add(
                    node.location(), path, "an exclusion is a map such as " + EXAMPLE + "; found " + node.describe());
            return Optional.empty();
        }
        List<String> names = axes.stream().map(Axis::name).toList();
        if (m.pairs().stream().anyMatch(p -> names.contains(p.key()))
                && m.pairs().stream().noneMatch(p -> p.key().equals(WHEN))) {
            problems.add(node.location(), path, "values of axes belong under when, next to a reason, as in " + EXAMPLE);
            return Optional.empty();
        }
        List<Node.Pair> unknown =
                m.pairs().stream().filter(p -> !KEYS.contains(p.key())).toList();
        unknown.forEach(p ->
                problems.add(p.location(), path + "." + p.key(), "unknown key" + NameSuggestions.hint(p.key(), KEYS)));
        Optional<String> because = because(m, path);
        Optional<Map<Integer, Set<Integer>>> when = when(m, path);
        return unknown.isEmpty() && because.isPresent() && when.isPresent()
                ? Optional.of(new Exclusion(when.get(), because.get(), m.location()))
                : Optional.empty();
    }

    private Optional<String> because(Node.Mapping m, String path) {
        Node because = m.get(BECAUSE);
        if (because instanceof Node.Scalar s && !s.text().isBlank()) {
            return Optional.of(s.text().strip().replaceAll("\\s+", " "));
        }
        problems.add(
                because == null ? m.location() : because.location(),
                path + "." + BECAUSE,
                because == null || because.isNull() || because instanceof Node.Scalar
                        ? "missing; say why these cells are not run"
                        : "expected text, found " + because.describe());
        return Optional.empty();
    }

    private Optional<Map<Integer, Set<Integer>>> when(Node.Mapping m, String path) {
        if (!(m.get(WHEN) instanceof Node.Mapping when) || when.pairs().isEmpty()) {
            problems.add(
                    m.get(WHEN) == null ? m.location() : m.get(WHEN).location(),
                    path + "." + WHEN,
                    m.get(WHEN) == null
                            ? "missing; give the axes and their values"
                            : "expected a map of axes and values, found "
                                    + m.get(WHEN).describe());
            return Optional.empty();
        }
        List<String> names = axes.stream().map(Axis::name).toList();
        Map<Integer, Set<Integer>> chosen = new TreeMap<>();
        boolean fine = true;
        for (Node.Pair p : when.pairs()) {
            String at = path + "." + WHEN + "." + p.key();
            int axis = names.indexOf(p.key());
            if (axis < 0) {
                problems.add(
                        p.location(),
                        at,
                        names.isEmpty()
                                ? "nothing is compared, so nothing can be excluded"
                                : "no axis has this name" + NameSuggestions.hint(p.key(), names));
                fine = false;
            } else {
                fine &= values(axes.get(axis), p.value(), at, chosen.computeIfAbsent(axis, k -> new HashSet<>()));
            }
        }
        return fine ? Optional.of(chosen) : Optional.empty();
    }

    /** Adds the choices that a value matches, such as every sgd whatever its rate; a list matches any of its values. */
    private boolean values(Axis axis, Node node, String path, Set<Integer> into) {
        if (axis.matching(node).isEmpty()
                && node instanceof Node.Sequence s
                && !s.items().isEmpty()) {
            boolean fine = true;
            for (Node n : s.items()) {
                fine &= value(axis, n, path, into);
            }
            return fine;
        }
        return value(axis, node, path, into);
    }

    private boolean value(Axis axis, Node node, String path, Set<Integer> into) {
        List<Integer> meant = axis.matchingByName(node);
        if (meant.isEmpty()) {
            List<String> labels =
                    axis.choices().stream().map(Axis.Choice::label).toList();
            problems.add(
                    node.location(),
                    path,
                    "this is not a value of the axis"
                            + (node instanceof Node.Scalar s
                                    ? NameSuggestions.hint(s.text(), labels)
                                    : "; choose one of " + axis.labels()));
        }
        into.addAll(meant);
        return !meant.isEmpty();
    }
}
