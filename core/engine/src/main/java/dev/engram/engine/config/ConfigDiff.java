package dev.engram.engine.config;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The differences between the configurations of several runs, with every default written out. */
public final class ConfigDiff {
    private static final Location NOWHERE = new Location("", 0, 0);

    private final Map<String, List<String>> found = new LinkedHashMap<>();

    private ConfigDiff() {}

    /**
     * Returns the values that differ, by path, with the value of each spec in their order, or an empty text if it has
     * none. Paths are as deep as all specs have them.
     */
    public static Map<String, List<String>> between(List<RunSpec> specs) {
        ConfigDiff configDiff = new ConfigDiff();
        configDiff.compare("", specs.stream().map(s -> tree(s.text())).toList());
        return configDiff.found;
    }

    /** Returns every single value of a spec, by its path: {@code optimizer.sgd.rate}. */
    public static Map<String, String> flatten(RunSpec spec) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect("", tree(spec.text()), leaves);
        return leaves;
    }

    private static Node tree(String text) {
        return YamlReader.value(text, NOWHERE, new Problems())
                .orElseThrow(
                        () -> new IllegalStateException("the canonical text of a run cannot be read again: " + text));
    }

    private static void collect(String path, Node node, Map<String, String> leaves) {
        Map<String, Node> parts = parts(node);
        if (parts.isEmpty()) {
            leaves.put(path, node.text());
        }
        parts.forEach((key, part) -> collect(join(path, key), part, leaves));
    }

    private void compare(String path, List<Node> nodes) {
        List<String> texts = nodes.stream().map(n -> n == null ? "" : n.text()).toList();
        if (texts.stream().distinct().count() < 2) {
            return;
        }
        List<Map<String, Node>> parts = nodes.stream().map(ConfigDiff::parts).toList();
        if (!alike(nodes, parts) && !path.isEmpty()) {
            found.put(path, texts);
            return;
        }
        // The top level is always entered, even if its keys differ: one cell has a landscape, another has data.
        Set<String> keys =
                parts.stream().flatMap(p -> p.keySet().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String key : keys) {
            List<Node> below = new ArrayList<>();
            parts.forEach(p -> below.add(p.get(key)));
            compare(join(path, key), below);
        }
    }

    /**
     * Returns true for nodes with the same parts, or settings of which some are left out because they have their
     * defaults.
     */
    private static boolean alike(List<Node> nodes, List<Map<String, Node>> parts) {
        Set<String> shared = new HashSet<>(parts.get(0).keySet());
        parts.forEach(p -> shared.retainAll(p.keySet()));
        boolean settings = nodes.stream().allMatch(Node.Mapping.class::isInstance);
        return !shared.isEmpty() && (settings || parts.stream().allMatch(p -> p.size() == shared.size()));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Map<String, Node> parts(Node node) {
        Map<String, Node> parts = new LinkedHashMap<>();
        if (node instanceof Node.Mapping m) {
            m.pairs().forEach(p -> parts.put(p.key(), p.value()));
        } else if (node instanceof Node.Sequence s) {
            IntStream.range(0, s.items().size())
                    .forEach(i -> parts.put(Integer.toString(i), s.items().get(i)));
        }
        return parts;
    }
}
