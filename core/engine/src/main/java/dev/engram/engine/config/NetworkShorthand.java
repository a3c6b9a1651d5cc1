package dev.engram.engine.config;

import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.ValueSuggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The short form of a network whose hidden layers differ only in their units: {@code {hidden: [64, 64], template:
 * {dense: {activation: tanh}}, output: {dense: {units: 10}}}}. It stands for the list of layers, which is what a run is
 * made and identified by.
 */
public final class NetworkShorthand {
    /** The units of each hidden layer: a list, or the number of a single layer. */
    public static final String HIDDEN = "hidden";
    /** The hidden layer, without its units. */
    public static final String TEMPLATE = "template";
    /** The last layer. */
    public static final String OUTPUT = "output";

    private static final List<String> KEYS = List.of(HIDDEN, TEMPLATE, OUTPUT);
    private static final String UNITS = "units";
    private static final String NETWORK = SuiteKey.NETWORK.label();

    /** The path of the units, also where the network is a list of layers. */
    public static final String HIDDEN_PATH = NETWORK + "." + HIDDEN;

    private NetworkShorthand() {}

    /** Returns the keys of the short form. */
    public static List<String> keys() {
        return KEYS;
    }

    /** Returns whether a node is the short form, perhaps with mistakes in it. */
    public static boolean isShorthand(Node network) {
        return network instanceof Node.Mapping m && m.keys().stream().anyMatch(KEYS::contains);
    }

    /** Returns the tree of a run with its network written out; unchanged if the short form has a mistake. */
    public static Node.Mapping expandIn(Node.Mapping root) {
        Node.Pair network = root.pair(NETWORK);
        return network == null || !isShorthand(network.value())
                ? root
                : layers((Node.Mapping) network.value())
                        .map(list -> root.with(new Node.Pair(NETWORK, network.location(), list)))
                        .orElse(root);
    }

    /** Returns the layers; empty if anything is wrong. */
    public static Optional<Node.Sequence> layers(Node.Mapping network) {
        return expand(network, new Problems());
    }

    /** Returns the layers; empty if anything is wrong, with the reasons added to the problems. */
    static Optional<Node.Sequence> expand(Node.Mapping network, Problems problems) {
        Problems found = new Problems();
        network.pairs().stream()
                .filter(p -> !KEYS.contains(p.key()))
                .forEach(p -> found.add(
                        p.location(), NETWORK + "." + p.key(), "unknown key" + NameSuggestions.hint(p.key(), KEYS)));
        List<Node> widths = required(network, HIDDEN, "give the units of each hidden layer, such as [64, 64]", found)
                .map(n -> widths(n, found))
                .orElse(List.of());
        Optional<Node> output = required(network, OUTPUT, "give the last layer, such as {dense: {units: 10}}", found);
        Optional<Node> template = Optional.ofNullable(network.get(TEMPLATE)).filter(n -> !n.isNull());
        if (template.isEmpty() && !widths.isEmpty()) {
            required(
                    network,
                    TEMPLATE,
                    "give the hidden layer without its units, such as {dense: {activation: tanh}}",
                    found);
        }
        template.ifPresent(t -> checkTemplate(t, found));
        problems.addAll(found.list());
        if (!found.isEmpty()) {
            return Optional.empty();
        }
        List<Node> layers = new ArrayList<>();
        widths.forEach(w -> layers.add(layer(template.orElseThrow(), w)));
        layers.add(output.orElseThrow());
        return Optional.of(new Node.Sequence(network.location(), layers));
    }

    private static Optional<Node> required(Node.Mapping network, String key, String what, Problems problems) {
        Node.Pair written = network.pair(key);
        if (written == null || written.value().isNull()) {
            problems.add(
                    written == null ? network.location() : written.location(), NETWORK + "." + key, "missing; " + what);
            return Optional.empty();
        }
        return Optional.of(written.value());
    }

    private static List<Node> widths(Node hidden, Problems problems) {
        List<Node> widths = asList(hidden).items();
        for (int i = 0; i < widths.size(); i++) {
            Node width = widths.get(i);
            if (!(width instanceof Node.Scalar)) {
                boolean lists = widths.stream().allMatch(Node.Sequence.class::isInstance);
                problems.add(
                        width.location(),
                        HIDDEN_PATH + "." + i,
                        "expected the units of a layer, found " + width.describe()
                                + (lists ? ValueSuggestions.asComparison(hidden, HIDDEN_PATH, List.of(NETWORK)) : ""));
                break;
            }
        }
        return widths;
    }

