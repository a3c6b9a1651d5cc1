package dev.engram.engine.run;

import dev.engram.spi.Component;
import java.util.Objects;

/**
 * A component and the name by which messages and measurements refer to it.
 *
 * @param name name in the catalog, such as {@code cross-entropy}
 * @param component the component itself, usually a record
 */
public record NamedComponent<T>(String name, T component) {
    public NamedComponent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(component, "component");
    }

    /**
     * Returns a component under its catalog name, or under its class name if it has no {@link Component} annotation.
     */
    public static <T> NamedComponent<T> of(T component) {
        Component c = component.getClass().getAnnotation(Component.class);
        return new NamedComponent<>(c == null ? component.getClass().getSimpleName() : c.value(), component);
    }
}
