package dev.engram.engine.compare;

import dev.engram.engine.store.Run;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cell and its runs.
 *
 * @param axes labels of the varied values, by axis
 * @param runs at most one for each seed; some may be missing
 * @param correctExamples of the networks whose predictions are stored, by seed
 */
public record CellRuns(
        String name, Map<String, String> axes, List<Run> runs, Map<Long, CorrectExamples> correctExamples) {
    /** Without stored predictions. */
    public CellRuns(String name, Map<String, String> axes, List<Run> runs) {
        this(name, axes, runs, Map.of());
    }

    public CellRuns {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        runs = List.copyOf(runs);
        correctExamples = Map.copyOf(correctExamples);
        if (runs.stream().mapToLong(Run::seed).distinct().count() < runs.size()) {
            throw new IllegalArgumentException("cell '" + name + "' has two runs with the same seed");
        }
    }
}
