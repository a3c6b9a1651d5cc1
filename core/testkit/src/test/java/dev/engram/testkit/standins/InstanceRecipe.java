package dev.engram.testkit.standins;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Origin;
import dev.engram.spi.Component;
import java.nio.file.Path;
import java.util.List;

/** A recipe for a component that is there already. */
public record InstanceRecipe<T>(T get, Entry entry) implements Recipe<T> {
    public static <T> InstanceRecipe<T> of(Kind kind, T component) {
        Class<? extends Record> type = component.getClass().asSubclass(Record.class);
        Component c = type.getAnnotation(Component.class);
        String name = c == null ? type.getSimpleName() : c.value();
        return new InstanceRecipe<>(component, new Entry(kind, name, 1, type, List.of(), "", Origin.BUILT_IN));
    }

    @Override
    public T at(long t, long total) {
        return get;
    }

    @Override
    public boolean constant() {
        return true;
    }

    @Override
    public String text() {
        return get.toString();
    }

    @Override
    public List<Entry> parts() {
        return List.of(entry);
    }

    @Override
    public List<Path> files() {
        return List.of();
    }
}
