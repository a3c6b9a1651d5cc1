package dev.engram.api;

import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.Component;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values of a program as nodes at the place of the call. */
final class ValueNodes {
    private final Problems problems;
    private final Set<Class<?>> components = new LinkedHashSet<>();

    ValueNodes(Problems problems) {
        this.problems = problems;
    }

    /** Returns the classes of the components so far. */
    Set<Class<?>> components() {
        return components;
    }

    /** Returns the node of a value; empty if it cannot be one, which is added to the problems. */
    Optional<Node> of(Object value, String path, Location at) {
        if (value instanceof Alternatives axis) {
            return alternatives(axis.values(), path, at);
        }
        if (value instanceof String text) {
            return YamlReader.value(text, at, problems);
        }
        if (value instanceof PlainText plain) {
            return literal(plain.text(), at);
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof Enum || value instanceof Path) {
            return literal(value, at);
        }
        if (value instanceof List<?> list) {
            return list(list, path, at);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, path, at).map(m -> m);
        }
        if (value instanceof ComponentSpec c) {
            return component(c.name(), map(c.hyperparameters(), path + "." + c.name(), at), at);
        }
        if (value instanceof Record r && r.getClass().isAnnotationPresent(Component.class)) {
            return record(r, path, at);
        }
        problems.add(at, path, "expected " + expected() + ", found " + describe(value));
        return Optional.empty();
    }

    private static String expected() {
        return "text, a number, a boolean, an enum, a path, a list, a map or a record with @Component";
    }

    private static String describe(Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    private Optional<Node> literal(Object value, Location at) {
        return YamlReader.value(YamlWriter.write(value), at, problems);
    }

    /** Returns the values of an axis. A single list is the list of values. */
    private Optional<Node> alternatives(List<?> values, String path, Location at) {
        Optional<Node> all = list(values, path, at);
        boolean single = all.isPresent()
                && all.get() instanceof Node.Sequence s
                && s.items().size() == 1;
        if (single && ((Node.Sequence) all.get()).items().get(0) instanceof Node.Sequence inner) {
            return Optional.of(inner);
        }
        return all;
    }

    private Optional<Node> list(List<?> values, String path, Location at) {
        List<Node> items = new ArrayList<>();
        values.forEach(v -> of(v, path, at).ifPresent(items::add));
        return items.size() < values.size() ? Optional.empty() : Optional.of(new Node.Sequence(at, items));
    }

    private Optional<Node.Mapping> map(Map<?, ?> values, String path, Location at) {
        List<Node.Pair> pairs = new ArrayList<>();
        values.forEach((key, value) -> {
            if (key instanceof String name) {
                of(value, path + "." + name, at).ifPresent(v -> pairs.add(new Node.Pair(name, at, v)));
            } else {
                problems.add(at, path, "expected text as a key, found " + describe(key));
            }
        });
        return pairs.size() < values.size() ? Optional.empty() : Optional.of(new Node.Mapping(at, pairs));
    }

    private static Optional<Node> component(String name, Optional<Node.Mapping> hyperparameters, Location at) {
        return hyperparameters.map(h -> h.pairs().isEmpty()
                ? new Node.Scalar(at, name, true)
                : new Node.Mapping(at, List.of(new Node.Pair(name, at, h))));
    }

    private Optional<Node> record(Record r, String path, Location at) {
        String name = r.getClass().getAnnotation(Component.class).value();
        components.add(r.getClass());
        List<Node.Pair> pairs = new ArrayList<>();
        try {
            List<Hyperparameter> fields = Hyperparameter.of(r.getClass());
            for (Hyperparameter f : fields) {
                field(f.valueIn(r), path + "." + name + "." + f.name(), at)
                        .ifPresent(v -> pairs.add(new Node.Pair(f.name(), at, v)));
            }
            return pairs.size() < fields.size()
                    ? Optional.empty()
                    : component(name, Optional.of(new Node.Mapping(at, pairs)), at);
        } catch (IllegalArgumentException | IllegalAccessException e) {
            problems.add(at, path, r.getClass().getName() + " is not a component: " + e.getMessage());
        } catch (InvocationTargetException e) {
            problems.add(at, path, r.getClass().getName() + " cannot be read: " + e.getCause());
        }
        return Optional.empty();
    }

    /** Returns the node of a field, in which a text is a text, and not YAML. */
    private Optional<Node> field(Object value, String path, Location at) {
        if (value instanceof String) {
            return literal(value, at);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return literal(value, at);
        }
        return of(value, path, at);
    }
}
