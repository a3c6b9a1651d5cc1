package dev.engram.engine.bind;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Recognizes the names of other libraries ({@link LibraryAliases}) and shows the exact line to write in their place.
 */
public final class AliasHints {
    private static final String OPTIMIZER = "optimizer";
    private static final String TRAINING = "training";
    private static final String DATA = "data";
    private static final String NETWORK = "network";
    private static final String DEFAULT_OPTIMIZER = "sgd";
    /** The aliases of {@code seeds} that name one seed; the others name a number of seeds. */
    private static final List<String> ONE_SEED = List.of("seed", "random_state", "random_seed");
    /** Arguments of layers that give the number of inputs. */
    private static final List<String> INPUTS = List.of("in_features", "input_dim", "input_shape", "input_size");

    private final Catalog catalog;
    private final OptimizerAliases optimizers;

    public AliasHints(Catalog catalog) {
        this.catalog = catalog;
        this.optimizers = new OptimizerAliases(catalog);
    }

    /**
     * Returns the replacement for a top-level key that does not exist.
     *
     * @param root the suite, which names the optimizer and the data set
     */
    public Optional<AliasSuggestion> topLevel(String key, Node value, Node.Mapping root) {
        Optional<String> known = LibraryAliases.find(LibraryAliases.KEYS, key);
        if (known.isPresent()) {
            String target = known.get();
            return Optional.of(new AliasSuggestion(target, target, topLevelValue(target, key, value)));
        }
        Optional<String> training = LibraryAliases.find(LibraryAliases.TRAINING, key);
        if (training.isPresent()) {
            return Optional.of(setting(TRAINING, training.get(), value));
        }
        Optional<String> data = LibraryAliases.find(LibraryAliases.DATA, key);
        if (data.isPresent()) {
            return Optional.of(
                    setting(DATA + "." + component(root.get(DATA), "NAME").key(), data.get(), value));
        }
        Node.Pair optimizer = component(root.get(OPTIMIZER), DEFAULT_OPTIMIZER);
        Node.Mapping arguments = arguments(optimizer);
        return catalog.find(Kind.OPTIMIZER, optimizer.key())
                .flatMap(e -> optimizers
                        .change(e, arguments, new Node.Pair(key, AliasNodes.NOWHERE, value))
                        .map(c -> optimizer(e, arguments, c)));
    }

    private static AliasSuggestion setting(String path, String key, Node value) {
        return new AliasSuggestion(path + "." + key, path + "." + key, settingValue(key, value));
    }

    private static AliasSuggestion optimizer(Entry entry, Node.Mapping arguments, OptimizerAliases.Change change) {
        if (change.settings().isEmpty()) {
            return new AliasSuggestion("the optimizer " + change.meant(), OPTIMIZER, change.other());
        }
        String path = OPTIMIZER + "." + entry.name();
        Node.Mapping own = OptimizerAliases.translated(entry, arguments);
        if (change.settings().size() == 1) {
            Node.Pair one = change.settings().get(0);
            return new AliasSuggestion(path + "." + one.key(), path + "." + one.key(), one.value(), Optional.of(own));
        }
        Node.Mapping all = own;
        for (Node.Pair p : change.settings()) {
            all = all.with(p);
        }
        return new AliasSuggestion(change.meant() + " of " + path, path, all);
    }

    /**
     * Returns the end of a message about an unknown hyperparameter, with the line to write in its place; empty if there
     * is no alias.
     *
     * @param arguments the hyperparameters as written, including the unknown one
     * @param path the path of the component, such as {@code optimizer.sgd}
     */
    Optional<String> hyperparameter(Entry entry, Node.Mapping arguments, Node.Pair unknown, String path) {
        if (entry.kind() == Kind.OPTIMIZER) {
            return optimizers.change(entry, arguments, unknown).map(c -> {
                if (c.settings().isEmpty()) {
                    String key = path.equals(OPTIMIZER + "." + entry.name()) ? OPTIMIZER + ": " : "";
                    return AliasSuggestion.hint(
                            "the optimizer " + c.meant(), key + c.other().text());
                }
                return AliasSuggestion.hint(c.meant(), line(c.settings()));
            });
        }
        if (entry.kind() == Kind.LAYER) {
            if (INPUTS.contains(unknown.key())) {
                return Optional.of("; remove it: the previous layer determines the number of inputs");
            }
            return LibraryAliases.find(LibraryAliases.LAYER, unknown.key())
                    .filter(t -> OptimizerAliases.names(entry).contains(t))
                    .map(t -> AliasSuggestion.hint(
                            t, line(List.of(AliasNodes.pair(t, componentValue(entry, t, unknown.value()))))));
        }
        return entry.kind() == Kind.DATASET
                ? setting(DATA, unknown).or(() -> own(LibraryAliases.DATASET, entry, unknown))
                : Optional.empty();
    }

    private static Optional<String> own(Map<String, String> table, Entry entry, Node.Pair unknown) {
        return LibraryAliases.find(table, unknown.key())
                .filter(t -> OptimizerAliases.names(entry).contains(t))
                .map(t -> AliasSuggestion.hint(t, line(List.of(AliasNodes.pair(t, unknown.value())))));
    }

