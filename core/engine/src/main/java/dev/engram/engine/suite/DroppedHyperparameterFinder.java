package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigEditor;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds hyperparameters that a value of the comparison drops: the suite sets them, and the comparison has only the name
 * of the same component. Hyperparameters that are tuned, or that equal the defaults, are not dropped.
 */
final class DroppedHyperparameterFinder {
    private final Node.Mapping root;
    private final List<String> tuned;
    private final ConfigEditor configEditor;
    private final RunSpecReader reader;

    /** @param tuned the paths of the tuned values */
    DroppedHyperparameterFinder(Catalog catalog, Node.Mapping root, List<String> tuned) {
        Problems ignored = new Problems(); // those of the suite have been reported
        this.root = root;
        this.tuned = List.copyOf(tuned);
        this.configEditor = new ConfigEditor(catalog, ignored);
        this.reader = new RunSpecReader(catalog, ignored);
    }

    List<DroppedHyperparameters> find(List<CellPlan> plans) {
        NodeLocations written = new NodeLocations(root);
        Set<ConfigOverride> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<DroppedHyperparameters> found = new ArrayList<>();
        for (CellPlan plan : plans) {
            for (ConfigOverride change : plan.changes()) {
                if (change.value() instanceof Node.Scalar name && seen.add(change)) {
                    component(written.value(change.path()), name.text())
                            .flatMap(component -> withoutTuned(change.path(), component))
                            .filter(component -> isDifferent(plan, change, component))
                            .ifPresent(component -> found.add(new DroppedHyperparameters(
                                    component.location(), change.path(), name.text(), component.text())));
                }
            }
        }
        return found;
    }

    /** Returns a node if it is a component of a name, with hyperparameters. */
    private static Optional<Node.Mapping> component(Node node, String name) {
        return node instanceof Node.Mapping m && m.keys().equals(List.of(name)) && m.get(name) instanceof Node.Mapping
                ? Optional.of(m)
                : Optional.empty();
    }

    /** Returns a component with those hyperparameters that are not tuned; empty if there are none. */
    private Optional<Node.Mapping> withoutTuned(String path, Node.Mapping component) {
        Node.Pair whole = component.pairs().get(0);
        List<Node.Pair> left = ((Node.Mapping) whole.value())
                .pairs().stream()
                        .filter(p -> !isTuned(path + "." + whole.key() + "." + p.key()))
                        .toList();
        Node.Pair rest = new Node.Pair(whole.key(), whole.location(), new Node.Mapping(component.location(), left));
        return left.isEmpty() ? Optional.empty() : Optional.of(new Node.Mapping(component.location(), List.of(rest)));
    }

    private boolean isTuned(String path) {
        return tuned.stream().anyMatch(t -> (t + ".").startsWith(path + "."));
    }

    /** Returns whether a cell would have other settings with the component than with its name alone. */
    private boolean isDifferent(CellPlan plan, ConfigOverride change, Node.Mapping component) {
        ConfigOverride whole = new ConfigOverride(change.path(), change.location(), component);
        List<ConfigOverride> changes =
                plan.changes().stream().map(c -> c == change ? whole : c).toList();
        Optional<String> alone = settings(plan.changes());
        return alone.isPresent() && !alone.equals(settings(changes));
    }

    private Optional<String> settings(List<ConfigOverride> changes) {
        return configEditor
                .apply(root, changes, SuiteKey.runLabels())
                .flatMap(reader::read)
                .map(RunSpec::text);
    }
}
