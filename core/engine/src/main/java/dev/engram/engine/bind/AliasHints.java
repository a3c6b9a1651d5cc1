package dev.engram.engine.bind;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final String DEFAULT_SCHEDULE = "cosine";
    private static final String RATE = "rate";
    private static final Location NOWHERE = new Location("", 0, 0);
    /** Optimizers whose hyperparameter {@code decay} is not a weight decay. */
    private static final List<String> OTHER_DECAY = List.of("adagrad", "ema");
    /** The aliases of {@code seeds} that name one seed; the others name a number of seeds. */
    private static final List<String> ONE_SEED = List.of("seed", "random_state", "random_seed");
    /** Arguments of layers that give the number of inputs. */
    private static final List<String> INPUTS = List.of("in_features", "input_dim", "input_shape", "input_size");
    /** The longest line that repeats the settings that exist already. */
    private static final int MAX_LENGTH = 100;

    private final Catalog catalog;

    public AliasHints(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A replacement for a top-level key.
     *
     * @param meant the path or the component that was meant
     * @param path the path to set
     * @param value the value to write there
     */
    public record Suggestion(String meant, String path, Node value) {
        /** Returns a hint with the line to write in a suite. The line repeats the settings next to the new one. */
        public String inSuite(Node.Mapping root) {
            String whole = line(root, true);
            return hint(meant, whole.length() > MAX_LENGTH ? line(root, false) : whole);
        }

        /** Returns a hint with the option to write on the command line. */
        public String asOption() {
            String setting = path + "=" + value.text();
            boolean word = setting.matches("[A-Za-z0-9.=_+-]*");
            return hint(meant, "--set " + (word ? setting : "'" + setting + "'"));
        }

        /** Returns a hint with the path and value to write in a variant. */
        public String asPath() {
            return hint(meant, path + ": " + value.text());
        }

        /** Returns a hint with the axis that compares the same values. */
        public String asAxis() {
            return hint(meant, value instanceof Node.Sequence ? path + ": " + value.text() : "");
        }

        private String line(Node.Mapping root, boolean repeat) {
            String[] keys = path.split("\\.");
            Node inner = value;
            for (int i = keys.length - 1; i > 0; i--) {
                Node there = root;
                for (int k = 0; k < i && there instanceof Node.Mapping m; k++) {
                    there = m.get(keys[k]);
                }
                Node.Mapping around =
                        repeat && there instanceof Node.Mapping m ? m : new Node.Mapping(NOWHERE, List.of());
                inner = around.with(new Node.Pair(keys[i], NOWHERE, inner));
            }
            return keys[0] + ": " + inner.text();
        }
    }

    /** A change of an optimizer: some of its settings or, if there are none, another optimizer. */
    private record Change(String meant, List<Node.Pair> settings, Node other) {}

    /**
     * Returns the replacement for a top-level key that does not exist.
     *
     * @param root the suite, which names the optimizer and the data set
     */
    public Optional<Suggestion> topLevel(String key, Node value, Node.Mapping root) {
        Optional<String> known = LibraryAliases.find(LibraryAliases.KEYS, key);
        if (known.isPresent()) {
            String target = known.get();
            return Optional.of(new Suggestion(target, target, topLevelValue(target, key, value)));
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
                .flatMap(e ->
                        change(e, arguments, new Node.Pair(key, NOWHERE, value)).map(c -> optimizer(e, arguments, c)));
    }

    private static Suggestion setting(String path, String key, Node value) {
        return new Suggestion(path + "." + key, path + "." + key, settingValue(key, value));
    }

    private static Suggestion optimizer(Entry entry, Node.Mapping arguments, Change change) {
        if (change.settings().isEmpty()) {
            return new Suggestion("the optimizer " + change.meant(), OPTIMIZER, change.other());
        }
        String path = OPTIMIZER + "." + entry.name();
        if (change.settings().size() == 1) {
            Node.Pair one = change.settings().get(0);
            return new Suggestion(path + "." + one.key(), path + "." + one.key(), one.value());
        }
        Node.Mapping all = arguments;
        for (Node.Pair p : change.settings()) {
            all = all.with(p);
        }
        return new Suggestion(change.meant() + " of " + path, path, all);
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
            return change(entry, arguments, unknown).map(c -> {
                if (c.settings().isEmpty()) {
                    String key = path.equals(OPTIMIZER + "." + entry.name()) ? OPTIMIZER + ": " : "";
                    return hint("the optimizer " + c.meant(), key + c.other().text());
                }
                return hint(c.meant(), line(c.settings()));
            });
        }
        if (entry.kind() == Kind.LAYER) {
            if (INPUTS.contains(unknown.key())) {
                return Optional.of("; remove it: the layer before determines the number of inputs");
            }
            return LibraryAliases.find(LibraryAliases.LAYER, unknown.key())
                    .filter(t -> names(entry).contains(t))
                    .map(t -> hint(t, line(List.of(pair(t, componentValue(entry, t, unknown.value()))))));
        }
        return entry.kind() == Kind.DATASET ? setting(DATA, unknown) : Optional.empty();
    }

    /** Returns the end of a message about an unknown setting of a section such as {@code training}. */
    static Optional<String> setting(String section, Node.Pair unknown) {
        Map<String, String> table = switch (section) {
            case TRAINING -> LibraryAliases.TRAINING;
            case DATA -> LibraryAliases.DATA;
            default -> Map.of();
        };
        return LibraryAliases.find(table, unknown.key())
                .map(t -> hint(t, line(List.of(pair(t, settingValue(t, unknown.value()))))));
    }

    /** Returns the hyperparameter of a component that another library calls {@code name}. */
    public static Optional<String> hyperparameter(Entry entry, String name) {
        Map<String, String> table = switch (entry.kind()) {
            case OPTIMIZER -> LibraryAliases.OPTIMIZER;
            case LAYER -> LibraryAliases.LAYER;
            default -> Map.of();
        };
        return LibraryAliases.find(table, name).filter(t -> names(entry).contains(t));
    }

    private Optional<Change> change(Entry entry, Node.Mapping arguments, Node.Pair unknown) {
        String key = unknown.key();
        String target = LibraryAliases.find(LibraryAliases.OPTIMIZER, key).orElse("");
        List<String> names = names(entry);
        if (target.equals("betas")
                && names.contains("beta1")
                && unknown.value() instanceof Node.Sequence s
                && s.items().size() == 2) {
            return Optional.of(new Change(
                    "beta1 and beta2",
                    List.of(
                            pair("beta1", s.items().get(0)),
                            pair("beta2", s.items().get(1))),
                    null));
        }
        if (target.equals("scheduler") && names.contains(RATE)) {
            Node rate = schedule(unknown.value(), rate(entry, arguments));
            return Optional.of(new Change(RATE, List.of(pair(RATE, rate)), null));
        }
        boolean otherDecay = target.equals("decay") && OTHER_DECAY.contains(entry.name());
        if (names.contains(target) && !otherDecay) {
            return Optional.of(new Change(target, List.of(pair(target, unknown.value())), null));
        }
        boolean off = unknown.value().text().equals("false");
        Optional<Entry> other = LibraryAliases.find(LibraryAliases.OPTIMIZERS_BY_FLAG, key)
                .flatMap(o -> catalog.find(Kind.OPTIMIZER, o))
                .filter(o -> !off && !o.equals(entry));
        if (other.isPresent()) {
            Node.Mapping translated = translated(other.get(), arguments.with(unknown));
            return Optional.of(new Change(
                    other.get().name(), List.of(), component(other.get().name(), translated)));
        }
        return LibraryAliases.find(LibraryAliases.LINKS, key).flatMap(l -> chain(entry, arguments, l, unknown));
    }

    /** Returns a chain: the optimizer that the unknown hyperparameter stands for, then the optimizer itself. */
    private Optional<Change> chain(Entry entry, Node.Mapping arguments, String link, Node.Pair unknown) {
        String name = link.substring(0, link.indexOf('.'));
        Node.Mapping own = new Node.Mapping(NOWHERE, List.of(pair(link.substring(name.length() + 1), unknown.value())));
        Node.Sequence links = new Node.Sequence(
                NOWHERE, List.of(component(name, own), component(entry.name(), translated(entry, arguments))));
        return catalog.find(Kind.OPTIMIZER, name).map(e -> new Change(name, List.of(), links));
    }

    /** Returns the arguments that an optimizer has, under its own names. */
    private static Node.Mapping translated(Entry optimizer, Node.Mapping arguments) {
        List<String> names = names(optimizer);
        Node.Mapping all = new Node.Mapping(NOWHERE, List.of());
        for (Node.Pair p : arguments.pairs()) {
            String name = names.contains(p.key())
                    ? p.key()
                    : LibraryAliases.find(LibraryAliases.OPTIMIZER, p.key()).orElse("");
            if (names.contains(name)) {
                all = all.with(pair(name, p.value()));
            }
        }
        return all;
    }

    /** Returns the learning rate of an optimizer, as written or by default. */
    private static String rate(Entry optimizer, Node.Mapping arguments) {
        Node written = translated(optimizer, arguments).get(RATE);
        return written instanceof Node.Scalar s && YamlNumbers.isDecimal(s.text())
                ? s.text()
                : optimizer.hyperparameters().stream()
                        .filter(h -> h.name().equals(RATE))
                        .findFirst()
                        .flatMap(Hyperparameter::defaultValue)
                        .orElse("0.1");
    }

    /**
     * Returns the schedule that a value names, or the default one, starting at a learning rate. Other required values
     * are placeholders in capitals.
     */
    private Node schedule(Node value, String rate) {
        String written = value instanceof Node.Mapping m && m.pairs().size() == 1
                ? m.keys().get(0)
                : value.text();
        Optional<Entry> entry = catalog.find(Kind.SCHEDULE, written)
                .or(() ->
                        LibraryAliases.component(Kind.SCHEDULE, written).flatMap(n -> catalog.find(Kind.SCHEDULE, n)));
        Node.Mapping arguments = new Node.Mapping(NOWHERE, List.of());
        for (Hyperparameter h : entry.map(Entry::hyperparameters).orElse(List.of())) {
            boolean first = List.of("start", "peak", "value", "high").contains(h.name());
            if (first || h.defaultValue().isEmpty()) {
                arguments = arguments.with(
                        pair(h.name(), scalar(first ? rate : h.name().toUpperCase(Locale.ROOT))));
            }
        }
        return entry.isPresent()
                ? component(entry.get().name(), arguments)
                : component(DEFAULT_SCHEDULE, new Node.Mapping(NOWHERE, List.of(pair("start", scalar(rate)))));
    }

    private Node topLevelValue(String target, String key, Node value) {
        if (target.equals("seeds") && ONE_SEED.contains(key) && value instanceof Node.Scalar) {
            return new Node.Sequence(NOWHERE, List.of(value));
        }
        if (target.equals("measure")) {
            List<Node> metrics = value instanceof Node.Sequence s ? s.items() : List.of(value);
            return new Node.Sequence(
                    NOWHERE, metrics.stream().map(m -> named(Kind.METRIC, m)).toList());
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
        for (Node size : sizes ? items : List.<Node>of(scalar("32"))) {
            layers.add(layer(size, "relu"));
        }
        layers.add(layer(scalar("10"), "softmax"));
        return new Node.Sequence(NOWHERE, layers);
    }

    private static Node layer(Node units, String activation) {
        return component(
                "dense",
                new Node.Mapping(NOWHERE, List.of(pair("units", units), pair("activation", scalar(activation)))));
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
                .<Node>map(AliasHints::scalar)
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
                .<Node>map(AliasHints::scalar)
                .orElse(own);
    }

    /** Returns the component that a key names, with its arguments. */
    private static Node.Pair component(Node node, String usual) {
        if (node instanceof Node.Mapping m && m.pairs().size() == 1) {
            return m.pairs().get(0);
        }
        return pair(node instanceof Node.Scalar s && !s.isNull() ? s.text() : usual, scalar(""));
    }

    private static Node.Mapping component(String name, Node.Mapping arguments) {
        return new Node.Mapping(NOWHERE, List.of(pair(name, arguments)));
    }

    private static Node.Mapping arguments(Node.Pair component) {
        return component.value() instanceof Node.Mapping m ? m : new Node.Mapping(NOWHERE, List.of());
    }

    private static List<String> names(Entry entry) {
        return entry.hyperparameters().stream().map(Hyperparameter::name).toList();
    }

    private static Node.Pair pair(String key, Node value) {
        return new Node.Pair(key, NOWHERE, value);
    }

    private static Node scalar(String text) {
        return new Node.Scalar(NOWHERE, text, true);
    }

    private static String line(List<Node.Pair> settings) {
        return settings.stream().map(p -> p.key() + ": " + p.value().text()).collect(Collectors.joining(", "));
    }

    private static String hint(String meant, String line) {
        return "; did you mean " + meant + "?" + (line.isBlank() || line.endsWith(": ") ? "" : " Write " + line);
    }
}
