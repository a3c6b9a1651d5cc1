package dev.engram.app.run;

import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.design.Design;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All runs of a suite, seed by seed, so that concurrent runs share their data.
 *
 * @param excluded cells that are not run: those that the suite excludes, and impossible ones
 */
public record Plan(Suite suite, List<Item> items, List<ExcludedCell> excluded) {
    public Plan {
        items = List.copyOf(items);
        excluded = List.copyOf(excluded);
    }

    /**
     * One run.
     *
     * @param id its content address
     * @param trial number of the tuning trial, from 1; empty for a run of the comparison
     */
    public record Item(String id, Suite.Cell cell, long seed, OptionalInt trial) {
        /** A run of the comparison. */
        public Item(String id, Suite.Cell cell, long seed) {
            this(id, cell, seed, OptionalInt.empty());
        }

        /** Returns the same run as part of a trial. */
        public Item ofTrial(int number) {
            return new Item(id, cell, seed, OptionalInt.of(number));
        }

        /** Returns the name of the run in logs and progress. */
        public String name() {
            return cell.name() + " #" + seed;
        }
    }

    /** Returns the design of the comparison, with the cells that are run. */
    public Design design() {
        Map<String, String> reasons = new HashMap<>();
        excluded.forEach(e -> reasons.put(e.name(), e.reason()));
        return suite.design(reasons);
    }

    /** Returns the cells that are run, in the order of the suite. */
    public List<Suite.Cell> cells() {
        Set<String> left = excluded.stream().map(ExcludedCell::name).collect(Collectors.toSet());
        return suite.cells().stream().filter(c -> !left.contains(c.name())).toList();
    }

    /** Returns the runs of each cell that is run, in order, by the cell's name. */
    public Map<String, List<Item>> byCell() {
        Map<String, List<Item>> cells = new LinkedHashMap<>();
        suite.cells().forEach(c -> cells.put(c.name(), new ArrayList<>()));
        items.forEach(i -> cells.get(i.cell().name()).add(i));
        excluded.forEach(l -> cells.remove(l.name()));
        return cells;
    }

    /** Returns a plan with the first seeds of the suite only. */
    public Plan withFirstSeeds(int n) {
        Suite fewer = suite.withFirstSeeds(n);
        Set<Long> kept = Set.copyOf(fewer.seeds());
        return new Plan(
                fewer, items.stream().filter(i -> kept.contains(i.seed())).toList(), excluded);
    }

    /** Returns a plan without further cells. */
    Plan without(List<ExcludedCell> impossible) {
        if (impossible.isEmpty()) {
            return this;
        }
        Set<String> names = impossible.stream().map(ExcludedCell::name).collect(Collectors.toSet());
        List<ExcludedCell> all = new ArrayList<>(excluded);
        all.addAll(impossible);
        return new Plan(
                suite,
                items.stream().filter(i -> !names.contains(i.cell().name())).toList(),
                all);
    }

    public List<String> ids() {
        return items.stream().map(Item::id).toList();
    }
}
