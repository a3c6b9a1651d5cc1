package dev.engram.engine.suite;

import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.Node;
import java.util.List;

/**
 * Merges a suite with the one that it extends. Settings merge key by key, and a component merges with one of the same
 * name; lists, words and other components replace what was there. The short form of a network merges key by key.
 */
final class SuiteMerger {
    private SuiteMerger() {}

    /** Returns the merged tree. The name and the sentence about a suite are not inherited. */
    static Node.Mapping merge(Node.Mapping base, Node.Mapping over) {
        Node.Mapping all = new Node.Mapping(
                over.location(),
                base.pairs().stream()
                        .filter(p -> !p.key().equals(SuiteKey.NAME.label())
                                && !p.key().equals(SuiteKey.ABOUT.label()))
                        .toList());
        return all.withAll(
                over.location(),
                over.pairs().stream()
                        .map(p -> {
                            Node before = all.get(p.key());
                            return before == null
                                    ? p
                                    : new Node.Pair(p.key(), p.location(), mergeValue(p.key(), before, p.value()));
                        })
                        .toList());
    }

    private static Node mergeValue(String key, Node base, Node over) {
        return switch (SuiteKey.fromLabel(key).map(SuiteKey::shape).orElse(SuiteKey.Shape.VALUE)) {
            case COMPONENT -> component(base, over);
            case SETTINGS -> settings(base, over, false);
            case LIST ->
                NetworkShorthand.isShorthand(base) && NetworkShorthand.isShorthand(over)
                        ? settings(base, over, false)
                        : over;
            case VALUE -> over;
        };
    }

    /** @param components whether the values may be components, as those of hyperparameters may */
    private static Node settings(Node base, Node over, boolean components) {
        if (!(base instanceof Node.Mapping b) || !(over instanceof Node.Mapping o)) {
            return over;
        }
        return b.withAll(
                o.location(),
                o.pairs().stream()
                        .map(p -> {
                            Node before = b.get(p.key());
                            Node value = components && before != null ? component(before, p.value()) : p.value();
                            return new Node.Pair(p.key(), p.location(), value);
                        })
                        .toList());
    }

    private static Node component(Node base, Node over) {
        if (!(base instanceof Node.Mapping b)
                || !(over instanceof Node.Mapping o)
                || b.pairs().size() != 1
                || !o.keys().equals(b.keys())) {
            return over;
        }
        Node.Pair p = o.pairs().get(0);
        Node arguments = settings(b.pairs().get(0).value(), p.value(), true);
        return new Node.Mapping(o.location(), List.of(new Node.Pair(p.key(), p.location(), arguments)));
    }
}
