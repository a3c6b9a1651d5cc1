package dev.engram.engine.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The runs that a claim is judged by.
 *
 * @param byCell the runs of each cell, in the order of their seeds
 * @param notRunHere the cells whose runs were made elsewhere. Their seeds do not mean what the same seeds mean here
 */
public record ClaimRuns(Map<String, List<ClaimRun>> byCell, Set<String> notRunHere) {
    public ClaimRuns {
        byCell = Collections.unmodifiableMap(new LinkedHashMap<>(byCell));
        notRunHere = Set.copyOf(notRunHere);
    }

    /** Runs that were all made here. */
    public ClaimRuns(Map<String, List<ClaimRun>> byCell) {
        this(byCell, Set.of());
    }

    boolean isNotRunHere(String cell) {
        return notRunHere.contains(cell);
    }

    /** Returns the runs of a cell; empty if there are none. */
    public List<ClaimRun> of(String cell) {
        return byCell.getOrDefault(cell, List.of());
    }

    /** Returns the number of runs of a cell that diverged. */
    long diverged(String cell) {
        return of(cell).stream().filter(r -> r.result().outcome().isMiss()).count();
    }

    /** Returns the run of a cell with a seed; null if there is none. */
    ClaimRun run(String cell, long seed) {
        return of(cell).stream().filter(r -> r.seed() == seed).findFirst().orElse(null);
    }
}
