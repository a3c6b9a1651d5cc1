package dev.engram.engine.plugins;

import dev.engram.spi.Hyper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One hyperparameter of a component.
 *
 * @param name the name in a YAML file: {@code mean-square} for the record's {@code meanSquare}
 * @param type the declared type, with its type arguments
 * @param defaultValue the default, as written in YAML; empty if a value is required
 * @param omitDefault whether the default is left out of the text that identifies a run
 * @param accessors the methods that lead from the record to the value: one, or first those of its groups
 */
public record Hyperparameter(
        String name,
        Type type,
        Optional<String> defaultValue,
        boolean omitDefault,
        NumericRange range,
        String doc,
        List<Method> accessors) {
    public Hyperparameter {
        accessors = List.copyOf(accessors);
    }

    /**
     * Reads the annotation of a record component.
     *
     * @throws IllegalArgumentException if the annotation is missing or its range is not an interval
     */
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
                    hyper.omitDefault(),
                    NumericRange.parse(hyper.range()),
                    hyper.doc(),
                    List.of(c.getAccessor()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its field " + c.getName() + ": " + e.getMessage(), e);
        }
    }

    /** Returns true if a value is left out of the text that identifies a run. */
    public boolean omits(String value) {
        return omitDefault && defaultValue.filter(value::equals).isPresent();
    }

    /** Returns the value in a record. */
    public Object valueIn(Record settings) throws IllegalAccessException, InvocationTargetException {
        Object value = settings;
        for (Method accessor : accessors) {
            value = accessor.invoke(value);
        }
        return value;
    }

    /**
     * Returns the hyperparameters of a record, in order. All its components must be hyperparameters, or groups: records
     * whose hyperparameters are written without a level of their own.
     */
    public static List<Hyperparameter> of(Class<? extends Record> type) {
        return CACHE.get(type);
    }

    /**
     * Every cell of a comparison asks for the same few records. Without this cache, half the reading time is
     * reflection.
     */
    private static final ClassValue<List<Hyperparameter>> CACHE = new ClassValue<>() {
        @Override
        protected List<Hyperparameter> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .flatMap(c -> isGroup(c) ? grouped(c) : Stream.of(of(c)))
                    .toList();
        }
    };

    /** Returns whether a component of a record of settings is a record of further ones. */
    public static boolean isGroup(RecordComponent c) {
        return c.getType().isRecord() && !c.isAnnotationPresent(Hyper.class);
    }

    private static Stream<Hyperparameter> grouped(RecordComponent group) {
        return of(group.getType().asSubclass(Record.class)).stream().map(h -> h.within(group.getAccessor()));
    }

    private Hyperparameter within(Method group) {
        List<Method> all = Stream.concat(Stream.of(group), accessors.stream()).toList();
        return new Hyperparameter(name, type, defaultValue, omitDefault, range, doc, all);
    }

    private static String kebabCase(String camel) {
        StringBuilder b = new StringBuilder();
        for (char c : camel.toCharArray()) {
            b.append(Character.isUpperCase(c) ? "-" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return b.toString();
    }
}
