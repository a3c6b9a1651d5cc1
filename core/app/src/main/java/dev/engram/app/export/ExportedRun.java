package dev.engram.app.export;

import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells.TrialCell;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run with its place in a table of runs.
 *
 * @param cell name of the cell, or of the trial
 * @param axes the value of each axis; those of a trial are those of the cell that was tuned, and an imported run has
 *     none
 * @param trial the trial, if the run belongs to one
 * @param notRunHere whether the run was imported
 */
record ExportedRun(String cell, Map<String, String> axes, Run run, Optional<TrialCell> trial, boolean notRunHere) {
    /** Returns all runs of a suite: those of its cells, imported ones, and those of its tuning. */
    static List<ExportedRun> all(SuiteResults results) {
        List<ExportedRun> all = new ArrayList<>();
        Map<String, Map<String, String>> axes = new LinkedHashMap<>();
        for (CellRuns cell : results.cells()) {
            axes.put(cell.name(), cell.axes());
            cell.runs().forEach(r -> all.add(new ExportedRun(cell.name(), cell.axes(), r, Optional.empty(), false)));
        }
        for (Run run : results.notRunHere()) {
            all.add(new ExportedRun(run.cell(), Map.of(), run, Optional.empty(), true));
        }
        for (TrialCell t : results.trials()) {
            Map<String, String> tuned = axes.getOrDefault(t.cell(), Map.of());
            t.runs().runs().forEach(r -> all.add(new ExportedRun(t.runs().name(), tuned, r, Optional.of(t), false)));
        }
        return all;
    }

    /** Returns the names of all axes, in the order of the suite. */
    static List<String> axes(SuiteResults results) {
        return results.cells().stream()
                .flatMap(c -> c.axes().keySet().stream())
                .distinct()
                .toList();
    }
}
