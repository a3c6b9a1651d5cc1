package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One component of the catalog.
 *
 * @param documentation the doc comment of its source as plain text; "" if it was not kept
 */
public record Entry(
        Kind kind,
        String name,
        int version,
        Class<? extends Record> type,
        List<Hyperparameter> hyperparameters,
        String documentation,
        Origin origin) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * Creates the entry of a component class.
     *
     * @throws IllegalArgumentException with the reason if the class is not a valid component
     */
    public static Entry of(Class<?> type, String documentation, Origin origin) {
        Component c = type.getAnnotation(Component.class);
        if (c == null) {
            throw new IllegalArgumentException(type.getName() + " has no @Component");
        }
        if (!type.isRecord() || !Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName() + " is not a public record");
        }
        if (!NAME.matcher(c.value()).matches()) {
            throw new IllegalArgumentException(type.getName() + " is named '" + c.value()
                    + "'; a name consists of lower-case words, joined by hyphens");
        }
        Kind kind = Kind.of(type)
                .orElseThrow(() ->
                        new IllegalArgumentException(type.getName() + " implements none of the component interfaces: "
                                + Arrays.stream(Kind.values())
                                        .map(k -> k.type().getSimpleName())
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
        try {
            List<Hyperparameter> fields = Arrays.stream(type.getRecordComponents())
                    .map(Hyperparameter::of)
                    .toList();
            return new Entry(
                    kind, c.value(), c.version(), type.asSubclass(Record.class), fields, documentation, origin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(type.getName() + ": " + e.getMessage(), e);
        }
    }

    /** Returns kind and name, as in {@code optimizer/adam}. */
    public String id() {
        return kind.label() + "/" + name;
    }

    /** Returns the constructor that takes all fields, in order. */
    public Constructor<? extends Record> constructor() {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a canonical constructor", e);
        }
    }
}
