package dev.engram.engine.bind;

import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.text.ExceptionText;
import dev.engram.engine.yaml.Excerpt;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.YamlNumbers;
import dev.engram.engine.yaml.YamlWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parses scalars by the type that is expected. Scalars of a YAML file have no type of their own. */
public final class ScalarParser {
    private ScalarParser() {}

    public static boolean isNumber(Class<?> type) {
        return List.of(float.class, Float.class, double.class, Double.class).contains(type) || isIntegral(type);
    }

    static boolean isIntegral(Class<?> type) {
        return List.of(int.class, Integer.class, long.class, Long.class).contains(type);
    }

    /** Returns the name of a type in messages; empty if a scalar cannot have it. */
    static Optional<String> expectedType(Class<?> type) {
        if (isNumber(type)) {
            return Optional.of(isIntegral(type) ? "an integer" : "a number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of("true or false");
        }
        if (type == String.class) {
            return Optional.of("text");
        }
        if (type.isEnum()) {
            return Optional.of("one of " + String.join(", ", enumLabels(type)));
        }
        return parser(type).map(m -> "a word or a number");
    }

    /**
     * Parses a scalar. Throws {@link IllegalArgumentException} with the reason if it is not of the type or not in the
     * range.
     */
    public static Object parse(Class<?> type, NumericRange range, Node.Scalar s) {
        String text = s.text();
        if (s.isNull() || (text.isBlank() && type != String.class)) {
            throw new IllegalArgumentException(
                    "expected " + expectedType(type).orElse("a value") + ", found " + s.describe());
        }
        if (type == float.class || type == Float.class) {
            return YamlNumbers.parseFloat(text, range);
        }
        if (type == double.class || type == Double.class) {
            return YamlNumbers.parseDouble(text, range);
        }
        if (type == int.class || type == Integer.class) {
            return (int) YamlNumbers.parseLong(text, Integer.MIN_VALUE, Integer.MAX_VALUE, range);
        }
        if (type == long.class || type == Long.class) {
            return YamlNumbers.parseLong(text, Long.MIN_VALUE, Long.MAX_VALUE, range);
        }
        if (type == boolean.class || type == Boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("expected true or false, found " + s.describe());
            }
            return text.equals("true");
        }
        if (type == String.class) {
            return text;
        }
        return type.isEnum() ? enumConstant(type, s) : parsed(type, text);
    }

    private static List<String> enumLabels(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(c -> YamlWriter.kebabCase((Enum<?>) c))
                .toList();
    }

    private static Object enumConstant(Class<?> type, Node.Scalar s) {
        int at = enumLabels(type).indexOf(s.text());
        if (at < 0) {
            throw new IllegalArgumentException(
                    "expected " + expectedType(type).orElseThrow() + ", found " + s.describe()
                            + NameSuggestions.closest(s.text(), enumLabels(type))
                                    .map(n -> "; did you mean " + n + "?")
                                    .orElse(""));
        }
        return type.getEnumConstants()[at];
    }

    /** Returns the method by which a record parses itself: {@code static X parse(String)}. */
    private static Optional<Method> parser(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m ->
                        m.getName().equals("parse") && Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
                .filter(m -> List.of(m.getParameterTypes()).equals(List.of(String.class)))
                .findFirst();
    }

    private static Object parsed(Class<?> type, String text) {
        if (text.length() > SuiteLimits.NUMBER_LENGTH) {
            throw new IllegalArgumentException("expected a word or a number, found '" + Excerpt.of(text) + "'");
        }
        Method parse = parser(type).orElseThrow();
        try {
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(ExceptionText.message(e.getCause()), e);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " cannot be read from text: it is not public", e);
        }
    }
}