    private static void checkTemplate(Node template, Problems problems) {
        String path = NETWORK + "." + TEMPLATE;
        boolean layer = template instanceof Node.Scalar
                || template instanceof Node.Mapping m && m.pairs().size() == 1;
        if (!layer) {
            problems.add(
                    template.location(),
                    path,
                    "expected a layer without its units, such as {dense: {activation: tanh}}, found "
                            + template.describe());
        } else if (arguments(template).pair(UNITS) != null) {
            problems.add(
                    arguments(template).pair(UNITS).location(),
                    path,
                    "hidden gives the units of each layer; remove units here");
        }
    }

    /** Returns the hyperparameters of a layer, without {@link #UNITS} if they are not written. */
    private static Node.Mapping arguments(Node layer) {
        return layer instanceof Node.Mapping m
                        && m.pairs().size() == 1
                        && m.pairs().get(0).value() instanceof Node.Mapping arguments
                ? arguments
                : new Node.Mapping(layer.location(), List.of());
    }

    private static Node layer(Node template, Node width) {
        String name = template instanceof Node.Scalar s
                ? s.text()
                : ((Node.Mapping) template).keys().get(0);
        Node.Mapping arguments = arguments(template).with(new Node.Pair(UNITS, width.location(), width));
        return new Node.Mapping(template.location(), List.of(new Node.Pair(name, template.location(), arguments)));
    }

    /**
     * Returns the short form of a list of layers, with other hidden layers: the first layer is the template, the last
     * one the output.
     *
     * @throws IllegalArgumentException with the reason if the list has no template
     */
    static Node.Mapping of(Node.Sequence layers, Node.Pair hidden) {
        List<Node> items = layers.items();
        if (items.size() < 2) {
            throw new IllegalArgumentException("the network has no hidden layer that could be repeated; write one, or"
                    + " write network: {hidden: ..., template: ..., output: ...}");
        }
        Node template = withoutUnits(items.get(0));
        boolean alike = items.subList(1, items.size() - 1).stream()
                .allMatch(n -> withoutUnits(n).text().equals(template.text()));
        if (!alike) {
            throw new IllegalArgumentException("the hidden layers differ in more than their units, so it is not clear"
                    + " which one to repeat; write network: {hidden: ..., template: ..., output: ...}");
        }
        return new Node.Mapping(
                layers.location(),
                List.of(
                        hidden,
                        new Node.Pair(TEMPLATE, template.location(), template),
                        new Node.Pair(OUTPUT, items.get(items.size() - 1).location(), items.get(items.size() - 1))));
    }

    private static Node withoutUnits(Node layer) {
        if (!(layer instanceof Node.Mapping m) || m.pairs().size() != 1) {
            return layer;
        }
        Node.Pair component = m.pairs().get(0);
        List<Node.Pair> rest = arguments(layer).pairs().stream()
                .filter(p -> !p.key().equals(UNITS))
                .toList();
        Node value = component.value() instanceof Node.Mapping
                ? new Node.Mapping(layer.location(), rest)
                : component.value();
        return new Node.Mapping(layer.location(), List.of(new Node.Pair(component.key(), component.location(), value)));
    }

    /** Returns the units of hidden layers as a list, which may be written as one number. */
    public static Node.Sequence asList(Node hidden) {
        return hidden instanceof Node.Sequence s ? s : new Node.Sequence(hidden.location(), List.of(hidden));
    }

    /** Returns the label of hidden layers as the value of an axis, such as {@code 64x64}; {@code none} for no layer. */
    public static String label(Node hidden) {
        List<Node> widths = asList(hidden).items();
        return widths.isEmpty() ? "none" : widths.stream().map(Node::text).collect(Collectors.joining("x"));
    }

    /**
     * Returns the values of an axis over hidden layers as numbers: the depth if all layers of all values have the same
     * width, or the width if all values have the same depth and each has one width. Else all are empty.
     */
    public static List<OptionalDouble> scores(List<Node> values) {
        List<List<String>> networks = values.stream()
                .map(v -> asList(v).items().stream().map(Node::text).toList())
                .toList();
        boolean numbers = networks.stream().allMatch(n -> n.stream().allMatch(ValueSuggestions::isInteger));
        boolean oneWidth = networks.stream().flatMap(List::stream).distinct().count() == 1;
        boolean oneDepth = networks.stream().map(List::size).distinct().count() == 1;
        boolean regular = networks.stream().allMatch(n -> n.stream().distinct().count() == 1);
        return networks.stream()
                .map(n -> {
                    if (numbers && oneDepth && regular) {
                        return OptionalDouble.of(Double.parseDouble(n.get(0)));
                    }
                    return numbers && oneWidth ? OptionalDouble.of(n.size()) : OptionalDouble.empty();
                })
                .toList();
    }
}
