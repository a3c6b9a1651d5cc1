package dev.engram.engine.listen;

import dev.engram.spi.Optimizer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;

/** Reads the numbers of an optimizer, which are the fields of a record. */
final class OptimizerNumbers {
    private OptimizerNumbers() {}

    /**
     * Returns a number of an optimizer, or the first one with this name in the optimizers that it is made of; NaN if
     * there is none.
     */
    static double of(Object component, String name) {
        if (component instanceof Iterable<?> list) {
            for (Object part : list) {
                double value = of(part, name);
                if (!Double.isNaN(value)) {
                    return value;
                }
            }
        }
        if (!component.getClass().isRecord()
                || !Modifier.isPublic(component.getClass().getModifiers())) {
            return Double.NaN;
        }
        RecordComponent[] fields = component.getClass().getRecordComponents();
        for (RecordComponent field : fields) {
            if (field.getName().equals(name) && value(component, field) instanceof Number n) {
                return n instanceof Float f ? Double.parseDouble(f.toString()) : n.doubleValue();
            }
        }
        for (RecordComponent field : fields) {
            boolean nested = Optimizer.class.isAssignableFrom(field.getType())
                    || Iterable.class.isAssignableFrom(field.getType());
            double value = nested ? of(value(component, field), name) : Double.NaN;
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    private static Object value(Object component, RecordComponent field) {
        try {
            return field.getAccessor().invoke(component);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "the field " + field.getName() + " of "
                            + component.getClass().getName() + " cannot be read",
                    e);
        }
    }
}
