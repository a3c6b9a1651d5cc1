package dev.engram.app.verify;

import dev.engram.engine.plugins.Entry;

/**
 * A component as named by the user.
 *
 * @param yaml the component as in a suite: its name, or a map from its name to its hyperparameters
 */
public record ComponentRef(Entry entry, String yaml) {
    /** Returns a component with its default hyperparameters. */
    public static ComponentRef withDefaults(Entry entry) {
        return new ComponentRef(entry, entry.name());
    }

    public boolean usesDefaults() {
        return yaml.equals(entry.name());
    }

    @Override
    public String toString() {
        return entry.kind().label() + "/" + yaml;
    }
}
