package dev.engram.app.onnx;

import dev.engram.spi.Component;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;

/** The name and the hyperparameters of a component, which may be of any plugin. */
record Hyperparameters(Object component) {
    /** Returns the name in suites. */
    String name() {
        Component annotation = component.getClass().getAnnotation(Component.class);
        return annotation == null ? component.getClass().getSimpleName() : annotation.value();
    }

    float number(String field) {
        return get(field, Number.class).floatValue();
    }

    int integer(String field) {
        return get(field, Integer.class);
    }

    boolean truth(String field) {
        return get(field, Boolean.class);
    }

    /** Returns the name of a choice, in lower case. */
    String choice(String field) {
        return get(field, Enum.class).name().toLowerCase(Locale.ROOT);
    }

    private <T> T get(String field, Class<T> type) {
        RecordComponent[] fields = component.getClass().getRecordComponents();
        Object value = Arrays.stream(fields == null ? new RecordComponent[0] : fields)
                .filter(f -> f.getName().equals(field))
                .map(this::value)
                .findFirst()
                .orElse(null);
        if (!type.isInstance(value)) {
            throw new UnsupportedOperationException(name() + " of "
                    + component.getClass().getName() + " has no " + field + " like the one that is known");
        }
        return type.cast(value);
    }

    private Object value(RecordComponent field) {
        try {
            return field.getAccessor().invoke(component);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new UnsupportedOperationException(field.getName() + " of " + name() + " cannot be read", e);
        }
    }
}
