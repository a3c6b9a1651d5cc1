package dev.engram.engine.plugins;

import dev.engram.spi.Hyper;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One hyperparameter of a component.
 *
 * @param name as in a YAML file: the record's {@code meanSquare} is {@code mean-square} here
 * @param type the declared type, with its arguments
 * @param defaultValue the default, as one would write it in YAML; empty: it has to be given
 */
public record Hyperparameter(
        String name, Type type, Optional<String> defaultValue, NumericRange range, String doc, Method accessor) {
    /** Throws {@link IllegalArgumentException} where the annotation is missing or its range is no interval. */
    static Hyperparameter of(RecordComponent c) {
        Hyper hyper = c.getAnnotation(Hyper.class);
        if (hyper == null) {
            throw new IllegalArgumentException("its field " + c.getName() + " has no @Hyper");
        }
        Optional<String> standard =
                hyper.value().equals(Hyper.REQUIRED) ? Optional.empty() : Optional.of(hyper.value());
        try {
            return new Hyperparameter(
                    kebabCase(c.getName()),
                    c.getGenericType(),
                    standard,
                    NumericRange.parse(hyper.range()),
                    hyper.doc(),
                    c.getAccessor());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its field " + c.getName() + ": " + e.getMessage(), e);
        }
    }

    /** The fields of any record whose components are hyperparameters, in order. */
    public static List<Hyperparameter> of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }

    /** Kept: every cell of a comparison asks for the same few, and reflection was half of the time of reading a suite. */
    private static final ClassValue<List<Hyperparameter>> KNOWN = new ClassValue<>() {
        @Override
        protected List<Hyperparameter> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(Hyperparameter::of)
                    .toList();
        }
    };

    private static String kebabCase(String camel) {
        StringBuilder b = new StringBuilder();
        for (char c : camel.toCharArray()) {
            b.append(Character.isUpperCase(c) ? "-" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return b.toString();
    }
}
