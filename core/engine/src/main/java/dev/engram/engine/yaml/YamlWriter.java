package dev.engram.engine.yaml;

import dev.engram.engine.plugins.Hyperparameter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML, in a unique form that parses to the same values. */
public final class YamlWriter {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private YamlWriter() {}

    public static String write(Object value) {
        if (value instanceof Float f) {
            return YamlNumbers.format(f);
        }
        if (value instanceof Double d) {
            return YamlNumbers.format(d);
        }
        if (value instanceof Enum<?> e) {
            return kebabCase(e);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlWriter::write).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Path p) {
            return quoted(p.toString());
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return quoted(value.toString());
    }

    /** Returns the name of a constant in lower case with hyphens. */
    public static String kebabCase(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns text as it is if it is one word, else in double quotes and ASCII. */
    public static String quoted(String text) {
        if (WORD.matcher(text).matches()) {
            return text;
        }
        StringBuilder b = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                b.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~') {
                b.append((char) c);
            } else {
                b.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
            }
        });
        return b.append('"').toString();
    }

    /** Returns fields of a record of settings, without braces: {@code epochs: 3, steps: 0}. */
    public static String fields(Record r, List<Hyperparameter> fields) {
        return fields.stream()
                .map(f -> {
                    try {
                        return f.name() + ": " + write(f.valueIn(r));
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new IllegalStateException("the fields of " + r.getClass() + " can be read", e);
                    }
                })
                .collect(Collectors.joining(", "));
    }
}
