package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that is varied between cells.
 *
 * @param name the path of what is varied, {@link #VARIANT} or {@link #PROBLEM}
 */
record Axis(String name, Location location, List<Choice> choices) {
    /** The axis of named variants. */
    static final String VARIANT = "variant";
    /** The axis of problems; what is compared is compared on each of them. */
    static final String PROBLEM = "problem";

    /** Which choices a user means by {@code n}. */
    List<Integer> matching(Node n) {
        return IntStream.range(0, choices.size())
                .filter(i -> choices.get(i).matches(n))
                .boxed()
                .toList();
    }

    /** Those that are meant, or else all that bear the name {@code n}, whatever their hyperparameters. */
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

    /** All its values, for messages. */
    String labels() {
        return choices.stream().map(Choice::label).collect(Collectors.joining(", "));
    }

    /**
     * One value of an axis.
     *
     * @param label the value in short
     * @param displayName its part of a cell's name
     * @param value as it is written; the name of a variant
     */
    record Choice(String label, String displayName, Node value, List<ConfigOverride> changes) {
        /** Is this what a user means by {@code n}? */
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
