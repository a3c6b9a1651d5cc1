package dev.engram.app.cli.text;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes trees of maps, lists, strings, numbers and booleans as indented JSON. NaN is a missing number, written as
 * null; an infinite number is a text.
 */
public final class PrettyJson {
    private PrettyJson() {}

    public static String of(Object value) {
        StringBuilder b = new StringBuilder();
        write(b, value, "\n");
        return b.toString();
    }

    private static void write(StringBuilder b, Object value, String line) {
        if (value instanceof Map<?, ?> m) {
            String separator = "";
            b.append('{');
            for (Map.Entry<?, ?> e : m.entrySet()) {
                b.append(separator).append(line).append("  ");
                quote(b, e.getKey().toString());
                b.append(": ");
                write(b, e.getValue(), line + "  ");
                separator = ",";
            }
            b.append(m.isEmpty() ? "" : line).append('}');
        } else if (value instanceof List<?> l) {
            boolean brief =
                    Collections.disjoint(l.stream().map(PrettyJson::isTree).toList(), List.of(true));
            String separator = "", next = brief ? "" : line + "  ";
            b.append('[');
            for (Object o : l) {
                b.append(separator).append(next);
                write(b, o, line + "  ");
                separator = brief ? ", " : ",";
            }
            b.append(brief ? "" : line).append(']');
        } else if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
            b.append(d.longValue());
        } else if (value == null || value instanceof Double d && d.isNaN()) {
            b.append("null");
        } else if (value instanceof Double d && d.isInfinite()) {
            quote(b, d.toString());
        } else if (value instanceof Number || value instanceof Boolean) {
            b.append(value);
        } else {
            quote(b, value.toString());
        }
    }

    private static boolean isTree(Object o) {
        return o instanceof Map || o instanceof List;
    }

    private static void quote(StringBuilder b, String text) {
        b.append('"');
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> b.append("\\\"");
                case '\\' -> b.append("\\\\");
                case '\n' -> b.append("\\n");
                default -> b.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        b.append('"');
    }
}
