package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * An axis of the comparison.
 *
 * @param name the path that is varied, {@link #VARIANT} or {@link #PROBLEM}
 * @param index finds the choices that a node means
 */
record Axis(String name, Location location, List<Choice> choices, Supplier<AxisIndex> index) {
    /** The axis of named variants. */
    static final String VARIANT = "variant";
    /** The axis of problems; the comparison is made on each of them. */
    static final String PROBLEM = "problem";

    Axis(String name, Location location, List<Choice> choices) {
        this(name, location, List.copyOf(choices), once(() -> new AxisIndex(choices)));
    }

    private static <T> Supplier<T> once(Supplier<T> slow) {
        AtomicReference<T> made = new AtomicReference<>();
        return () -> made.updateAndGet(t -> t == null ? slow.get() : t);
    }

    /** Returns the indices of the choices that {@code n} means. */
    List<Integer> matching(Node n) {
        return index.get().matching(n);
    }

    /**
     * Returns the indices of the choices that {@code n} means or, if there are none, of all with the name {@code n}.
     */
    List<Integer> matchingByName(Node n) {
        List<Integer> meant = matching(n);
        return !meant.isEmpty() || !(n instanceof Node.Scalar s)
                ? meant
                : index.get().named(s.text());
    }

    /** Returns the values as numbers, along which a trend can be asked for; empty for a value that is not a number. */
    List<OptionalDouble> scores() {
        List<Node> values = choices.stream().map(Choice::value).toList();
        if (name.equals(NetworkShorthand.HIDDEN_PATH)) {
            return NetworkShorthand.scores(values);
        }
        boolean named = name.equals(VARIANT) || name.equals(PROBLEM);
        return values.stream()
                .map(v -> !named && v instanceof Node.Scalar s && YamlNumbers.isNumeric(s.text())
                        ? OptionalDouble.of(number(s.text()))
                        : OptionalDouble.empty())
                .map(v -> v.isPresent() && Double.isFinite(v.getAsDouble()) ? v : OptionalDouble.empty())
                .toList();
    }

    private static double number(String text) {
        return YamlNumbers.isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    }

    /** Returns all values, for messages. */
    String labels() {
        return NameSuggestions.listed(choices.stream().map(Choice::label).toList());
    }

    /**
     * A value of an axis.
     *
     * @param label the short form of the value
     * @param displayName its part of a cell's name
     * @param value the value as written; the name of a variant
     */
    record Choice(String label, String displayName, Node value, List<ConfigOverride> changes) {}
}
