package dev.engram.engine.suite;

import dev.engram.engine.config.ConfigEditor;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.suite.tuning.SearchSpaceBuilder;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.suite.tuning.TuningReader;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Builds a suite from its tree: reads the comparison, then every cell. */
final class SuiteBuilder {
    private final Catalog catalog;
    private final Node.Mapping root;
    private final List<ConfigOverride> overrides;
    private final ConfigEditor configEditor;
    private final Problems problems;

    /** @param root the tree with all overrides applied */
    SuiteBuilder(Catalog catalog, Node.Mapping root, List<ConfigOverride> overrides, Problems problems) {
        this.catalog = catalog;
        this.root = root;
        this.overrides = List.copyOf(overrides);
        this.configEditor = new ConfigEditor(catalog, problems);
        this.problems = problems;
    }

    /** Returns the suite. It is not usable if there are problems, which are added to those given. */
    Suite build(Path file) {
        SuiteOptionsReader options = new SuiteOptionsReader(root, problems);
        String name = options.name(file);
        String about = options.text(SuiteKey.ABOUT).orElse("");
        List<Long> written = SeedReader.read(node(SuiteKey.SEEDS), problems);
        ComparedCells compared = compared(name);
        List<CellPlan> plans = compared.plans();
        overrides.forEach(c -> checkEffective(c, plans));
        QuestionsReader questions = new QuestionsReader(problems);
        DesignPlan design = new DesignPlan(
                compared.mistakes().isEmpty() && !plans.isEmpty() ? factors(compared.axes(), plans) : List.of(),
                questions.read(node(SuiteKey.QUESTIONS)));
        TuningReader tune = new TuningReader(problems);
        Optional<TuningReader.Draft> draft = tune.read(node(SuiteKey.TUNE));
        TunedCells tunedCells =
                draft.isEmpty() ? new TunedCells(cells(plans), Optional.empty()) : tuned(draft.get(), plans);
        compared.mistakes().forEach(this::removeConsequences);
        List<Long> seeds = seeds(written, tunedCells.cells());
        draft.ifPresent(d -> tune.checkSeedOverlap(node(SuiteKey.TUNE), d, seeds));
        Suite.Options read = options.read(design, compared.omitted(), dropped(plans, draft));
        Suite suite = new Suite(name, about, file, tunedCells.cells(), seeds, read, tunedCells.tuning());
        if (problems.isEmpty()) {
            questions.check(suite.design());
        }
        return suite;
    }

    private Node node(SuiteKey key) {
        return root.get(key.label());
    }

    /**
     * The cells that the axes define.
     *
     * @param plans the cells that are run
     * @param omitted the cells that the suite excludes
     * @param mistakes what is wrong with the axes; then there may be no cells
     */
    private record ComparedCells(
            List<Axis> axes, List<CellPlan> plans, List<Suite.OmittedCell> omitted, List<Problem> mistakes) {}

    private ComparedCells compared(String name) {
        Problems mistakes = new Problems();
        Node tasks = node(SuiteKey.PROBLEMS);
        List<Axis> axes = new AxisReader(root, catalog, mistakes).axes(tasks, node(SuiteKey.COMPARE));
        boolean lost = tasks != null
                && !tasks.isNull()
                && axes.stream().noneMatch(a -> a.name().equals(Axis.PROBLEM));
        // Without the data of the problems, every cell would be wrong.
        List<CellPlan> all = lost ? List.of() : new CellPlanner(root, mistakes).plans(axes, name, root.location());
        problems.addAll(mistakes.list());
        // Without valid axes there are no cells, and problems with exclusions and the baseline would be noise.
        Map<CellPlan, String> excluded =
                mistakes.isEmpty() ? new ExclusionReader(axes, problems).apply(node(SuiteKey.EXCLUDE), all) : Map.of();
        List<Suite.OmittedCell> omitted = new ArrayList<>();
        excluded.forEach((p, because) -> omitted.add(new Suite.OmittedCell(p.name(), p.variant(), p.axes(), because)));
        return new ComparedCells(
                axes, all.stream().filter(p -> !excluded.containsKey(p)).toList(), omitted, mistakes.list());
    }

    /** Returns the seeds that are written, or else those that suit the cells. */
    private List<Long> seeds(List<Long> written, List<Suite.Cell> cells) {
        Node node = node(SuiteKey.SEEDS);
        List<Long> seeds = node == null || node.isNull() ? SeedReader.defaultSeeds(cells) : written;
        SeedReader.checkIndependence(node, cells, problems);
        checkRuns(cells.size(), seeds.size(), SuiteKey.SEEDS);
        return seeds;
    }

    private List<DroppedHyperparameters> dropped(List<CellPlan> plans, Optional<TuningReader.Draft> draft) {
        List<String> tuned = draft.map(TuningReader.Draft::paths).orElse(List.of());
        return problems.isEmpty() ? new DroppedHyperparameterFinder(catalog, root, tuned).find(plans) : List.of();
    }

    /** Removes the problem that a key is missing if every cell was to set it, and a comparison misspells it. */
    private void removeConsequences(Problem inComparison) {
        String path = inComparison.path();
        NameSuggestions.closest(path.substring(path.lastIndexOf('.') + 1), SuiteKey.runLabels())
                .ifPresent(key -> problems.removeMissing(key::equals));
    }

