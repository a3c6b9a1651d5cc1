package dev.engram.engine.suite;

import dev.engram.engine.yaml.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Labels for the values of an axis, as short as possible while they differ. */
final class AxisLabels {
    private AxisLabels() {}

    /** Returns a label for each value: the name of a component, with hyperparameters only if the name is not unique. */
    static List<String> of(List<Node> values) {
        Map<String, List<Node>> alike = new HashMap<>();
        values.forEach(v ->
                alike.computeIfAbsent(shortLabel(v), k -> new ArrayList<>()).add(v));
        Map<String, Set<String>> common = new HashMap<>();
        alike.forEach((name, group) -> common.put(name, commonArguments(group)));
        return values.stream()
                .map(v -> {
                    String name = shortLabel(v);
                    return alike.get(name).size() == 1 ? name : fullLabel(v, common.get(name));
                })
                .toList();
    }

    /** Returns the label without hyperparameters. */
    static String shortLabel(Node n) {
        if (n instanceof Node.Sequence s) {
            return s.items().stream().map(AxisLabels::shortLabel).collect(Collectors.joining(" ", "[", "]"));
        }
        return n instanceof Node.Mapping m && !m.pairs().isEmpty() ? String.join(" ", m.keys()) : n.text();
    }

    /** @param leaveOut hyperparameters, as {@code key=value}, that all values share */
    private static String fullLabel(Node n, Set<String> leaveOut) {
        if (n instanceof Node.Sequence s) {
            return s.items().stream().map(i -> fullLabel(i, Set.of())).collect(Collectors.joining(" ", "[", "]"));
        }
        if (!(n instanceof Node.Mapping m)) {
            return n.text();
        }
        return m.pairs().stream()
                .map(p -> {
                    List<String> words = new ArrayList<>(List.of(p.key()));
                    words.addAll(arguments(p.value()));
                    words.removeAll(leaveOut);
                    return String.join(" ", words);
                })
                .collect(Collectors.joining(" "));
    }

    private static List<String> arguments(Node value) {
        if (value instanceof Node.Mapping m) {
            return m.pairs().stream()
                    .map(p -> p.key() + "=" + nested(p.value()))
                    .toList();
        }
        return value.isNull() ? List.of() : List.of(fullLabel(value, Set.of()));
    }

    private static String nested(Node n) {
        String text = fullLabel(n, Set.of());
        return n instanceof Node.Mapping && text.contains(" ") ? "(" + text + ")" : text;
    }

    /** Returns the arguments that several components of one name share. */
    private static Set<String> commonArguments(List<Node> alike) {
        Set<String> same = null;
        for (Node n : alike) {
            boolean component = n instanceof Node.Mapping m && m.pairs().size() == 1;
            List<String> here =
                    component ? arguments(((Node.Mapping) n).pairs().get(0).value()) : List.of();
            if (same == null) {
                same = new LinkedHashSet<>(here);
            } else {
                same.retainAll(here);
            }
        }
        return same == null ? Set.of() : same;
    }
}
