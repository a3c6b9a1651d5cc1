package dev.engram.testkit.contract.tools;

import dev.engram.spi.Component;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Reflection on records. */
public final class Records {
    private Records() {}

    /** Returns the record component with this name; null if there is none. */
    public static RecordComponent field(Object record, String name) {
        if (!record.getClass().isRecord()) {
            return null;
        }
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns a new record with the same values. */
    public static <T> T copy(T record) {
        return with(record, null, null);
    }

    /** Returns a new record with another number in one field. */
    public static <T> T with(T record, String name, Double value) {
        if (!record.getClass().isRecord()) {
            return record;
        }
        RecordComponent[] fields = record.getClass().getRecordComponents();
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = fields[i].getName().equals(name) ? number(fields[i].getType(), value) : get(fields[i], record);
        }
        @SuppressWarnings("unchecked") // the constructor of the record's own class
        Class<T> type = (Class<T>) record.getClass();
        return make(type, values);
    }

    public static Object get(RecordComponent field, Object record) {
        try {
            field.getAccessor().setAccessible(true);
            return field.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the field " + field.getName() + " cannot be read", e);
        }
    }

    public static <T> T make(Class<T> type, Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<T> c = type.getDeclaredConstructor(types);
            c.setAccessible(true);
            return c.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "its constructor rejects " + Arrays.toString(values) + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be constructed", e);
        }
    }

    public static boolean numeric(Class<?> type) {
        return type == float.class || type == double.class || type == int.class || type == long.class;
    }

    /** Converts a number to the type of a field. */
    public static Object number(Class<?> type, double value) {
        if (type == float.class) {
            return (float) value;
        }
        if (type == int.class) {
            return (int) value;
        }
        if (type == long.class) {
            return (long) value;
        }
        return value;
    }

    /** Returns whether the class is annotated as a component; the parts of the testkit are not. */
    public static boolean isComponent(Class<?> type) {
        return type.isAnnotationPresent(Component.class);
    }
}
