package dev.engram.engine.config;

import dev.engram.engine.bind.AliasHints;
import dev.engram.engine.bind.AliasSuggestion;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Replaces values in a tree of nodes. It knows the names and defaults of components, not their ranges. */
public final class ConfigEditor {
    private final Catalog catalog;
    private final Problems problems;

    public ConfigEditor(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /**
     * Returns the tree with all changes; empty if a path does not exist, which is added to the problems.
     *
     * @param keys the top-level keys that may be changed
     */
    public Optional<Node.Mapping> apply(Node.Mapping root, List<ConfigOverride> changes, Collection<String> keys) {
        Node.Mapping tree = root;
        for (ConfigOverride c : changes) {
            String key = c.segments().get(0);
            if (!keys.contains(key)) {
                problems.add(c.location(), c.path(), unknownKey(root, c, keys));
                return Optional.empty();
            }
            try {
                tree = tree.with(new Node.Pair(
                        key, c.location(), top(tree, SuiteKey.fromLabel(key).orElseThrow(), c)));
            } catch (NoSuchPathException e) {
                problems.add(c.location(), c.path(), e.getMessage());
                return Optional.empty();
            }
        }
        return Optional.of(tree);
    }

    private String unknownKey(Node.Mapping root, ConfigOverride c, Collection<String> keys) {
        String key = c.segments().get(0);
        if (SuiteKey.fromLabel(key).isPresent()) {
            return key + " cannot be changed here";
        }
        String hint = new AliasHints(catalog)
                .topLevel(c.path(), c.value(), root)
                .map(AliasSuggestion::asOption)
                .orElse(NameSuggestions.hint(key, keys));
        return "there is no key called " + new Node.Scalar(c.location(), key, true).describe() + hint;
    }

    /** Thrown if a path does not exist, with the reason. */
    private static final class NoSuchPathException extends Exception {
        NoSuchPathException(String reason) {
            super(reason);
        }
    }

    private Node top(Node.Mapping root, SuiteKey suiteKey, ConfigOverride c) throws NoSuchPathException {
        List<String> path = c.segments();
        Node old = root.get(suiteKey.label());
        if (path.size() == 1) {
            return c.value();
        }
        boolean written = old != null && !old.isNull();
        if (suiteKey.shape() == SuiteKey.Shape.SETTINGS) {
            return setting(suiteKey, written ? old : new Node.Mapping(c.location(), List.of()), c);
        }
        if (!written && suiteKey == SuiteKey.RULE) {
            return inside(new Node.Scalar(c.location(), RunSpecReader.DEFAULT_RULE, true), suiteKey.type(), c, 1);
        }
        if (!written && suiteKey == SuiteKey.START && path.size() == 2) {
            return new Node.Mapping(c.location(), List.of(new Node.Pair(path.get(1), c.location(), c.value())));
        }
        if (!written) {
            throw new NoSuchPathException(suiteKey.label() + " is not given, so nothing in it can be changed");
        }
        return suiteKey == SuiteKey.NETWORK ? network(old, c) : inside(old, suiteKey.type(), c, 1);
    }

    /** Changes a layer, or a part of the short form of a network. */
    private Node network(Node old, ConfigOverride c) throws NoSuchPathException {
        List<String> path = c.segments();
        String key = path.get(1);
        Node.Pair replaced = new Node.Pair(key, c.location(), c.value());
        if (NetworkShorthand.isShorthand(old)) {
            Node.Mapping network = (Node.Mapping) old;
            Node part = network.get(key);
            if (!NetworkShorthand.keys().contains(key)) {
                Optional<Node.Sequence> layers = NetworkShorthand.layers(network);
                return layers.isPresent() ? inside(layers.get(), SuiteKey.NETWORK.type(), c, 1) : old; // read later
            }
            if (path.size() == 2) {
                return network.with(replaced);
            }
            if (part == null) {
                throw new NoSuchPathException("network has no " + key + " here");
            }
            return network.with(new Node.Pair(key, part.location(), inside(part, SuiteKey.NETWORK.type(), c, 2)));
        }
        if (c.path().equals(NetworkShorthand.HIDDEN_PATH) && old instanceof Node.Sequence layers) {
            try {
                return NetworkShorthand.of(layers, replaced);
            } catch (IllegalArgumentException e) {
                throw new NoSuchPathException(e.getMessage());
            }
        }
        if (NetworkShorthand.keys().contains(key)) {
            throw new NoSuchPathException("there is no " + key + " here: network is " + old.describe()
                    + "; write network: {hidden: ..., template: ..., output: ...}");
        }
        return inside(old, SuiteKey.NETWORK.type(), c, 1);
    }

    /**
     * Sets a value in a map of settings. The axes of a comparison are paths themselves, so the rest of the path is one
     * key.
     */
    private Node setting(SuiteKey suiteKey, Node old, ConfigOverride c) throws NoSuchPathException {
        List<String> path = c.segments();
        if (!(old instanceof Node.Mapping m)) {
            throw new NoSuchPathException(suiteKey.label() + " is " + old.describe() + " here; change it as a whole");
        }
        if (suiteKey == SuiteKey.TUNE && path.size() > 2) {
            Node part = m.get(path.get(1));
            Node.Mapping inner = part instanceof Node.Mapping p ? p : new Node.Mapping(c.location(), List.of());
            return m.with(new Node.Pair(
                    path.get(1),
                    c.location(),
                    inner.with(
                            new Node.Pair(String.join(".", path.subList(2, path.size())), c.location(), c.value()))));
        }
        if (suiteKey != SuiteKey.TRAINING || path.size() == 2) {
            String rest = String.join(".", path.subList(1, path.size()));
            return m.with(new Node.Pair(rest, c.location(), c.value()));
        }
        Node child = m.get(path.get(1));
        if (child == null) {
            throw new NoSuchPathException(suiteKey.label() + " has no " + path.get(1) + " here");
        }
        return m.with(new Node.Pair(path.get(1), c.location(), inside(child, null, c, 2)));
    }

    /**
     * Returns the node at the first {@code depth} segments of the path, changed.
     *
     * @param type the type that is expected there, if known
     */
    private Node inside(Node node, Type type, ConfigOverride c, int depth) throws NoSuchPathException {
        List<String> path = c.segments();
        if (depth == path.size()) {
            return c.value();
        }
        if (node instanceof Node.Sequence s) {
            List<Node> items = new ArrayList<>(s.items());
            int at = index(path.get(depth), items.size());
            items.set(at, inside(items.get(at), element(type), c, depth + 1));
            return new Node.Sequence(s.location(), items);
        }
        String name = path.get(depth);
        Node.Pair component = component(node);
        if (component == null || !component.key().equals(name)) {
            throw new NoSuchPathException("there is no " + name + " here: " + String.join(".", path.subList(0, depth))
                    + " is "
                    + (component == null ? node.describe() : component.key() + longer(type, component, c, depth)));
        }
        Node arguments = depth + 1 == path.size() ? c.value() : argument(component, type, c, depth + 1);
        return new Node.Mapping(node.location(), List.of(new Node.Pair(name, component.location(), arguments)));
    }

    /** Returns a suggestion if the path leaves out the name of the component whose hyperparameter it names. */
    private String longer(Type type, Node.Pair component, ConfigOverride c, int depth) {
        List<String> path = new ArrayList<>(c.segments());
        if (field(type, component.key(), path.get(depth)).isEmpty()) {
            return "";
        }
        path.add(depth, component.key());
        return "; did you mean " + String.join(".", path) + "?";
    }

    private Node argument(Node.Pair component, Type type, ConfigOverride c, int depth) throws NoSuchPathException {
        List<String> path = c.segments();
        String name = path.get(depth);
        Node.Mapping arguments =
                component.value() instanceof Node.Mapping m ? m : new Node.Mapping(component.location(), List.of());
        if (depth + 1 == path.size()) {
            return arguments.with(new Node.Pair(name, c.location(), c.value()));
        }
        Optional<Hyperparameter> field = field(type, component.key(), name);
        Node old = arguments.get(name);
        if (old == null) {
            old = field.flatMap(Hyperparameter::defaultValue)
                    .flatMap(d -> YamlReader.value(d, c.location(), new Problems()))
                    .orElse(null);
        }
        if (old == null) {
            throw new NoSuchPathException(component.key() + " has no " + name + " here");
        }
        return arguments.with(new Node.Pair(
                name, c.location(), inside(old, field.map(Hyperparameter::type).orElse(null), c, depth + 1)));
    }

    /** Returns the component that a node names, with its arguments; null if it does not name one. */
    private static Node.Pair component(Node node) {
        if (node instanceof Node.Scalar s) {
            return new Node.Pair(s.text(), s.location(), new Node.Scalar(s.location(), "", true));
        }
        Node.Mapping m = (Node.Mapping) node;
        return m.pairs().size() == 1 ? m.pairs().get(0) : null;
    }

    private Optional<Hyperparameter> field(Type type, String component, String name) {
        Optional<Kind> kind = type instanceof Class<?> c ? Kind.of(c) : Optional.empty();
        Optional<Entry> entry = kind.flatMap(k -> catalog.find(k, component));
        return entry.flatMap(e ->
                e.hyperparameters().stream().filter(f -> f.name().equals(name)).findFirst());
    }

    /**
     * Returns the type of the elements. Top-level lists are declared by their element, and so is a chain written as a
     * list.
     */
    private static Type element(Type type) {
        return type instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : type;
    }

    private static int index(String text, int size) throws NoSuchPathException {
        int at = text.matches("0|[1-9]\\d{0,5}") ? Integer.parseInt(text) : -1;
        if (at < 0 || at >= size) {
            throw new NoSuchPathException("there is no element " + text + " here; "
                    + (size == 0 ? "the list is empty" : "elements are counted from 0, the last is " + (size - 1)));
        }
        return at;
    }
}
