package dev.engram.engine.suite;

import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the values of an axis that a node means. An axis may have thousands of values, and be asked for each. */
final class AxisIndex {
    private final Map<String, List<Integer>> byText = new HashMap<>();
    private final Map<String, List<Integer>> byLabel = new HashMap<>();
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final Map<Double, List<Integer>> byNumber = new HashMap<>();

    AxisIndex(List<Axis.Choice> choices) {
        for (int i = 0; i < choices.size(); i++) {
            Axis.Choice c = choices.get(i);
            int at = i;
            add(byText, c.value().text(), i);
            add(byLabel, c.label(), i);
            add(byLabel, c.displayName(), i);
            add(byName, AxisLabels.shortLabel(c.value()), i);
            number(c.value()).ifPresent(x -> add(byNumber, x, at));
        }
    }

    private static <K> void add(Map<K, List<Integer>> index, K key, int value) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }

    /**
     * Returns the indices of the values that a node means: those with the same text, number, label or name in a cell.
     */
    List<Integer> matching(Node n) {
        Set<Integer> found = new TreeSet<>(byText.getOrDefault(n.text(), List.of()));
        if (n instanceof Node.Scalar s) {
            found.addAll(byLabel.getOrDefault(s.text(), List.of()));
            number(n).ifPresent(x -> found.addAll(byNumber.getOrDefault(x, List.of())));
        }
        return List.copyOf(found);
    }

    /** Returns the indices of the values with a name, such as every sgd whatever its rate. */
    List<Integer> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Returns the finite number that a node is; zero has no sign. */
    private static Optional<Double> number(Node n) {
        return n instanceof Node.Scalar s && YamlNumbers.isDecimal(s.text())
                ? Optional.of(Double.parseDouble(s.text()) + 0.0)
                : Optional.empty();
    }
}
