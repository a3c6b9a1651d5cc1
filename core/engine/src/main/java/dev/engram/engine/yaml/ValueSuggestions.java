package dev.engram.engine.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Suggests how to write a value that has the wrong form. Every method returns the end of a message, or an empty text.
 */
public final class ValueSuggestions {
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    /** The longest value that a message repeats. */
    private static final int MAX_LENGTH = 100;

    private ValueSuggestions() {}

    /** Suggests a list for a single value, or for several values in one text. */
    public static String list(Node node) {
        return list(node, YamlWriter::quoted);
    }

    /** Suggests a list of layers for a single value, or for several values in one text, such as numbers of units. */
    public static String layers(Node node) {
        return list(node, text -> isInteger(text) ? layer(text) : YamlWriter.quoted(text));
    }

    private static String list(Node node, UnaryOperator<String> item) {
        String items = "";
        if (node instanceof Node.Scalar s) {
            items = Arrays.stream(s.text().split(","))
                    .map(String::strip)
                    .filter(i -> !i.isEmpty())
                    .map(item)
                    .collect(Collectors.joining(", "));
        } else if (node instanceof Node.Mapping m && !m.pairs().isEmpty()) {
            items = node.text();
        }
        return items.isEmpty() || items.length() > MAX_LENGTH ? "" : write("[" + items + "]");
    }

    /** Returns a layer with a number of units. */
    public static String layer(String units) {
        return "{dense: {units: " + units + "}}";
    }

    public static boolean isInteger(String text) {
        return WHOLE.matcher(text).matches();
    }

    /**
     * Suggests a number for a list. YAML reads a decimal comma as a list, and so does a user who wants to compare
     * values.
     */
    public static String numberForList(Node node, boolean whole, String path, Collection<String> comparable) {
        if (!(node instanceof Node.Sequence list)
                || list.items().isEmpty()
                || list.items().size() > MAX_LENGTH
                || !list.items().stream().allMatch(ValueSuggestions::numeric)) {
            return "";
        }
        List<String> items =
                list.items().stream().map(n -> ((Node.Scalar) n).text()).toList();
        if (items.size() == 1) {
            return write(items.get(0));
        }
        Optional<String> number = YamlNumbers.withoutComma(String.join(",", items), whole);
        String compared = asComparison(node, path, comparable);
        return number.isEmpty() ? compared : write(number.get()) + compared.replaceFirst("^; ", "; or, ");
    }

    /** Suggests decimal points for a list with repeated values: {@code [0,1, 0,3]} has four elements in YAML. */
    public static String decimalCommas(Node.Sequence list) {
        List<Node> items = list.items();
        if (items.size() > MAX_LENGTH
                || items.size() % 2 != 0
                || !items.stream().allMatch(n -> n instanceof Node.Scalar s && isInteger(s.text()))) {
            return "";
        }
        return "; if these are decimal commas, write "
                + IntStream.range(0, items.size() / 2)
                        .mapToObj(i -> items.get(2 * i).text() + "."
                                + items.get(2 * i + 1).text())
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean numeric(Node node) {
        return node instanceof Node.Scalar s && YamlNumbers.isNumeric(s.text());
    }

    /**
     * Suggests a comparison for a list where one value is expected.
     *
     * @param comparable the top-level keys whose values can be compared
     */
    public static String asComparison(Node node, String path, Collection<String> comparable) {
        boolean several = node instanceof Node.Sequence s
                && s.items().size() > 1
                && node.text().length() <= MAX_LENGTH;
        return several && comparable.contains(path.split("\\.", 2)[0])
                ? "; to compare several, write compare: {" + path + ": " + node.text() + "}"
                : "";
    }

    private static String write(String form) {
        return "; write " + form;
    }
}
