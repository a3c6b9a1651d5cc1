package dev.engram.engine.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cell as a member of a design.
 *
 * @param name without the problem
 * @param problem empty if the suite names none
 * @param levels label of the level of each factor, by the factor's name, in order
 * @param absent reason why the cell is not run; empty if it is run
 */
public record DesignCell(String name, Optional<String> problem, Map<String, String> levels, Optional<String> absent) {
    public DesignCell {
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    }
}
