package dev.engram.engine.suite;

import dev.engram.engine.bind.AliasHints;
import dev.engram.engine.bind.Binder;
import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.ConfigEditor;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.OverrideParser;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.suite.tuning.SearchSpaceBuilder;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.suite.tuning.TuningReader;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import dev.engram.engine.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads suites. A user's mistake is always reported as {@link InvalidInputException}, together with all other mistakes.
 */
public final class SuiteReader {
    private static final String IGNORE = "ignore";

    private final Catalog catalog;

    public SuiteReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Equivalent to {@code new SuiteReader(catalog).read(file, overrides)}. */
    public static Suite read(Path file, List<String> overrides, Catalog catalog) throws InvalidInputException {
        return new SuiteReader(catalog).read(file, overrides);
    }

    /**
     * Reads a suite.
     *
     * @param overrides values in place of those in the file, as {@code path=value}
     */
    public Suite read(Path file, List<String> overrides) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<Node.Mapping> written = new SuiteFileReader(problems).read(file);
        List<ConfigOverride> changes = new ArrayList<>();
        overrides.forEach(s -> OverrideParser.parse(s, problems).ifPresent(changes::add));
        if (written.isEmpty()) {
            problems.throwIfAny();
        }
        Node.Mapping root = written.orElseThrow();
        checkKeys(root, SuiteKey.labels(), problems);
        ConfigEditor configEditor = new ConfigEditor(catalog, problems);
        List<String> settable = SuiteKey.labels().stream()
                .filter(k -> !k.equals(SuiteKey.EXTENDS.label()))
                .toList();
        for (ConfigOverride c : changes) {
            root = configEditor.apply(root, List.of(c), settable).orElse(root);
        }
        Suite suite = suite(file, root, changes, configEditor, problems);
        problems.throwIfAny();
        return suite;
    }

    /**
     * Reads {@link RunSpec#text} back.
     *
     * @param name the name of the text in messages
     */
    public RunSpec readRun(String text, String name) throws InvalidInputException {
        return readRun(text, name, List.of());
    }

    /**
     * Reads {@link RunSpec#text} back.
     *
     * @param overrides values in place of those in the text, as {@code path=value}
     */
    public RunSpec readRun(String text, String name, List<String> overrides) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<Node> root = YamlReader.file(text, name, problems);
        Optional<RunSpec> run = Optional.empty();
        if (root.isPresent() && root.get() instanceof Node.Mapping m) {
            checkKeys(m, SuiteKey.runLabels(), problems);
            List<ConfigOverride> changes = overrides.stream()
                    .flatMap(s -> OverrideParser.parse(s, problems).stream())
                    .toList();
            Node.Mapping changed = new ConfigEditor(catalog, problems)
                    .apply(m, changes, SuiteKey.runLabels())
                    .orElse(m);
            run = new RunSpecReader(catalog, problems).read(changed);
        } else if (root.isPresent()) {
            problems.add(
                    root.get().location(),
                    "",
                    "expected a map of settings, found " + root.get().describe());
        }
        problems.throwIfAny();
        return run.orElseThrow();
    }

    /**
     * Reads a component.
     *
     * @param text the component as written in a suite: its name, or a map of its name and its hyperparameters
     * @param name the name of the text in messages
     */
    public Recipe<?> readComponent(Kind kind, String text, String name) throws InvalidInputException {
        Problems problems = new Problems();
        Location location = new Location(name, 0, 0);
        Optional<? extends Recipe<?>> found = YamlReader.value(text, location, problems)
                .flatMap(n ->
                        new Binder(catalog, problems, SuiteKey.runLabels()).component(kind.type(), n, kind.label()));
        problems.throwIfAny();
        return found.orElseThrow();
    }

    private void checkKeys(Node.Mapping root, List<String> keys, Problems problems) {
        AliasHints aliases = new AliasHints(catalog);
        for (Node.Pair p : root.pairs()) {
            if (!keys.contains(p.key())) {
                String hint = aliases.topLevel(p.key(), p.value(), root)
                        .map(s -> s.inSuite(root))
                        .orElse(NameSuggestions.hint(p.key(), keys));
                problems.add(p.location(), p.key(), "unknown key" + hint);
            }
        }
    }

    private Suite suite(
            Path file,
            Node.Mapping root,
            List<ConfigOverride> overrides,
            ConfigEditor configEditor,
            Problems problems) {
        Path last = file.getFileName();
        String usual = (last == null ? file : last).toString().replaceFirst("(?<=.)\\.ya?ml$", "");
        String name = text(root, SuiteKey.NAME, problems).orElse(usual);
        if (name.isBlank()) {
            problems.add(
                    root.get(SuiteKey.NAME.label()).location(),
                    SuiteKey.NAME.label(),
                    "the name is empty; write one, or remove the key");
        }
        String about = text(root, SuiteKey.ABOUT, problems).orElse("");
        List<Long> written = SeedReader.read(root.get(SuiteKey.SEEDS.label()), problems);
        Problems compared = new Problems();
        AxisReader axisReader = new AxisReader(root, catalog, compared);
        List<Axis> axes = axisReader.axes(root.get(SuiteKey.PROBLEMS.label()), root.get(SuiteKey.COMPARE.label()));
        Node tasks = root.get(SuiteKey.PROBLEMS.label());
        boolean lost = tasks != null
                && !tasks.isNull()
                && axes.stream().noneMatch(a -> a.name().equals(Axis.PROBLEM));
        // Without the data that problems bring, every cell would be wrong.
        List<AxisReader.CellPlan> all = lost ? List.of() : axisReader.plans(axes, name, root.location());
        problems.addAll(compared.list());
        // An axis that cannot be read leaves no cells to choose from: complaints about those that are chosen would be
        // noise.
        Map<AxisReader.CellPlan, String> excluded = compared.isEmpty()
                ? new ExclusionReader(axes, problems).apply(root.get(SuiteKey.EXCLUDE.label()), all)
                : Map.of();
        List<AxisReader.CellPlan> plans =
                all.stream().filter(p -> !excluded.containsKey(p)).toList();
        overrides.forEach(c -> checkEffective(c, plans, problems));
        Optional<String> baseline = compared.isEmpty() && !plans.isEmpty()
                ? new BaselineReader(axes, plans, problems).read(root.get(SuiteKey.BASELINE.label()))
                : Optional.empty();
        List<Suite.ExcludedCell> out = new ArrayList<>();
        excluded.forEach((p, because) -> out.add(new Suite.ExcludedCell(p.name(), p.axes(), because)));
        TuningReader tune = new TuningReader(problems);
        Optional<TuningReader.Draft> draft = tune.read(root.get(SuiteKey.TUNE.label()));
        TunedCells tunedCells = draft.isEmpty()
                ? new TunedCells(cells(root, plans, configEditor, problems), Optional.empty())
                : tuned(draft.get(), root, plans, overrides, configEditor, problems);
        boolean open = root.get(SuiteKey.SEEDS.label()) == null
                || root.get(SuiteKey.SEEDS.label()).isNull();
        List<Long> seeds = open ? SeedReader.defaultSeeds(tunedCells.cells()) : written;
        draft.ifPresent(d -> tune.checkSeedOverlap(root.get(SuiteKey.TUNE.label()), d, seeds));
        Suite.Options options = new Suite.Options(
                baseline,
                out,
                impossible(root, problems),
                predictions(root, problems),
                ignored(root.get(SuiteKey.LINT.label()), problems));
        return new Suite(name, about, file, tunedCells.cells(), seeds, options, tunedCells.tuning());
    }

    private static Suite.IncompatibleCells impossible(Node.Mapping root, Problems problems) {
        List<String> words = Arrays.stream(Suite.IncompatibleCells.values())
                .map(YamlWriter::kebabCase)
                .toList();
        Optional<String> word = text(root, SuiteKey.IMPOSSIBLE, problems);
        if (word.isPresent() && !words.contains(word.get())) {
            problems.add(
                    root.get(SuiteKey.IMPOSSIBLE.label()).location(),
                    SuiteKey.IMPOSSIBLE.label(),
                    "expected " + String.join(" or ", words) + ", found '" + word.get() + "'");
        }
        return Suite.IncompatibleCells.values()[Math.max(0, words.indexOf(word.orElse("")))];
    }

    private static boolean predictions(Node.Mapping root, Problems problems) {
        Optional<String> word = text(root, SuiteKey.PREDICTIONS, problems);
        if (word.isPresent() && !List.of("true", "false").contains(word.get())) {
            problems.add(
                    root.get(SuiteKey.PREDICTIONS.label()).location(),
                    SuiteKey.PREDICTIONS.label(),
                    "expected true or false, found '" + word.get() + "'");
        }
        return !word.equals(Optional.of("false"));
    }

    /** Returns the names of lint rules and their locations. The linter checks that they exist. */
    private static Map<String, Location> ignored(Node node, Problems problems) {
        Map<String, Location> names = new LinkedHashMap<>();
        if (node == null || node.isNull()) {
            return names;
        }
        String path = SuiteKey.LINT.label();
        if (!(node instanceof Node.Mapping m)) {
            problems.add(
                    node.location(), path, "expected a map such as {ignore: [one-seed]}, found " + node.describe());
            return names;
        }
        m.pairs().stream()
                .filter(p -> !p.key().equals(IGNORE))
                .forEach(p -> problems.add(
                        p.location(),
                        path + "." + p.key(),
                        "unknown key" + NameSuggestions.hint(p.key(), List.of(IGNORE))));
        Node list = m.get(IGNORE);
        if (list instanceof Node.Sequence s) {
            for (Node n : s.items()) {
                if (n instanceof Node.Scalar name) {
                    names.put(name.text(), name.location());
                } else {
                    problems.add(
                            n.location(),
                            path + "." + IGNORE,
                            "expected the name of a lint rule, found " + n.describe());
                }
            }
        } else if (list != null && !list.isNull()) {
            problems.add(
                    list.location(),
                    path + "." + IGNORE,
                    "expected a list such as [one-seed], found " + list.describe());
        }
        return names;
    }

    /** Reports an override of a value that every cell of the comparison sets itself, since it would have no effect. */
    private static void checkEffective(ConfigOverride set, List<AxisReader.CellPlan> plans, Problems problems) {
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
    private TunedCells tuned(
            TuningReader.Draft draft,
            Node.Mapping root,
            List<AxisReader.CellPlan> plans,
            List<ConfigOverride> overrides,
            ConfigEditor configEditor,
            Problems problems) {
        RunSpecReader reader = new RunSpecReader(catalog, problems);
        SearchSpaceBuilder spaces = new SearchSpaceBuilder(draft, catalog, configEditor, reader, problems);
        spaces.checkOverrides(overrides);
        plans.forEach(p -> configEditor
                .apply(root, p.changes(), SuiteKey.runLabels())
                .ifPresent(tree -> spaces.add(p.name(), p.axes().keySet(), tree)));
        int trials = spaces.validate() ? spaces.trials() : 0;
        int rungs = problems.isEmpty() ? spaces.rungs(trials) : 0;
        if (!problems.isEmpty()) {
            return new TunedCells(
                    cells(root, plans, configEditor, problems), Optional.empty()); // for what else is wrong
        }
        Map<String, Tuning.SearchSpace> made = new LinkedHashMap<>();
        plans.forEach(p -> spaces.space(p.name(), trials, rungs).ifPresent(s -> made.put(p.name(), s)));
        TuningChecks checks = new TuningChecks(draft, problems);
        List<Suite.Cell> cells = cells(plans, configEditor, root, problems, (p, tree) -> {
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

    private List<Suite.Cell> cells(
            Node.Mapping root, List<AxisReader.CellPlan> plans, ConfigEditor configEditor, Problems problems) {
        RunSpecReader reader = new RunSpecReader(catalog, problems);
        return cells(plans, configEditor, root, problems, (p, tree) -> reader.read(tree));
    }

    /** @param spec reads the spec of a plan from its tree; empty if anything is wrong */
    private static List<Suite.Cell> cells(
            List<AxisReader.CellPlan> plans,
            ConfigEditor configEditor,
            Node.Mapping root,
            Problems problems,
            BiFunction<AxisReader.CellPlan, Node.Mapping, Optional<RunSpec>> spec) {
        List<Suite.Cell> cells = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        Map<String, Location> names = new HashMap<>();
        for (AxisReader.CellPlan p : plans) {
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
            cells.add(new Suite.Cell(p.name(), p.variant(), p.axes(), read.get(), RunSpecReader.locations(tree.get())));
        }
        return cells;
    }

    /** Returns text on one line; empty if none is written, or none that is valid. */
    private static Optional<String> text(Node.Mapping root, SuiteKey suiteKey, Problems problems) {
        Node n = root.get(suiteKey.label());
        if (n == null || n.isNull()) {
            return Optional.empty();
        }
        if (n instanceof Node.Scalar s) {
            return Optional.of(s.text().strip().replaceAll("\\s+", " "));
        }
        problems.add(n.location(), suiteKey.label(), "expected text, found " + n.describe());
        return Optional.empty();
    }
}