    /** Returns the end of a message about an unknown setting of a section such as {@code training}. */
    static Optional<String> setting(String section, Node.Pair unknown) {
        Map<String, String> table = switch (section) {
            case TRAINING -> LibraryAliases.TRAINING;
            case DATA -> LibraryAliases.DATA;
            default -> Map.of();
        };
        return LibraryAliases.find(table, unknown.key())
                .map(t -> AliasSuggestion.hint(t, line(List.of(AliasNodes.pair(t, settingValue(t, unknown.value()))))));
    }

    /** Returns the hyperparameter of a component that another library calls {@code name}. */
    public static Optional<String> hyperparameter(Entry entry, String name) {
        Map<String, String> table = switch (entry.kind()) {
            case OPTIMIZER -> LibraryAliases.OPTIMIZER;
            case LAYER -> LibraryAliases.LAYER;
            default -> Map.of();
        };
        return LibraryAliases.find(table, name)
                .filter(t -> OptimizerAliases.names(entry).contains(t));
    }

    private Node topLevelValue(String target, String key, Node value) {
        if (target.equals("seeds") && ONE_SEED.contains(key) && value instanceof Node.Scalar) {
            return new Node.Sequence(AliasNodes.NOWHERE, List.of(value));
        }
        if (target.equals("measure")) {
            List<Node> metrics = value instanceof Node.Sequence s ? s.items() : List.of(value);
            return new Node.Sequence(
                    AliasNodes.NOWHERE,
                    metrics.stream().map(m -> named(Kind.METRIC, m)).toList());
        }
        if (target.equals(NETWORK)) {
            return network(value);
        }
        Optional<Kind> kind = switch (target) {
            case DATA -> Optional.of(Kind.DATASET);
            case "rule" -> Optional.of(Kind.LEARNING_RULE);
            default -> Kind.fromLabel(target);
        };
        return kind.map(k -> named(k, value)).orElse(value);
    }

    /** Returns a list of layers for a list of their sizes, layers as written, or else an example. */
    private static Node network(Node value) {
        List<Node> items = value instanceof Node.Sequence s ? s.items() : List.of(value);
        boolean sizes = items.stream()
                .allMatch(n -> n instanceof Node.Scalar s && s.text().matches("[1-9]\\d{0,6}"));
        if (!sizes && value instanceof Node.Sequence) {
            return value;
        }
        List<Node> layers = new ArrayList<>();
        for (Node size : sizes ? items : List.<Node>of(AliasNodes.scalar("32"))) {
            layers.add(layer(size, "relu"));
        }
        layers.add(layer(AliasNodes.scalar("10"), "softmax"));
        return new Node.Sequence(AliasNodes.NOWHERE, layers);
    }

    private static Node layer(Node units, String activation) {
        return AliasNodes.component(
                "dense",
                new Node.Mapping(
                        AliasNodes.NOWHERE,
                        List.of(
                                AliasNodes.pair("units", units),
                                AliasNodes.pair("activation", AliasNodes.scalar(activation)))));
    }

    /** Replaces the name of another library's component by that of ours. */
    private Node named(Kind kind, Node value) {
        if (!(value instanceof Node.Scalar s) || catalog.find(kind, s.text()).isPresent()) {
            return value;
        }
        List<String> names = catalog.of(kind).stream().map(Entry::name).toList();
        return LibraryAliases.component(kind, s.text())
                .filter(names::contains)
                .or(() -> NameSuggestions.closest(s.text(), names))
                .<Node>map(AliasNodes::scalar)
                .orElse(value);
    }

    private Node componentValue(Entry entry, String hyperparameter, Node value) {
        return entry.hyperparameters().stream()
                .filter(h -> h.name().equals(hyperparameter))
                .findFirst()
                .flatMap(h -> h.type() instanceof Class<?> c ? Kind.of(c) : Optional.empty())
                .map(k -> named(k, value))
                .orElse(value);
    }

    private static Node settingValue(String key, Node value) {
        Node own = key.equals("patience") && value instanceof Node.Mapping m && m.get(key) != null ? m.get(key) : value;
        return LibraryAliases.value(key, own.text())
                .<Node>map(AliasNodes::scalar)
                .orElse(own);
    }

    /** Returns the component that a key names, with its arguments. */
    private static Node.Pair component(Node node, String usual) {
        if (node instanceof Node.Mapping m && m.pairs().size() == 1) {
            return m.pairs().get(0);
        }
        return AliasNodes.pair(node instanceof Node.Scalar s && !s.isNull() ? s.text() : usual, AliasNodes.scalar(""));
    }

    private static Node.Mapping arguments(Node.Pair component) {
        return component.value() instanceof Node.Mapping m ? m : new Node.Mapping(AliasNodes.NOWHERE, List.of());
    }

    private static String line(List<Node.Pair> settings) {
        return settings.stream().map(p -> p.key() + ": " + p.value().text()).collect(Collectors.joining(", "));
    }
}
