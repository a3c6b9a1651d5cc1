package dev.engram.engine.suite.tuning;

import dev.engram.engine.bind.AliasHints;
import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks up the hyperparameter at a path in the settings of a cell. */
final class HyperparameterLookup {
    /** The keys that can be tuned. The others belong to the task or to the budget. */
    private static final List<SuiteKey> TUNABLE =
            List.of(SuiteKey.OPTIMIZER, SuiteKey.RULE, SuiteKey.LOSS, SuiteKey.NETWORK, SuiteKey.TRAINING);

    private static final List<String> TUNABLE_TRAINING_KEYS = List.of("batch");

    private final Catalog catalog;
    private final Collection<String> others;

    /**
     * Creates a lookup.
     *
     * @param others receives the names that a cell has in place of a part of the path
     */
    HyperparameterLookup(Catalog catalog, Collection<String> others) {
        this.catalog = catalog;
        this.others = others;
    }

    /** Thrown if a path cannot be tuned in any cell, with the reason. */
    static final class NotTunableException extends Exception {
        private static final long serialVersionUID = 1;

        NotTunableException(String reason) {
            super(reason);
        }
    }

    /** Returns the key with which a path begins. Throws if nothing under it can be tuned. */
    static SuiteKey key(String path) throws NotTunableException {
        List<String> parts = List.of(path.split("\\.", -1));
        Optional<SuiteKey> key = SuiteKey.fromLabel(parts.get(0));
        List<String> tunable = TUNABLE.stream().map(SuiteKey::label).toList();
        if (key.isEmpty() || !TUNABLE.contains(key.get())) {
            throw new NotTunableException(
                    key.isPresent()
                            ? parts.get(0) + " cannot be tuned: it belongs to the task; choose one of "
                                    + String.join(", ", tunable)
                            : "unknown key" + NameSuggestions.hint(parts.get(0), tunable));
        }
        if (key.get() == SuiteKey.TRAINING && (parts.size() != 2 || !TUNABLE_TRAINING_KEYS.contains(parts.get(1)))) {
            throw new NotTunableException(
                    "training.batch is the only setting of training that can be tuned; others would give trials"
                            + " unequal budgets");
        }
        if (parts.size() == 1) {
            throw new NotTunableException(parts.get(0)
                    + " cannot be tuned as a whole; compare several, or give the path of a hyperparameter, such as "
                    + "optimizer.sgd.rate");
        }
        return key.get();
    }

    /** Returns the hyperparameter at a path; empty if the cell has another component there. */
    Optional<Hyperparameter> find(Node.Mapping tree, String path) throws NotTunableException {
        SuiteKey suiteKey = key(path);
        List<String> parts = List.of(path.split("\\.", -1));
        if (suiteKey == SuiteKey.TRAINING) {
            return Hyperparameter.of(TrainingSettings.class).stream()
                    .filter(f -> f.name().equals(parts.get(1)))
                    .findFirst();
        }
        Node node = tree.get(suiteKey.label());
        if ((node == null || node.isNull())
                && suiteKey == SuiteKey.RULE
                && tree.get(SuiteKey.LANDSCAPE.label()) == null) {
            node = new Node.Scalar(tree.location(), RunSpecReader.DEFAULT_RULE, true);
        }
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (path.equals(NetworkShorthand.HIDDEN_PATH)) {
            throw new NotTunableException("hidden layers cannot be tuned as a whole; compare several, or give the path"
                    + " of a hyperparameter, such as network.0.dense.units");
        }
        return NetworkShorthand.isShorthand(node) && parts.size() > 2
                ? inShorthand((Node.Mapping) node, parts)
                : inside(node, suiteKey.type(), parts, 1);
    }

    private Optional<Hyperparameter> inShorthand(Node.Mapping network, List<String> parts) throws NotTunableException {
        Optional<Node> part = NetworkShorthand.keys().contains(parts.get(1))
                ? Optional.ofNullable(network.get(parts.get(1)))
                : Optional.empty();
        if (part.isPresent()) {
            return inside(part.get(), SuiteKey.NETWORK.type(), parts, 2);
        }
        Optional<Node.Sequence> layers = NetworkShorthand.layers(network);
        return layers.isEmpty() ? Optional.empty() : inside(layers.get(), SuiteKey.NETWORK.type(), parts, 1);
    }

    private Optional<Hyperparameter> inside(Node node, Type type, List<String> path, int depth)
            throws NotTunableException {
        String part = path.get(depth);
        if (node instanceof Node.Sequence s) {
            int at = part.matches("0|[1-9]\\d{0,5}") ? Integer.parseInt(part) : -1;
            if (at < 0 || at >= s.items().size() || depth + 1 == path.size()) {
                others.add(String.valueOf(s.items().size() - 1));
                return Optional.empty();
            }
            Type element = type instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : type;
            return inside(s.items().get(at), element, path, depth + 1);
        }
        String name = name(node);
        Node arguments = node instanceof Node.Mapping m && m.pairs().size() == 1
                ? m.pairs().get(0).value()
                : null;
        Optional<Entry> entry = kind(type).flatMap(k -> catalog.find(k, name));
        if (!name.equals(part) || entry.isEmpty()) {
            others.add(name);
            return Optional.empty();
        }
        if (depth + 1 == path.size()) {
            throw new NotTunableException(name + " cannot be tuned as a whole" + fields(entry.get()));
        }
        String hyper = path.get(depth + 1);
        Optional<Hyperparameter> field = entry.get().hyperparameters().stream()
                .filter(f -> f.name().equals(hyper))
                .findFirst();
        if (field.isEmpty()) {
            List<String> names = entry.get().hyperparameters().stream()
                    .map(Hyperparameter::name)
                    .toList();
            String hint = AliasHints.hyperparameter(entry.get(), hyper)
                    .map(n -> "; did you mean " + n + "?")
                    .orElse(NameSuggestions.hint(hyper, names));
            throw new NotTunableException(name + " has no " + hyper + hint);
        }
        Optional<Node> written = Optional.ofNullable(arguments instanceof Node.Mapping m ? m.get(hyper) : null)
                .or(() ->
                        field.get().defaultValue().flatMap(d -> YamlReader.value(d, node.location(), new Problems())));
        if (depth + 2 < path.size()) {
            return written.isEmpty()
                    ? Optional.empty()
                    : inside(written.get(), field.get().type(), path, depth + 2);
        }
        if (isNumber(field.get().type()) && written.isPresent() && !(written.get() instanceof Node.Scalar)) {
            throw new NotTunableException("this is a schedule; tune one of its numbers");
        }
        return field;
    }

    /** Returns the name of the component that a node names; empty if it does not name one. */
    private static String name(Node node) {
        if (node instanceof Node.Scalar s) {
            return s.text();
        }
        List<String> keys = ((Node.Mapping) node).keys();
        return keys.size() == 1 ? keys.get(0) : "";
    }

    private static String fields(Entry e) {
        return e.hyperparameters().isEmpty()
                ? "; it has no hyperparameters"
                : "; give the path of one of its hyperparameters: "
                        + String.join(
                                ", ",
                                e.hyperparameters().stream()
                                        .map(Hyperparameter::name)
                                        .toList());
    }

    /** Returns the kind of component of a type; a schedule may replace a number. */
    private static Optional<Kind> kind(Type type) {
        if (isNumber(type)) {
            return Optional.of(Kind.SCHEDULE);
        }
        return type instanceof Class<?> c ? Kind.of(c) : Optional.empty();
    }

    static boolean isNumber(Type type) {
        return type instanceof Class<?> c && ScalarParser.isNumber(c);
    }
}
