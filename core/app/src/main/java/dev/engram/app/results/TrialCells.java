package dev.engram.app.results;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.TrialSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials as separate cells, so that their runs are not mistaken for those of the comparison. */
public final class TrialCells {
    private TrialCells() {}

    /**
     * The runs of a trial in one rung.
     *
     * @param cell the cell that was tuned
     * @param values the tried values, by path
     */
    public record TrialCell(String cell, int number, int rung, Map<String, String> values, CellRuns runs) {}

    /** Returns the name of a trial in one rung; both are counted from 1. */
    static String name(String cell, int trial, int rung, int rungs) {
        return cell + ", trial " + trial + (rung == rungs ? "" : ", rung " + rung);
    }

    /** Returns all trials that have runs. */
    public static List<TrialCell> of(TuningSummary tuningSummary) {
        List<TrialCell> all = new ArrayList<>();
        for (TunedCell c : tuningSummary.cells()) {
            for (TrialSummary t : c.trials()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < c.paths().size(); i++) {
                    values.put(c.paths().get(i), t.values().get(i));
                }
                for (int r = 1; r <= t.rung(); r++) {
                    List<Run> runs = t.rungs().get(r - 1);
                    if (!runs.isEmpty()) {
                        all.add(new TrialCell(
                                c.name(),
                                t.number(),
                                r,
                                values,
                                new CellRuns(
                                        name(c.name(), t.number(), r, c.rungs().size()), values, runs)));
                    }
                }
            }
        }
        return all;
    }
}
