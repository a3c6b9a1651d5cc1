package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An axis of the comparison.
 *
 * @param name the path that is varied, {@link #VARIANT} or {@link #PROBLEM}
 */
record Axis(String name, Location location, List<Choice> choices) {
    /** The axis of named variants. */
    static final String VARIANT = "variant";
    /** The axis of problems; the comparison is made on each of them. */
    static final String PROBLEM = "problem";

    /** Returns the indices of the choices that {@code n} means. */
    List<Integer> matching(Node n) {
        return IntStream.range(0, choices.size())
                .filter(i -> choices.get(i).matches(n))
                .boxed()
                .toList();
    }

    /**
     * Returns the indices of the choices that {@code n} means or, if there are none, of all with the name {@code n}.
     */
    List<Integer> matchingByName(Node n) {
        List<Integer> meant = matching(n);
        return !meant.isEmpty() || !(n instanceof Node.Scalar s)
                ? meant
                : IntStream.range(0, choices.size())
                        .filter(i ->
                                AxisLabels.shortLabel(choices.get(i).value()).equals(s.text()))
                        .boxed()
                        .toList();
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
                        ? OptionalDouble.of(Choice.number(s.text()))
                        : OptionalDouble.empty())
                .map(v -> v.isPresent() && Double.isFinite(v.getAsDouble()) ? v : OptionalDouble.empty())
                .toList();
    }

    /** Returns all values, for messages. */
    String labels() {
        return choices.stream().map(Choice::label).collect(Collectors.joining(", "));
    }

    /**
     * A value of an axis.
     *
     * @param label the short form of the value
     * @param displayName its part of a cell's name
     * @param value the value as written; the name of a variant
     */
    record Choice(String label, String displayName, Node value, List<ConfigOverride> changes) {
        /** Returns whether {@code n} means this choice. */
        boolean matches(Node n) {
            if (n.text().equals(value.text())) {
                return true;
            }
            if (!(n instanceof Node.Scalar given)) {
                return false;
            }
            boolean same = value instanceof Node.Scalar s
                    && YamlNumbers.isNumeric(s.text())
                    && YamlNumbers.isNumeric(given.text())
                    && number(s.text()) == number(given.text());
            return same || given.text().equals(label) || given.text().equals(displayName);
        }

        private static double number(String text) {
            return text.matches(".*[nN].*") ? Double.NaN : Double.parseDouble(text);
        }
    }
}
