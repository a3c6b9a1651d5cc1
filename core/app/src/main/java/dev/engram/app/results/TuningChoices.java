package dev.engram.app.results;

import dev.engram.app.results.Tuner.PlannedTrial;
import dev.engram.app.run.Plan;
import dev.engram.engine.compare.TrialRuns;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.tune.SuccessiveHalving;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cells of a suite that is being tuned: which trials they have begun, and what is chosen for them so far. */
final class TuningChoices {
    private final List<TunedCell> summaries = new ArrayList<>();
    private final List<Suite.Cell> decided = new ArrayList<>();
    private final Map<String, Suite.Cell> chosenByName = new HashMap<>();
    private final Map<String, List<Plan.Item>> trialsByCell = new LinkedHashMap<>();
    private int rung = 1;

    /** Adds a cell without hyperparameters to be tuned. */
    void addUntuned(Suite.Cell cell, CellName name) {
        summaries.add(TunedCell.untuned(name));
        decided.add(cell);
    }

    /**
     * Adds a cell that is tuned.
     *
     * @param runs the stored runs of each trial
     * @param metric the metric that chooses; empty if no trial has measured it yet
     */
    void add(
            Suite.Cell cell,
            List<PlannedTrial> trials,
            TunedCell.Setting setting,
            List<TrialRuns> runs,
            Optional<MetricInfo> metric) {
        SuccessiveHalving halving = TunedCell.successiveHalving(setting, runs, metric);
        rung = Math.max(rung, halving.entered().size());
        trialsByCell.put(cell.name(), begun(trials, halving));
        TunedCell summary = TunedCell.of(setting, runs, metric);
        summaries.add(summary);
        summary.chosen().ifPresent(t -> {
            Suite.Cell chosen = cell.with(cell.name(), trials.get(t).trial().spec());
            decided.add(chosen);
            chosenByName.put(cell.name(), chosen);
        });
    }

    /** Returns the summaries of all cells, in the order in which they were added. */
    List<TunedCell> summaries() {
        return summaries;
    }

    /** Returns the cells that can be compared: the untuned ones, and the others with their chosen configuration. */
    List<Suite.Cell> decided() {
        return decided;
    }

    /** Returns the runs of the rungs that have begun, by the name of each tuned cell. */
    Map<String, List<Plan.Item>> trialsByCell() {
        return trialsByCell;
    }

    /** Returns the highest rung that has begun, from 1. */
    int rung() {
        return rung;
    }

    /** Returns the suite with each tuned cell replaced by its chosen configuration; excluded cells stay. */
    Suite withChosen(Suite suite) {
        return suite.withCells(suite.cells().stream()
                .map(c -> chosenByName.getOrDefault(c.name(), c))
                .toList());
    }

    /** Orders runs by rung and seed within a cell; cells alternate, so that all make progress. */
    Plan trials(Suite suite) {
        List<Plan.Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int longest = trialsByCell.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<Plan.Item> of : trialsByCell.values()) {
                if (i < of.size() && seen.add(of.get(i).id())) {
                    items.add(of.get(i));
                }
            }
        }
        return new Plan(
                suite.withCells(items.stream().map(Plan.Item::cell).distinct().toList()), items, List.of());
    }

    /** Returns the runs of the rungs that have begun. Trials with the same configuration share a run. */
    private static List<Plan.Item> begun(List<PlannedTrial> trials, SuccessiveHalving successiveHalving) {
        List<Plan.Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int r = 0; r < successiveHalving.entered().size(); r++) {
            for (int t : successiveHalving.entered().get(r)) {
                trials.get(t).rungs().get(r).stream()
                        .filter(i -> seen.add(i.id()))
                        .forEach(items::add);
            }
        }
        return items;
    }
}
