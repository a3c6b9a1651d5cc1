package dev.engram.app.verify;

import dev.engram.engine.plugins.Entry;

/**
 * A component that a user asked for.
 *
 * @param yaml as it would be written in a suite: its name, or a map of its name and its hyperparameters
 */
public record ComponentRef(Entry entry, String yaml) {
    /** With its defaults. */
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
