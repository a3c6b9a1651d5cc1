package dev.engram.engine.suite;

import dev.engram.engine.bind.AliasHints;
import dev.engram.engine.bind.AliasSuggestion;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.yaml.Excerpt;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.ValueSuggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the axes of a comparison and the cells that they span. */
public final class AxisReader {
    private static final String VARIANTS = "variants";
    private static final String PROBLEMS = SuiteKey.PROBLEMS.label();
    private static final String PATH = SuiteKey.COMPARE.label();

    /**
     * A cell before its settings are bound.
     *
     * @param variant the name without the problem
     * @param choice the index of the value of each axis
     * @param location the location for problems of the cell as a whole
     */
    public record CellPlan(
            String name,
            String variant,
            List<Integer> choice,
            Map<String, String> axes,
            List<ConfigOverride> changes,
            Location location) {}

    private final Node.Mapping root;
    private final AliasHints aliases;
    private final Problems problems;

    /**
     * Creates a reader.
     *
     * @param root the suite, for suggestions
     */
    AxisReader(Node.Mapping root, Catalog catalog, Problems problems) {
        this.root = root;
        this.aliases = new AliasHints(catalog);
        this.problems = problems;
    }

    /**
     * Returns the axes, problems first, then as written; empty if there is nothing to compare or nothing valid.
     *
     * @param tasks the value of {@code problems}
     */
    List<Axis> axes(Node tasks, Node compare) {
        List<Axis> axes = new ArrayList<>();
        if (tasks != null && !tasks.isNull()) {
            named(tasks, tasks.location(), PROBLEM_LIST).ifPresent(axes::add);
        }
        axes.addAll(axes(compare));
        if (!axes.isEmpty() && axes.get(0).name().equals(Axis.PROBLEM)) {
            axes.subList(1, axes.size()).forEach(a -> checkOverridden(axes.get(0), a));
        }
        return axes;
    }

    /** Reports a value of a problem that every cell replaces, since it would be lost silently. */
    private void checkOverridden(Axis tasks, Axis axis) {
        List<Set<String>> set = axis.choices().stream()
                .map(o -> o.changes().stream().map(ConfigOverride::path).collect(Collectors.toSet()))
                .distinct()
                .toList();
        for (Axis.Choice task : tasks.choices()) {
            for (ConfigOverride c : task.changes()) {
                if (set.stream()
                        .allMatch(paths -> paths.stream().anyMatch(n -> (c.path() + ".").startsWith(n + ".")))) {
                    problems.add(
                            c.location(),
                            PROBLEMS,
                            "the problem '" + task.label() + "' sets " + c.path() + ", and so does every value of the"
                                    + " axis " + axis.name() + "; remove one of them");
                }
            }
        }
    }

    private List<Axis> axes(Node compare) {
        if (compare == null || compare.isNull()) {
            return List.of();
        }
        List<Axis> axes = new ArrayList<>();
        if (compare instanceof Node.Sequence s) {
            named(s, s.location(), VARIANT_LIST).ifPresent(axes::add);
        } else if (compare instanceof Node.Mapping m) {
            for (Node.Pair p : m.pairs()) {
                boolean named = p.key().equals(VARIANTS);
                (named ? named(p.value(), p.location(), VARIANT_LIST) : axis(p)).ifPresent(axes::add);
            }
        } else {
            problems.add(
                    compare.location(),
                    PATH,
                    "expected a map of axes or a list of variants, found " + compare.describe());
        }
        return axes;
    }

    private Optional<Axis> axis(Node.Pair p) {
        String path = PATH + "." + p.key();
        if (!isRunKey(p, path, AliasSuggestion::asAxis)) {
            return Optional.empty();
        }
        if (!(p.value() instanceof Node.Sequence s) || s.items().isEmpty()) {
            problems.add(
                    p.value().isNull() ? p.location() : p.value().location(),
                    path,
                    "expected a list of the values to compare, found " + describe(p.value())
                            + ValueSuggestions.list(p.value()));
            return Optional.empty();
        }
        boolean component = SuiteKey.fromLabel(p.key())
                .map(k -> k.shape() == SuiteKey.Shape.COMPONENT)
                .orElse(false);
        String prefix = component ? "" : p.key().substring(p.key().lastIndexOf('.') + 1) + "=";
        boolean hidden = p.key().equals(NetworkShorthand.HIDDEN_PATH);
        List<? extends Node> values =
                hidden ? s.items().stream().map(NetworkShorthand::asList).toList() : s.items();
        List<String> labels =
                hidden ? values.stream().map(NetworkShorthand::label).toList() : AxisLabels.of(s.items());
        List<Axis.Choice> choices = new ArrayList<>();
        Set<String> before = new HashSet<>();
        boolean fine = true;
        for (int i = 0; i < labels.size(); i++) {
            Node value = values.get(i);
            if (!before.add(labels.get(i))) {
                problems.add(
                        value.location(),
                        path + "." + i,
                        Excerpt.of(labels.get(i)) + " is listed twice; remove one" + ValueSuggestions.decimalCommas(s));
                fine = false;
            }
            List<ConfigOverride> changes = List.of(new ConfigOverride(p.key(), p.location(), value));
            choices.add(new Axis.Choice(labels.get(i), prefix + labels.get(i), value, changes));
        }
        return fine ? Optional.of(new Axis(p.key(), p.location(), choices)) : Optional.empty();
    }

