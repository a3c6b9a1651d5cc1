package dev.engram.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A component by its name, with some of its hyperparameters; the others have their defaults. An immutable value.
 *
 * @param name the name in suites
 * @param hyperparameters values by name, as in a suite: {@code mean-square}, not {@code meanSquare}
 */
public record ComponentSpec(String name, Map<String, Object> hyperparameters) {
    public ComponentSpec {
        Objects.requireNonNull(name, "name");
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    }

    static ComponentSpec of(String name) {
        return new ComponentSpec(name, Map.of());
    }

    /**
     * Returns a copy with one more hyperparameter.
     *
     * @param hyperparameter its name as in a suite
     * @param value its value, see {@link SuiteSpec}
     */
    public ComponentSpec with(String hyperparameter, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(hyperparameters);
        more.put(Objects.requireNonNull(hyperparameter, "hyperparameter"), value);
        return new ComponentSpec(name, more);
    }
}