    private List<Factor> factors(List<Axis> axes, List<CellPlan> plans) {
        Location compare = root.pairs().stream()
                .filter(p -> p.key().equals(SuiteKey.COMPARE.label()))
                .map(Node.Pair::location)
                .findFirst()
                .orElse(root.location());
        return new BaselineReader(axes, plans, compare, problems).read(root.get(SuiteKey.BASELINE.label()));
    }

    /** Reports a suite with more runs than any experiment has. */
    private void checkRuns(long cells, int seeds, SuiteKey key) {
        if (cells * seeds > SuiteLimits.RUNS) {
            Node.Pair written = root.pair(key.label());
            problems.add(
                    written == null ? root.location() : written.location(),
                    key.label(),
                    cells + " cells with " + seeds + " seeds each are " + cells * seeds
                            + " runs, more than the limit of " + SuiteLimits.RUNS
                            + "; compare fewer values, or give fewer seeds");
        }
    }

    /** Reports an override of a value that every cell of the comparison sets itself, since it would have no effect. */
    private void checkEffective(ConfigOverride set, List<CellPlan> plans) {
        boolean lost = !plans.isEmpty()
                && plans.stream()
                        .allMatch(p -> p.changes().stream()
                                .anyMatch(c -> set.path().equals(c.path())
                                        || set.path().startsWith(c.path() + ".")));
        if (lost) {
            problems.add(
                    set.location(),
                    set.path(),
                    "every cell of the comparison sets this itself, so it would have no effect; set compare"
                            + " instead");
        }
    }

    /** The cells and what is tuned in them. */
    private record TunedCells(List<Suite.Cell> cells, Optional<Tuning> tuning) {}

    /** Returns each cell as in its first trial, so that tuned values need not be written. */
    private TunedCells tuned(TuningReader.Draft draft, List<CellPlan> plans) {
        RunSpecReader reader = new RunSpecReader(catalog, problems);
        SearchSpaceBuilder spaces = new SearchSpaceBuilder(draft, catalog, configEditor, reader, problems);
        spaces.checkOverrides(overrides);
        plans.forEach(p -> configEditor
                .apply(root, p.changes(), SuiteKey.runLabels())
                .ifPresent(tree -> spaces.add(p.name(), p.axes().keySet(), tree)));
        int trials = spaces.validate() ? spaces.trials() : 0;
        int rungs = problems.isEmpty() ? spaces.rungs(trials) : 0;
        if (problems.isEmpty()) {
            spaces.checkSize(trials, rungs);
        }
        if (!problems.isEmpty()) {
            return new TunedCells(cells(plans), Optional.empty()); // to report other mistakes
        }
        Map<String, Tuning.SearchSpace> made = new LinkedHashMap<>();
        plans.forEach(p -> spaces.space(p.name(), trials, rungs).ifPresent(s -> made.put(p.name(), s)));
        TuningChecks checks = new TuningChecks(draft, problems);
        List<Suite.Cell> cells = cells(plans, (p, tree) -> {
            Tuning.SearchSpace searchSpace = made.get(p.name());
            if (searchSpace == null) {
                return Optional.empty();
            }
            return searchSpace.isEmpty()
                    ? reader.read(tree)
                    : Optional.of(searchSpace.trials().get(0).spec());
        });
        cells.forEach(c -> checks.check(c, made.get(c.name())));
        return new TunedCells(cells, Optional.of(spaces.tuning(trials, rungs, made)));
    }

    private List<Suite.Cell> cells(List<CellPlan> plans) {
        RunSpecReader reader = new RunSpecReader(catalog, problems);
        return cells(plans, (p, tree) -> reader.read(tree));
    }

    /** @param spec reads the spec of a plan from its tree; empty if anything is wrong */
    private List<Suite.Cell> cells(List<CellPlan> plans, BiFunction<CellPlan, Node.Mapping, Optional<RunSpec>> spec) {
        List<Suite.Cell> cells = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        Map<String, Location> names = new HashMap<>();
        for (CellPlan p : plans) {
            if (names.putIfAbsent(p.name(), p.location()) != null) {
                problems.add(
                        p.location(),
                        SuiteKey.COMPARE.label(),
                        "two cells are called '" + p.name() + "'; give variants their own names");
                continue;
            }
            Optional<Node.Mapping> tree = configEditor.apply(root, p.changes(), SuiteKey.runLabels());
            Optional<RunSpec> read = tree.flatMap(t -> spec.apply(p, t));
            if (read.isEmpty()) {
                continue;
            }
            String other = texts.putIfAbsent(read.get().text(), p.name());
            if (other != null) {
                problems.add(
                        p.location(),
                        SuiteKey.COMPARE.label(),
                        "cell '" + p.name() + "' is the same as cell '" + other + "' in every setting; remove one");
                continue;
            }
            cells.add(new Suite.Cell(
                    p.name(),
                    p.variant(),
                    p.axes(),
                    read.get(),
                    new NodeLocations(NetworkShorthand.expandIn(tree.get()))));
        }
        return cells;
    }
}
