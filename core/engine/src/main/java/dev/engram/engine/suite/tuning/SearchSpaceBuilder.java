package dev.engram.engine.suite.tuning;

import dev.engram.engine.config.ConfigEditor;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import dev.engram.engine.tune.Search;
import dev.engram.engine.tune.TrialPoints;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Builds the search space of each cell from the {@code tune} section and the cells of a suite. */
public final class SearchSpaceBuilder {
    private static final String SPACE = TuningReader.PATH + "." + TuningReader.SPACE;

    private static final Pattern UNITS = Pattern.compile("network\\.\\d+\\.[^.]+\\.units");

    private final TuningReader.Draft draft;
    private final Catalog catalog;
    private final TrialBuilder trialBuilder;
    private final Problems problems;
    private final Map<String, CellSpace> cells = new LinkedHashMap<>();
    /** The names that cells have in place of a path, by path. */
    private final Map<String, Set<String>> others = new HashMap<>();

    private final Set<String> applied = new LinkedHashSet<>();

    public SearchSpaceBuilder(
            TuningReader.Draft draft,
            Catalog catalog,
            ConfigEditor configEditor,
            RunSpecReader reader,
            Problems problems) {
        this.draft = draft;
        this.catalog = catalog;
        this.trialBuilder = new TrialBuilder(draft, configEditor, reader);
        this.problems = problems;
    }

    /**
     * Adds a cell.
     *
     * @param axes the paths that the comparison varies
     * @param tree the cell's settings
     */
    public void add(String name, Set<String> axes, Node.Mapping tree) {
        CellSpace cellSpace = new CellSpace(tree, new ArrayList<>(), new ArrayList<>());
        boolean fine = true;
        for (TuningReader.SpaceEntry w : draft.space()) {
            try {
                Optional<Hyperparameter> field = new HyperparameterLookup(
                                catalog, others.computeIfAbsent(w.path(), k -> new TreeSet<>()))
                        .find(tree, w.path());
                if (field.isEmpty()) {
                    continue;
                }
                applied.add(w.path());
                fine &= isNotCompared(axes, w);
                Optional<SearchRange> range = SearchRange.read(w, field.get(), problems);
                fine &= range.isPresent();
                if (range.isPresent()) {
                    cellSpace.entries().add(w);
                    cellSpace.ranges().add(range.get());
                }
            } catch (HyperparameterLookup.NotTunableException e) {
                applied.add(w.path());
                problems.add(w.location(), SPACE + "." + w.path(), e.getMessage());
                fine = false;
            }
        }
        if (fine) {
            cells.put(name, cellSpace);
        }
    }

    /** Reports overrides of tuned values, since every trial replaces them. */
    public void checkOverrides(List<ConfigOverride> overrides) {
        overrides.stream()
                .filter(c -> draft.space().stream().anyMatch(w -> w.path().equals(c.path())))
                .forEach(c -> problems.add(
                        c.location(),
                        c.path(),
                        "this is tuned, so it would have no effect; set " + SPACE + "." + c.path()
                                + ", or turn tuning off with --set tune="));
    }

    /** Returns whether no axis sets the path; otherwise adds a problem. */
    private boolean isNotCompared(Set<String> axes, TuningReader.SpaceEntry w) {
        boolean units = axes.contains(NetworkShorthand.HIDDEN_PATH)
                && UNITS.matcher(w.path()).matches();
        boolean axis = units || axes.contains(w.path());
        if (axis) {
            problems.add(
                    w.location(),
                    SPACE + "." + w.path(),
                    "this is an axis of the comparison, so it cannot be tuned; remove it here or under compare");
        }
        return !axis;
    }

    /** Reports paths that no cell has. Returns whether the trials of every cell can be made. */
    public boolean validate() {
        draft.space().stream().filter(w -> !applied.contains(w.path())).forEach(w -> {
            String wanted = w.path().replaceAll("\\.[^.]*$", "");
            Set<String> there = others.getOrDefault(w.path(), Set.of());
            problems.add(
                    w.location(),
                    SPACE + "." + w.path(),
                    (wanted.contains(".") ? "no cell uses " + wanted : "the name after " + wanted + " is missing")
                            + NameSuggestions.hint(wanted.substring(wanted.lastIndexOf('.') + 1), there));
        });
        checkDimensions();
        return problems.isEmpty();
    }

    /** Reports a cell with more dimensions than the search has. */
    private void checkDimensions() {
        int most =
                cells.values().stream().mapToInt(c -> c.ranges().size()).max().orElse(0);
        if (draft.search() == Search.SOBOL && most > TrialPoints.MAX_SOBOL_DIMENSIONS) {
            problems.add(
                    draft.location(),
                    TuningReader.PATH,
                    "a cell has " + most + " tuned hyperparameters, and Sobol's sequence has at most "
                            + TrialPoints.MAX_SOBOL_DIMENSIONS + " dimensions; tune fewer, or write search: random");
        }
    }

