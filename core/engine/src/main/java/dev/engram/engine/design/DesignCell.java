package dev.engram.engine.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Returns true if the cell has the levels that the baseline names. */
    public boolean isReference(DesignPlan plan) {
        return plan.questioned().stream()
                .allMatch(f -> f.reference().orElseThrow().equals(levels.get(f.name())));
    }

    /** The labels of the levels on the axes that the baseline does not name. */
    public List<String> stratum(DesignPlan plan) {
        return plan.strata().stream().map(f -> levels.get(f.name())).toList();
    }

    /** The labels of the levels on the axes that the baseline names. */
    List<String> compared(DesignPlan plan) {
        return plan.questioned().stream().map(f -> levels.get(f.name())).toList();
    }
}
