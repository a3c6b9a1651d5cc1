package dev.engram.engine.lint;

import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Groups of cells, in order. */
final class CellGroups {
    private CellGroups() {}

    /** Returns the cells of each problem: those that are compared with each other. */
    static Collection<List<Suite.Cell>> byProblem(Suite suite) {
        return by(suite.cells(), c -> c.problem().orElse(""));
    }

    static <K> Collection<List<Suite.Cell>> by(List<Suite.Cell> cells, Function<Suite.Cell, K> key) {
        Map<K, List<Suite.Cell>> groups = new LinkedHashMap<>();
        cells.forEach(c ->
                groups.computeIfAbsent(key.apply(c), k -> new ArrayList<>()).add(c));
        return groups.values();
    }
}
