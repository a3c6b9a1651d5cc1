package dev.engram.engine.spec;

import dev.engram.engine.plugins.Interval;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads single words by the type that they should have. The words of a YAML file have no type of their own. */
final class Scalars {
  private Scalars() {}

  static boolean isNumber(Class<?> type) {
    return List.of(float.class, Float.class, double.class, Double.class).contains(type) || isWhole(type);
  }

  static boolean isWhole(Class<?> type) {
    return List.of(int.class, Integer.class, long.class, Long.class).contains(type);
  }

  /** What such a type is called in a complaint; empty where no single word can give it. */
  static Optional<String> expected(Class<?> type) {
    if (isNumber(type)) {
      return Optional.of(isWhole(type) ? "a whole number" : "a number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Optional.of("true or false");
    }
    if (type == String.class) {
      return Optional.of("a text");
    }
    if (type.isEnum()) {
      return Optional.of("one of " + String.join(", ", words(type)));
    }
    return parser(type).map(m -> "a word or a number");
  }

  /** Throws {@link IllegalArgumentException} with what is wrong. */
  static Object parse(Class<?> type, Interval range, Node.Scalar s) {
    String text = s.text();
    if (s.nothing() || (text.isBlank() && type != String.class)) {
      throw new IllegalArgumentException("expected " + expected(type).orElse("a value") + ", found " + s.found());
    }
    if (type == float.class || type == Float.class) {
      return Numbers.parseFloat(text, range);
    }
    if (type == double.class || type == Double.class) {
      return Numbers.parseDouble(text, range);
    }
    if (type == int.class || type == Integer.class) {
      return (int) Numbers.parseWhole(text, Integer.MIN_VALUE, Integer.MAX_VALUE, range);
    }
    if (type == long.class || type == Long.class) {
      return Numbers.parseWhole(text, Long.MIN_VALUE, Long.MAX_VALUE, range);
    }
    if (type == boolean.class || type == Boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("expected true or false, found " + s.found());
      }
      return text.equals("true");
    }
    if (type == String.class) {
      return text;
    }
    return type.isEnum() ? constant(type, s) : parsed(type, text);
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> Texts.word((Enum<?>) c)).toList();
  }

  private static Object constant(Class<?> type, Node.Scalar s) {
    int at = words(type).indexOf(s.text());
    if (at < 0) {
      throw new IllegalArgumentException("expected " + expected(type).orElseThrow() + ", found " + s.found()
          + Nearest.to(s.text(), words(type)).map(n -> "; did you mean " + n + "?").orElse(""));
    }
    return type.getEnumConstants()[at];
  }

  /** A record says itself how it is read: {@code static X parse(String)}. */
  private static Optional<Method> parser(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals("parse") && Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
        .filter(m -> List.of(m.getParameterTypes()).equals(List.of(String.class))).findFirst();
  }

  private static Object parsed(Class<?> type, String text) {
    Method parse = parser(type).orElseThrow();
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getCause().getMessage()), e);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("no word can be a " + type.getSimpleName() + ", which is not public", e);
    }
  }
}
