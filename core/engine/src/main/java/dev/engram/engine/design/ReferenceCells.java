package dev.engram.engine.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cells that others are compared with, on one problem.
 *
 * @param name of the only reference cell or, if each stratum has its own, the values that they share; empty if none
 *     is run
 * @param cells names of the reference cells
 * @param byCell name of the reference of each cell that is compared
 */
public record ReferenceCells(Optional<String> name, Set<String> cells, Map<String, String> byCell) {
    public ReferenceCells {
        cells = Collections.unmodifiableSet(new LinkedHashSet<>(cells));
        byCell = Collections.unmodifiableMap(new LinkedHashMap<>(byCell));
    }

    /** Returns the reference cells of a design that are run on a problem. */
    public static ReferenceCells of(Design design, Optional<String> problem) {
        if (design.plan().questioned().isEmpty()) {
            return new ReferenceCells(Optional.empty(), Set.of(), Map.of());
        }
        List<String> cells = design.cells().stream()
                .filter(c -> c.problem().equals(problem) && c.absent().isEmpty() && c.isReference(design.plan()))
                .map(DesignCell::name)
                .toList();
        Optional<String> name = cells.size() > 1
                ? Optional.of(design.plan().referenceName())
                : cells.stream().findFirst();
        return new ReferenceCells(name, new LinkedHashSet<>(cells), design.references(problem));
    }
}