    private static String describe(Node node) {
        return node instanceof Node.Sequence ? "an empty list" : node.describe();
    }

    /** @param line the form in which a suggestion for the key is written */
    private boolean isRunKey(Node.Pair p, String path, Function<AliasSuggestion, String> line) {
        String key = p.key().split("\\.", -1)[0];
        if (SuiteKey.runLabels().contains(key)) {
            return true;
        }
        if (SuiteKey.fromLabel(key).isPresent()) {
            problems.add(p.location(), path, key + " is the same for all cells and cannot be compared");
        } else {
            String hint = aliases.topLevel(p.key(), p.value(), root)
                    .map(line)
                    .orElse(NameSuggestions.hint(key, SuiteKey.runLabels()));
            String name = new Node.Scalar(p.location(), key, true).describe();
            problems.add(p.location(), path, "unknown key " + name + hint);
        }
        return false;
    }

    /**
     * A list of maps with names.
     *
     * @param axis the axis of the list
     * @param path the path of the list
     */
    private record NamedList(String axis, String path, String example) {}

    private static final NamedList VARIANT_LIST = new NamedList(Axis.VARIANT, PATH, "{name: wide, training.batch: 64}");
    private static final NamedList PROBLEM_LIST = new NamedList(Axis.PROBLEM, PROBLEMS, "{name: iris, data: iris}");

    private Optional<Axis> named(Node node, Location location, NamedList kind) {
        if (!(node instanceof Node.Sequence s) || s.items().isEmpty()) {
            problems.add(
                    node.isNull() ? location : node.location(),
                    kind.path(),
                    "expected a list of " + kind.axis() + "s, found " + describe(node));
            return Optional.empty();
        }
        List<Axis.Choice> choices = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < s.items().size(); i++) {
            namedChoice(s.items().get(i), kind, i, names).ifPresent(choices::add);
        }
        return choices.size() == s.items().size()
                ? Optional.of(new Axis(kind.axis(), location, choices))
                : Optional.empty();
    }

    private Optional<Axis.Choice> namedChoice(Node node, NamedList kind, int index, Set<String> before) {
        String path = kind.path() + "." + index;
        Node name = node instanceof Node.Mapping m ? m.get(SuiteKey.NAME.label()) : null;
        if (!(name instanceof Node.Scalar n) || n.text().isBlank()) {
            problems.add(
                    name == null ? node.location() : name.location(),
                    path,
                    "a " + kind.axis() + " is a map with a name, such as " + kind.example() + "; "
                            + (node instanceof Node.Mapping ? "its name is missing" : "found " + node.describe()));
            return Optional.empty();
        }
        List<ConfigOverride> changes = new ArrayList<>();
        boolean fine = n.text().length() <= SuiteLimits.NAME_LENGTH;
        if (!fine) {
            problems.add(
                    n.location(),
                    path,
                    "a name has at most " + SuiteLimits.NAME_LENGTH + " characters, and this one has "
                            + n.text().length());
        }
        for (Node.Pair p : ((Node.Mapping) node).pairs()) {
            if (!p.key().equals(SuiteKey.NAME.label())) {
                fine &= isRunKey(p, path + "." + p.key(), AliasSuggestion::asPath);
                changes.add(new ConfigOverride(p.key(), p.location(), p.value()));
            }
        }
        if (!before.add(n.text())) {
            problems.add(
                    n.location(), path, "there are two " + kind.axis() + "s called " + n.describe() + "; rename one");
            fine = false;
        }
        return fine ? Optional.of(new Axis.Choice(n.text(), n.text(), n, changes)) : Optional.empty();
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
                    PATH,
                    "more than " + SuiteLimits.CELLS + " combinations; compare fewer values at a time");
            return List.of();
        }
        long length = length(axes, cells);
        if (length > SuiteLimits.SETTINGS_LENGTH) {
            problems.add(
                    axes.get(0).location(),
                    PATH,
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
