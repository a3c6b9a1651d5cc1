package dev.engram.engine.bind;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Translates hyperparameters that other libraries give to optimizers. */
final class OptimizerAliases {
    private static final String DEFAULT_SCHEDULE = "cosine";
    private static final String RATE = "rate";
    /** Optimizers whose hyperparameter {@code decay} is not a weight decay. */
    private static final List<String> OTHER_DECAY = List.of("adagrad", "ema");

    private final Catalog catalog;

    OptimizerAliases(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A change of an optimizer: some of its settings or, if there are none, another optimizer. */
    record Change(String meant, List<Node.Pair> settings, Node other) {}

    /** Returns the change to make in place of an unknown hyperparameter; empty if there is no alias. */
    Optional<Change> change(Entry entry, Node.Mapping arguments, Node.Pair unknown) {
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
                            AliasNodes.pair("beta1", s.items().get(0)),
                            AliasNodes.pair("beta2", s.items().get(1))),
                    null));
        }
        if (target.equals("scheduler") && names.contains(RATE)) {
            Node rate = schedule(unknown.value(), rate(entry, arguments));
            return Optional.of(new Change(RATE, List.of(AliasNodes.pair(RATE, rate)), null));
        }
        boolean otherDecay = target.equals("decay") && OTHER_DECAY.contains(entry.name());
        if (names.contains(target) && !otherDecay) {
            return Optional.of(new Change(target, List.of(AliasNodes.pair(target, unknown.value())), null));
        }
        boolean off = unknown.value().text().equals("false");
        Optional<Entry> other = LibraryAliases.find(LibraryAliases.OPTIMIZERS_BY_FLAG, key)
                .flatMap(o -> catalog.find(Kind.OPTIMIZER, o))
                .filter(o -> !off && !o.equals(entry));
        if (other.isPresent()) {
            Node.Mapping translated = translated(other.get(), arguments.with(unknown));
            return Optional.of(new Change(
                    other.get().name(),
                    List.of(),
                    AliasNodes.component(other.get().name(), translated)));
        }
        return LibraryAliases.find(LibraryAliases.LINKS, key).flatMap(l -> chain(entry, arguments, l, unknown));
    }

    /** Returns a chain: the optimizer that the unknown hyperparameter stands for, then the optimizer itself. */
    private Optional<Change> chain(Entry entry, Node.Mapping arguments, String link, Node.Pair unknown) {
        String name = link.substring(0, link.indexOf('.'));
        Node.Mapping own = new Node.Mapping(
                AliasNodes.NOWHERE, List.of(AliasNodes.pair(link.substring(name.length() + 1), unknown.value())));
        Node.Sequence links = new Node.Sequence(
                AliasNodes.NOWHERE,
                List.of(
                        AliasNodes.component(name, own),
                        AliasNodes.component(entry.name(), translated(entry, arguments))));
        return catalog.find(Kind.OPTIMIZER, name).map(e -> new Change(name, List.of(), links));
    }

    /** Returns the arguments that an optimizer has, under its own names. */
    static Node.Mapping translated(Entry optimizer, Node.Mapping arguments) {
        List<String> names = names(optimizer);
        Node.Mapping all = new Node.Mapping(AliasNodes.NOWHERE, List.of());
        for (Node.Pair p : arguments.pairs()) {
            String name = names.contains(p.key())
                    ? p.key()
                    : LibraryAliases.find(LibraryAliases.OPTIMIZER, p.key()).orElse("");
            if (names.contains(name)) {
                all = all.with(AliasNodes.pair(name, p.value()));
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
        Node.Mapping arguments = new Node.Mapping(AliasNodes.NOWHERE, List.of());
        for (Hyperparameter h : entry.map(Entry::hyperparameters).orElse(List.of())) {
            boolean first = List.of("start", "peak", "value", "high").contains(h.name());
            if (first || h.defaultValue().isEmpty()) {
                arguments = arguments.with(AliasNodes.pair(
                        h.name(), AliasNodes.scalar(first ? rate : h.name().toUpperCase(Locale.ROOT))));
            }
        }
        return entry.isPresent()
                ? AliasNodes.component(entry.get().name(), arguments)
                : AliasNodes.component(
                        DEFAULT_SCHEDULE,
                        new Node.Mapping(
                                AliasNodes.NOWHERE, List.of(AliasNodes.pair("start", AliasNodes.scalar(rate)))));
    }

    static List<String> names(Entry entry) {
        return entry.hyperparameters().stream().map(Hyperparameter::name).toList();
    }
}
