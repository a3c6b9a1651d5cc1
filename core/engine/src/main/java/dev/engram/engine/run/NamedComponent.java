package dev.engram.engine.run;

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
}
