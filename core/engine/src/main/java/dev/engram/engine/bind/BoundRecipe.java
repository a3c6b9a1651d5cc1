package dev.engram.engine.bind;

import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.text.ExceptionText;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.IncompatibleException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** A component type bound to the values of its fields. Recipes are equal if their texts and their parts are equal. */
public final class BoundRecipe<T> implements Recipe<T>, Value {
    private final Class<T> type;
    private final Entry entry;
    /** Looked up for the first instance; a schedule creates an instance for each step of any run. */
    private volatile Constructor<? extends Record> constructor;

    private final List<Value> values;
    private final Location location;
    private final String path;
    private final boolean namesFiles;
    /** The text, once it was asked for; null before, and if it depends on how files are written. */
    private String text;
    /** Null if a schedule gives one of the numbers: then every step has its own instance. */
    private final T instance;

    /**
     * Creates the component, unless it varies in time (see {@link RecipeChecks}). Throws {@link IncompatibleException}
     * with the reason if the component rejects its values.
     */
    BoundRecipe(Class<T> type, Entry entry, List<Value> values, Location location, String path) {
        this.type = type;
        this.entry = entry;
        this.values = List.copyOf(values);
        this.location = location;
        this.path = path;
        this.namesFiles = !files().isEmpty();
        boolean constant = values.stream().allMatch(Value::constant);
        this.instance = constant ? make(0, 1) : null;
    }

    private T make(long t, long total) {
        try {
            Object[] arguments = new Object[values.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = values.get(i).at(t, total);
            }
            if (constructor == null) {
                constructor = entry.constructor();
            }
            Constructor<? extends Record> known = constructor;
            return type.cast(ComponentSetup.call(entry.id(), () -> known.newInstance(arguments)));
        } catch (InvocationTargetException e) {
            throw rejected(e.getCause());
        } catch (LinkageError e) {
            // The first instance loads the class, whose static initialisers may throw.
            List<Throwable> causes = ExceptionText.causes(e);
            throw notCreated(causes.get(Math.min(1, causes.size() - 1)));
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IncompatibleException(entry.name() + " cannot be created; is its record public? (" + e + ")", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no other exception is declared", e);
        }
    }

    private IncompatibleException rejected(Throwable cause) {
        String message = ExceptionText.message(cause);
        boolean ofValues = cause instanceof IncompatibleException || cause instanceof IllegalArgumentException;
        return ofValues && !message.isEmpty() ? new IncompatibleException(message, cause) : notCreated(cause);
    }

    private IncompatibleException notCreated(Throwable cause) {
        String message = ExceptionText.message(cause);
        return new IncompatibleException(
                entry.name() + " cannot be created: " + cause.getClass().getName()
                        + (message.isEmpty() ? "" : ": " + message),
                cause);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public T at(long t, long total) {
        return instance != null ? instance : make(t, total);
    }

    @Override
    public boolean constant() {
        return instance != null;
    }

    @Override
    public String text() {
        return text(YamlWriter::write);
    }

    @Override
    public String text(Function<Path, String> files) {
        if (namesFiles) {
            return write(files);
        }
        String known = text;
        if (known == null) {
            known = write(files);
            text = known;
        }
        return known;
    }

    private String write(Function<Path, String> files) {
        StringJoiner b = new StringJoiner(", ", "{" + entry.name() + ": {", "}}").setEmptyValue(entry.name());
        for (int i = 0; i < values.size(); i++) {
            Hyperparameter h = entry.hyperparameters().get(i);
            String value = values.get(i).text(files);
            if (!h.omits(value)) {
                b.add(h.name() + ": " + value);
            }
        }
        return b.toString();
    }

    @Override
    public List<Entry> parts() {
        List<Entry> all = new ArrayList<>();
        parts(all);
        return List.copyOf(all);
    }

    @Override
    public List<Recipe<?>> members() {
        List<Recipe<?>> all = new ArrayList<>();
        values.forEach(v -> members(v, all));
        return List.copyOf(all);
    }

    private static void members(Value value, List<Recipe<?>> into) {
        if (value instanceof BoundRecipe<?> b) {
            into.add(b);
        } else if (value instanceof Items list) {
            list.values().forEach(v -> members(v, into));
        }
    }

    @Override
    public List<Path> files() {
        List<Path> all = new ArrayList<>();
        files(all);
        return List.copyOf(all);
    }

    @Override
    public void parts(List<Entry> into) {
        into.add(entry);
        values.forEach(v -> v.parts(into));
    }

    @Override
    public void files(List<Path> into) {
        values.forEach(v -> v.files(into));
    }

    @Override
    public void scheduled(List<Scheduled> into) {
        values.forEach(v -> v.scheduled(into));
    }

    @Override
    public void timeVarying(List<BoundRecipe<?>> into) {
        values.forEach(v -> v.timeVarying(into));
        if (!constant()) {
            into.add(this);
        }
    }

    Location location() {
        return location;
    }

    String path() {
        return path;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BoundRecipe<?> b && text().equals(b.text()) && parts().equals(b.parts());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
