package dev.engram.engine.bind;

import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks of the keys of a map against the fields of the record that it is bound to. */
final class KeyChecks {
    private final Problems problems;

    KeyChecks(Problems problems) {
        this.problems = problems;
    }

    /** Reports every key that is neither a field nor one of the additional keys; returns whether there are none. */
    boolean check(
            List<Hyperparameter> fields,
            Set<String> additionalKeys,
            Node.Mapping node,
            String path,
            Function<Node.Pair, Optional<String>> alias) {
        if (node.pairs().isEmpty()) {
            return true;
        }
        List<String> known = Stream.concat(
                        fields.stream().map(Hyperparameter::name),
                        additionalKeys.stream().sorted())
                .toList();
        List<Node.Pair> unknown =
                node.pairs().stream().filter(p -> !known.contains(p.key())).toList();
        for (Node.Pair p : unknown) {
            String hint = known.isEmpty() ? "; no keys are allowed here" : NameSuggestions.hint(p.key(), known);
            problems.add(
                    p.location(),
                    Binder.join(path, p.key()),
                    "unknown key" + alias.apply(p).orElse(hint));
        }
        return unknown.isEmpty();
    }

    /** Removes the problem that a field is missing if an unknown key, reported already, is a slip in its name. */
    void removeMisspelled(List<Hyperparameter> fields, Node.Mapping node, String path) {
        List<String> names = fields.stream().map(Hyperparameter::name).toList();
        for (Node.Pair p : node.pairs()) {
            if (!names.contains(p.key())) {
                NameSuggestions.closest(p.key(), names)
                        .map(name -> Binder.join(path, name))
                        .ifPresent(meant -> problems.removeMissing(meant::equals));
            }
        }
    }
}
