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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the axes of a comparison. */
public final class AxisReader {
    private static final String VARIANTS = "variants";
    private static final String PROBLEMS = SuiteKey.PROBLEMS.label();
    private static final String PATH = SuiteKey.COMPARE.label();

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
        axes.stream().filter(a -> a.name().equals(Axis.VARIANT)).forEach(v -> checkOverriddenVariants(v, axes));
        return axes;
    }

    /** Reports a value of a variant that an axis of the same path replaces. Values of other paths are both set. */
    private void checkOverriddenVariants(Axis variants, List<Axis> axes) {
        for (Axis.Choice variant : variants.choices()) {
            for (ConfigOverride c : variant.changes()) {
                if (axes.stream().anyMatch(a -> a.name().equals(c.path()))) {
                    problems.add(
                            c.location(),
                            PATH,
                            "the variant '" + variant.label() + "' sets " + c.path() + ", and so does every value of"
                                    + " the axis " + c.path() + "; remove one of them");
                }
            }
        }
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
        if (NameSuggestions.closest(key, List.of(PROBLEMS)).isPresent()) {
            problems.add(
                    p.location(),
                    path,
                    PROBLEMS + " are crossed with all axes; write " + PROBLEMS + ": next to compare, as a list of"
                            + " problems with names");
        } else if (SuiteKey.fromLabel(key).isPresent()) {
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
}
