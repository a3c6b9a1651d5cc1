package dev.engram.app.cli.text;

import dev.engram.engine.inspect.Locality;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.run.DataSettings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The descriptions of components as text. */
public final class ComponentText {
    private static final char NO_BREAK_SPACE = '\u00a0';
    /** Beginning of an element of a list. */
    private static final String BULLET = "- ";

    private final int columns;

    public ComponentText(int columns) {
        this.columns = columns;
    }

    /** Returns an entry for each component: name, first sentence, hyperparameters with defaults, plugin. */
    public String list(Kind kind, List<Entry> entries) {
        if (entries.isEmpty()) {
            return "";
        }
        int width = entries.stream().mapToInt(e -> e.name().length()).max().orElse(0);
        StringBuilder b = new StringBuilder(kind.label()).append('\n');
        for (Entry e : entries) {
            String indent = " ".repeat(width + 4);
            b.append("  ").append(e.name()).append(" ".repeat(width - e.name().length() + 2));
            b.append(wrap(firstSentence(e), indent)).append('\n');
            if (!e.hyperparameters().isEmpty()) {
                b.append(indent)
                        .append(wrap(
                                        String.join(
                                                ", ",
                                                e.hyperparameters().stream()
                                                        .map(ComponentText::shortForm)
                                                        .toList()),
                                        indent)
                                .replace(NO_BREAK_SPACE, ' '))
                        .append('\n');
            }
            b.append(indent).append(origin(e)).append('\n');
        }
        return b.append('\n').toString();
    }

    /**
     * Returns the full description of a component.
     *
     * @param locality the observed locality, for learning rules that were tried out
     */
    public String explain(Entry e, Optional<Locality> locality) {
        StringBuilder b = new StringBuilder(e.id())
                .append("  version ")
                .append(e.version())
                .append("  (")
                .append(origin(e))
                .append(")\n\n");
        if (!e.documentation().isEmpty()) {
            b.append(documentation(e)).append("\n\n");
        }
        if (e.hyperparameters().isEmpty()) {
            b.append("No hyperparameters.\n");
        } else {
            b.append("Hyperparameters:\n");
            table(b, e.hyperparameters());
        }
        if (e.kind() == Kind.DATASET) {
            b.append("\nEvery data set also takes:\n");
            table(b, Hyperparameter.of(DataSettings.class));
        }
        if (locality.isPresent()) {
            b.append("\nNon-local information (observed with the defaults in a small network):\n");
            LocalityText.lines(locality.get())
                    .forEach(l -> b.append("  ").append(wrap(l, "    ")).append('\n'));
        }
        return b.append("\nIn a suite:  ").append(example(e)).append('\n').toString();
    }

    /** Returns the documentation. Paragraphs that are too wide are wrapped; formulas, which are indented, are not. */
    private String documentation(Entry e) {
        StringBuilder b = new StringBuilder();
        List<String> paragraph = new ArrayList<>();
        for (String line : (e.documentation().strip() + "\n").split("\n", -1)) {
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0)) && !line.startsWith(BULLET)) {
                paragraph.add(line);
                continue;
            }
            boolean wide = paragraph.stream().anyMatch(l -> l.length() > columns);
            b.append(wide ? wrap(String.join(" ", paragraph), "") + "\n" : lines(paragraph));
            paragraph.clear();
            b.append(line).append('\n');
        }
        return b.toString().strip();
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(l -> l + "\n").collect(Collectors.joining());
    }

    private void table(StringBuilder b, List<Hyperparameter> fields) {
        int name = fields.stream().mapToInt(f -> f.name().length()).max().orElse(0);
        int type = fields.stream().mapToInt(f -> type(f).length()).max().orElse(0);
        for (Hyperparameter f : fields) {
            String left = String.format(Locale.ROOT, "  %-" + name + "s  %-" + type + "s  ", f.name(), type(f));
            String standard = f.defaultValue().map(s -> "default " + s).orElse("required");
            b.append(left)
                    .append(wrap(standard + (f.doc().isEmpty() ? "" : "; " + f.doc()), " ".repeat(left.length())))
                    .append('\n');
        }
    }

    private static String example(Entry e) {
        String key = switch (e.kind()) {
            case LEARNING_RULE -> "rule";
            case DATASET -> "data";
            case METRIC -> "measure";
            case LISTENER -> "listen";
            case LAYER -> "network";
            default -> e.kind().label();
        };
        List<String> values = e.hyperparameters().stream()
                .map(f -> f.name() + ": " + f.defaultValue().orElse("..."))
                .toList();
        String part = values.isEmpty() ? e.name() : "{" + e.name() + ": {" + String.join(", ", values) + "}}";
        if (e.kind() == Kind.AUGMENTATION) {
            return "data: {digits: {augment: [" + part + "]}}";
        }
        boolean listed = e.kind() == Kind.METRIC || e.kind() == Kind.LISTENER || e.kind() == Kind.LAYER;
        return key + ": " + (listed ? "[" + part + "]" : part);
    }

    /** Returns name, default and range of a hyperparameter, joined by spaces at which no line is broken. */
    private static String shortForm(Hyperparameter f) {
        return (f.name()
                        + f.defaultValue().map(s -> " = " + s).orElse("")
                        + (f.range().equals(NumericRange.FINITE) ? "" : " in " + f.range()))
                .replace(' ', NO_BREAK_SPACE);
    }

    static String type(Hyperparameter f) {
        String t = type(f.type());
        return f.range().equals(NumericRange.FINITE) ? t : t + " in " + f.range();
    }

    private static String type(Type t) {
        if (t instanceof ParameterizedType p) {
            return "list of " + type(p.getActualTypeArguments()[0]);
        }
        Class<?> c = (Class<?>) t;
        if (c.isEnum()) {
            return String.join(
                    " | ",
                    Arrays.stream(c.getEnumConstants())
                            .map(v -> v.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .toList());
        }
        Optional<Kind> kind = Kind.of(c);
        if (kind.isPresent()) {
            return kind.get().label();
        }
        return switch (c.getSimpleName()) {
            case "float", "double", "Float", "Double" -> "number";
            case "int", "long", "Integer", "Long" -> "whole number";
            case "boolean", "Boolean" -> "true | false";
            case "String" -> "text";
            case "Path" -> "path";
            default -> "word or number";
        };
    }

    private static String origin(Entry e) {
        return e.origin().plugin()
                + (e.origin().version().isEmpty() ? "" : " " + e.origin().version());
    }

    /** Returns the first sentence of the first paragraph: formulas often follow in a paragraph of their own. */
    private static String firstSentence(Entry e) {
        String text = e.documentation().strip().split("\\n\\s*\\n", 2)[0].replaceAll("\\s+", " ");
        return text.split("(?<=[.!?]) ", 2)[0];
    }

    /** Breaks a text at spaces so that its lines fit the width. */
    private String wrap(String text, String indent) {
        StringBuilder b = new StringBuilder();
        int room = Math.max(20, columns - indent.length() - 1);
        int used = 0;
        for (String word : text.split(" ")) {
            if (used > 0 && used + 1 + word.length() > room) {
                b.append('\n').append(indent);
                used = 0;
            } else if (used > 0) {
                b.append(' ');
                used++;
            }
            b.append(word);
            used += word.length();
        }
        return b.toString();
    }
}
