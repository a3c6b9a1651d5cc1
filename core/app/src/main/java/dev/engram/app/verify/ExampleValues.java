package dev.engram.app.verify;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Examples of hyperparameters without defaults, so that their component can be checked. Only numbers have examples. */
final class ExampleValues {
    private static final double WHOLE = 1;
    private static final double REAL = 0.5;

    private ExampleValues() {}

    /** Returns a component with its defaults and, where it has none, examples; empty if one is not a number. */
    static Optional<ComponentRef> of(Entry entry) {
        List<Hyperparameter> missing = entry.hyperparameters().stream()
                .filter(h -> h.defaultValue().isEmpty())
                .toList();
        if (missing.stream().anyMatch(h -> value(h).isEmpty())) {
            return Optional.empty();
        }
        String values = missing.stream()
                .map(h -> h.name() + ": " + value(h).orElseThrow())
                .collect(Collectors.joining(", "));
        return Optional.of(new ComponentRef(entry, "{" + entry.name() + ": {" + values + "}}"));
    }

    private static Optional<String> value(Hyperparameter h) {
        boolean whole = h.type() == int.class || h.type() == long.class;
        if (!whole && h.type() != float.class && h.type() != double.class) {
            return Optional.empty();
        }
        return DoubleStream.of(whole ? WHOLE : REAL, h.range().low())
                .filter(h.range()::contains)
                .mapToObj(v -> whole ? Long.toString((long) v) : Double.toString(v))
                .findFirst();
    }
}
