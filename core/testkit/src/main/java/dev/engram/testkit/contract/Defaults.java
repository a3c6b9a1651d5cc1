package dev.engram.testkit.contract;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Origin;
import dev.engram.testkit.contract.tools.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses the defaults that need no catalog: numbers, booleans, strings, enums, paths, empty lists. A default that names
 * another component needs a catalog and is left to the caller.
 */
public final class Defaults {
    private Defaults() {}

    /**
     * Returns a component with the defaults of its hyperparameters. Throws {@link IllegalArgumentException} if one has
     * no default, or has a component as its default.
     */
    public static <C> C create(Class<C> type) {
        Entry entry = Entry.of(type, "", Origin.BUILT_IN);
        return create(entry)
                .map(type::cast)
                .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName()
                        + " has a hyperparameter without a default, or one whose default is a component; call its"
                        + " constructor"));
    }

    /** Returns the component with its defaults; empty if a field is required or is a component itself. */
    static Optional<Object> create(Entry e) {
        List<Object> values = new ArrayList<>();
        for (Hyperparameter f : e.hyperparameters()) {
            Optional<Object> v = f.defaultValue().flatMap(text -> value(f, text));
            if (v.isEmpty()) {
                return Optional.empty();
            }
            values.add(v.get());
        }
        return Optional.of(Records.make(e.type(), values.toArray()));
    }

    /**
     * Returns the value; empty if it is a component. Throws {@link IllegalArgumentException} if it cannot be parsed.
     */
    static Optional<Object> value(Hyperparameter f, String text) {
        if (!(f.type() instanceof Class<?> type)) {
            return text.equals("[]") ? Optional.of(List.of()) : Optional.empty();
        }
        if (Records.numeric(type)) {
            return Optional.of(number(f, type, text));
        }
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException(f.name() + ": the default '" + text + "' is neither true nor false");
            }
            return Optional.of(text.equals("true"));
        }
        if (type == String.class) {
            return Optional.of(text);
        }
        if (type == Path.class) {
            return Optional.of(Path.of(text));
        }
        return type.isEnum() ? Optional.of(constant(f, type, text)) : Optional.empty();
    }

    private static Object number(Hyperparameter f, Class<?> type, String text) {
        double v;
        try {
            v = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(f.name() + ": the default '" + text + "' is not a number", e);
        }
        if ((type == int.class || type == long.class) && v != Math.rint(v)) {
            throw new IllegalArgumentException(f.name() + ": the default " + text + " is not an integer");
        }
        if (!f.range().contains(v)) {
            throw new IllegalArgumentException(f.name() + ": the default " + text + " is outside " + f.range());
        }
        return Records.number(type, v);
    }

    private static Object constant(Hyperparameter f, Class<?> type, String text) {
        for (Object c : type.getEnumConstants()) {
            if (((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return c;
            }
        }
        throw new IllegalArgumentException(
                f.name() + ": the default '" + text + "' is not a constant of " + type.getSimpleName());
    }
}