    /** Reports trials that are more than any search has: too many runs, or too many settings to be held. */
    public void checkSize(int trials, int rungs) {
        List<CellSpace> tuned =
                cells.values().stream().filter(c -> !c.ranges().isEmpty()).toList();
        long all = (long) tuned.size() * trials * rungs;
        long runs = all * draft.seeds().size();
        long length = tuned.stream().mapToLong(c -> c.tree().text().length()).sum() * trials * rungs;
        String wrong = runs > SuiteLimits.RUNS ? runs + " runs, more than the limit of " + SuiteLimits.RUNS : "";
        if (wrong.isEmpty() && length > SuiteLimits.SETTINGS_LENGTH) {
            wrong = length + " characters of settings, more than the limit of " + SuiteLimits.SETTINGS_LENGTH;
        }
        if (!wrong.isEmpty()) {
            problems.add(
                    draft.location(),
                    TuningReader.PATH,
                    "the " + all + " trials of all cells have " + wrong
                            + "; write fewer trials, or compare fewer cells");
        }
    }

    /** Returns the number of trials of each cell: as written or, for a grid, the number of its combinations. */
    public int trials() {
        if (draft.search() != Search.GRID) {
            return draft.trials().orElse(TuningReader.DEFAULT_TRIALS);
        }
        Set<Integer> sizes = new TreeSet<>();
        cells.forEach((name, cellSpace) -> {
            for (int i = 0; i < cellSpace.ranges().size(); i++) {
                if (cellSpace.ranges().get(i).range() instanceof Range.Numeric) {
                    TuningReader.SpaceEntry w = cellSpace.entries().get(i);
                    problems.add(
                            w.value().location(),
                            SPACE + "." + w.path(),
                            "a grid search needs listed values; write {grid: [...]}, or search: sobol");
                }
            }
            if (!cellSpace.ranges().isEmpty()) {
                sizes.add(TrialPoints.combinations(cellSpace.counts()));
            }
        });
        if (!problems.isEmpty() || sizes.isEmpty()) {
            return draft.trials().orElse(TuningReader.DEFAULT_TRIALS);
        }
        int least = sizes.iterator().next();
        if (((TreeSet<Integer>) sizes).last() > TrialPoints.MAX_GRID_SIZE) {
            problems.add(
                    draft.location(),
                    TuningReader.PATH,
                    "a cell has more than " + TrialPoints.MAX_GRID_SIZE
                            + " combinations; list fewer values, or write search: sobol");
        } else if (draft.trials().isEmpty() && sizes.size() > 1) {
            problems.add(
                    draft.location(),
                    TuningReader.PATH,
                    "the grids of the cells have " + numbers(sizes)
                            + " combinations, but every cell gets the same number of trials; write trials: " + least
                            + " to draw as many from each");
        } else if (draft.trials().orElse(least) > least) {
            problems.add(
                    draft.location(),
                    TuningReader.PATH,
                    draft.trials().get() + " trials are more than the " + least + " combinations of the smallest grid;"
                            + " write trials: " + least + ", list more values, or write search: sobol");
        }
        return draft.trials().orElse(least);
    }

    private static String numbers(Set<Integer> sizes) {
        List<String> all = sizes.stream().map(String::valueOf).toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }

    /**
     * Returns the number of rungs of successive halving, 1 without. It is the same for all cells, so that each spends
     * as much.
     */
    public int rungs(int trials) {
        if (draft.halving().factor() == 0) {
            return 1;
        }
        int most = cells.values().stream()
                .mapToInt(c -> Rung.maxRungs(
                        trials, c.trainingLength().value(), draft.halving().factor()))
                .min()
                .orElse(2);
        int rungs = draft.halving().rungs() == 0 ? most : draft.halving().rungs();
        if (rungs > most || most < 2) {
            problems.add(
                    draft.halving().location(),
                    TuningReader.PATH + "." + TuningReader.HALVING,
                    trials + " trials of this length cannot be divided " + (rungs < 3 ? "" : (rungs - 1) + " times ")
                            + "by " + draft.halving().factor()
                            + (most < 2
                                    ? "; remove halving, or train longer"
                                    : "; write rungs: " + most + " or fewer"));
        }
        return Math.min(rungs, Math.max(1, most));
    }

    /** Returns the search space of a cell; empty if a trial is not valid, with the reasons added to the problems. */
    public Optional<Tuning.SearchSpace> space(String name, int trials, int rungs) {
        return Optional.ofNullable(cells.get(name)).flatMap(c -> trialBuilder.build(c, trials, rungs));
    }

    public Tuning tuning(int trials, int rungs, Map<String, Tuning.SearchSpace> spaces) {
        return new Tuning(
                draft.location(),
                trials,
                draft.seeds(),
                draft.objective().map(Node.Scalar::text),
                draft.search(),
                new Tuning.Halving(rungs, Math.max(1, draft.halving().factor())),
                spaces);
    }
}
