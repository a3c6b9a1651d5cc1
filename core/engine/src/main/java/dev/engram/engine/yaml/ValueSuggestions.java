package dev.engram.engine.yaml;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.network.LayerKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was probably meant by a value of the wrong form, written as it should be: each ends a complaint, or is empty. */
public final class ValueSuggestions {
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern COMMA = Pattern.compile("([+-]?\\d+),(\\d+([eE][+-]?\\d{1,9})?)");
    /** A comma between thousands, and maybe none between a whole number and its decimals. */
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+");

    private static final Pattern PERCENT = Pattern.compile("([+-]?\\d+(\\.\\d+)?)\\s*%");
    private static final Pattern UNDERSCORES = Pattern.compile("[+-]?[0-9][0-9_]*_[0-9_.eE+-]*");
    /** Longer values are not repeated in a line. */
    private static final int MAX_LENGTH = 100;

    private ValueSuggestions() {}

    /** Where a number is expected and something like one was found. */
    static String number(String text, boolean whole) {
        var percent = PERCENT.matcher(text);
        if (!whole && percent.matches()) {
            return write(YamlNumbers.format(Double.parseDouble(percent.group(1)) / 100));
        }
        return UNDERSCORES.matcher(text).matches()
                ? write(text.replace("_", ""))
                : withoutComma(text, whole).map(ValueSuggestions::write).orElse("");
    }

    /** A number with a comma in it, written without: with a point, or, where it may be that, as thousands. */
    static Optional<String> withoutComma(String text, boolean whole) {
        var parts = COMMA.matcher(text);
        Optional<String> point =
                !whole && parts.matches() ? Optional.of(parts.group(1) + "." + parts.group(2)) : Optional.empty();
        Optional<String> thousands =
                THOUSANDS.matcher(text).matches() ? Optional.of(text.replace(",", "")) : Optional.empty();
        return point.isPresent() && thousands.isPresent()
                ? Optional.of(point.get() + " or " + thousands.get())
                : point.or(() -> thousands);
    }

    /** Where a list is expected and one value was found, or several in one text. */
    public static String list(Class<?> type, Node node) {
        String items = node instanceof Node.Scalar s
                ? Arrays.stream(s.text().split(","))
                        .map(String::strip)
                        .filter(i -> !i.isEmpty())
                        .map(i -> item(type, i))
                        .collect(Collectors.joining(", "))
                : node instanceof Node.Mapping m && !m.pairs().isEmpty() ? node.text() : "";
        return items.isEmpty() || items.length() > MAX_LENGTH ? "" : write("[" + items + "]");
    }

    private static String item(Class<?> type, String text) {
        return LayerKind.class.isAssignableFrom(type) && WHOLE.matcher(text).matches()
                ? layer(text)
                : YamlWriter.quoted(text);
    }

    /** Where a layer is expected and the number of its units was found. */
    public static String layer(String units) {
        return "{dense: {units: " + units + "}}";
    }

    public static boolean isInteger(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** Where a number is expected and a list was found: a decimal comma is one to YAML, and who wants to compare values writes one, too. */
    public static String numberForList(Node node, boolean whole, String path) {
        if (!(node instanceof Node.Sequence list)
                || list.items().isEmpty()
                || !list.items().stream().allMatch(ValueSuggestions::numeric)) {
            return "";
        }
        List<String> items =
                list.items().stream().map(n -> ((Node.Scalar) n).text()).toList();
        if (items.size() == 1) {
            return write(items.get(0));
        }
        Optional<String> number = withoutComma(String.join(",", items), whole);
        String compared = asComparison(node, path);
        return number.isEmpty() ? compared : write(number.get()) + compared.replaceFirst("^; ", "; or, ");
    }

    /** Where a list repeats itself: {@code [0,1, 0,3]} has four elements to YAML. */
    public static String decimalCommas(Node.Sequence list) {
        List<Node> items = list.items();
        if (items.size() % 2 != 0 || !items.stream().allMatch(n -> n instanceof Node.Scalar s && isInteger(s.text()))) {
            return "";
        }
        return "; if the commas are decimal, write "
                + IntStream.range(0, items.size() / 2)
                        .mapToObj(i -> items.get(2 * i).text() + "."
                                + items.get(2 * i + 1).text())
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean numeric(Node node) {
        return node instanceof Node.Scalar s && YamlNumbers.isNumeric(s.text());
    }

    /** Where one value is expected and a list was found that may be meant as a comparison. */
    public static String asComparison(Node node, String path) {
        boolean several = node instanceof Node.Sequence s
                && s.items().size() > 1
                && node.text().length() <= MAX_LENGTH;
        return several && SuiteKey.runLabels().contains(path.split("\\.", 2)[0])
                ? "; to compare several, write compare: {" + path + ": " + node.text() + "}"
                : "";
    }

    private static String write(String form) {
        return "; write " + form;
    }
}
