package dev.engram.engine.suite;

import dev.engram.engine.bind.AliasHints;
import dev.engram.engine.bind.Binder;
import dev.engram.engine.bind.FileLocator;
import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.ConfigEditor;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.OverrideParser;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads suites. A user's mistake is always reported as {@link InvalidInputException}, together with all other mistakes.
 */
public final class SuiteReader {
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
        return build(written.orElseThrow(), changes, file, problems);
    }

    /**
     * Reads a suite that a program has written as a tree.
     *
     * @param written the tree, whose nodes have the places in the program
     * @param changes values in place of those in the tree
     * @param file the file that the tree begins with, which names a suite without a name; may be empty
     * @param problems mistakes that were found before; if there are any, nothing is returned
     */
    public Suite read(Node.Mapping written, List<ConfigOverride> changes, Path file, Problems problems)
            throws InvalidInputException {
        return build(written, changes, file, problems);
    }

    /**
     * Returns the tree of a suite's file and of those that it extends.
     *
     * @return empty if a file cannot be understood, which is added to the problems
     */
    public static Optional<Node.Mapping> tree(Path file, Problems problems) {
        return new SuiteFileReader(problems).read(file);
    }

    /** Returns the name of the suite of a tree: as written, or that of its file without the ending. */
    public static String name(Node.Mapping tree, Path file) {
        return new SuiteOptionsReader(tree, new Problems()).name(file);
    }

    private Suite build(Node.Mapping written, List<ConfigOverride> changes, Path file, Problems problems)
            throws InvalidInputException {
        Node.Mapping root = written;
        checkKeys(root, SuiteKey.labels(), problems);
        List<String> misspelled = misspelled(root);
        root = known(root);
        ConfigEditor configEditor = new ConfigEditor(catalog, problems);
        List<String> settable = SuiteKey.labels().stream()
                .filter(k -> !k.equals(SuiteKey.EXTENDS.label()))
                .toList();
        for (ConfigOverride c : changes) {
            root = configEditor.apply(root, List.of(c), settable).orElse(root);
        }
        Suite suite = new SuiteBuilder(catalog, root, changes, problems).build(file);
        misspelled.forEach(key -> removeConsequences(key, problems));
        problems.throwIfAny();
        return suite;
    }

    /**
     * Reads {@link RunSpec#text} back.
     *
     * @param name the name of the text in messages
     */
    public RunSpec readRun(String text, String name) throws InvalidInputException {
        return readRun(text, name, List.of(), FileLocator.RELATIVE);
    }

    /**
     * Reads {@link RunSpec#text} back on a machine where its files lie elsewhere. The text of the result names the
     * files of this machine.
     *
     * @param name the name of the text in messages
     */
    public RunSpec readRun(String text, String name, FileLocator files) throws InvalidInputException {
        return readRun(text, name, List.of(), files);
    }

    /**
     * Reads {@link RunSpec#text} back.
     *
     * @param overrides values in place of those in the text, as {@code path=value}
     */
    public RunSpec readRun(String text, String name, List<String> overrides) throws InvalidInputException {
        return readRun(text, name, overrides, FileLocator.RELATIVE);
    }

    private RunSpec readRun(String text, String name, List<String> overrides, FileLocator files)
            throws InvalidInputException {
        Problems problems = new Problems();
        Optional<Node> root = YamlReader.file(text, name, problems);
        Optional<RunSpec> run = Optional.empty();
        if (root.isPresent() && root.get() instanceof Node.Mapping m) {
            checkKeys(m, SuiteKey.runLabels(), problems);
            List<ConfigOverride> changes = Stream.concat(specDefaults(m), overrides.stream())
                    .flatMap(s -> OverrideParser.parse(s, problems).stream())
                    .toList();
            Node.Mapping changed = new ConfigEditor(catalog, problems)
                    .apply(m, changes, SuiteKey.runLabels())
                    .orElse(m);
            run = new RunSpecReader(catalog, problems, files).read(changed);
        } else if (root.isPresent()) {
            problems.add(
                    root.get().location(),
                    "",
                    "expected a map of settings, found " + root.get().describe());
        }
        problems.throwIfAny();
        return run.orElseThrow();
    }

    /** Returns the values of settings that a spec leaves out because it is older than they are. */
    private static Stream<String> specDefaults(Node.Mapping spec) {
        boolean older = spec.get(SuiteKey.TRAINING.label()) instanceof Node.Mapping t && t.get("probe") == null;
        return older ? Stream.of(SuiteKey.TRAINING.label() + ".probe=" + ProbeSize.BATCH) : Stream.empty();
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

    /** Returns the keys that were meant by unknown ones. */
    private static List<String> misspelled(Node.Mapping root) {
        return root.keys().stream()
                .filter(k -> !SuiteKey.labels().contains(k))
                .limit(SuiteLimits.PROBLEMS)
                .flatMap(k -> NameSuggestions.closest(k, SuiteKey.labels()).stream())
                .distinct()
                .toList();
    }

    /** Removes problems that are there only because a key is misspelled, which is a problem itself. */
    private static void removeConsequences(String key, Problems problems) {
        problems.removeMissing(key::equals);
        boolean cells =
                List.of(SuiteKey.COMPARE.label(), SuiteKey.PROBLEMS.label()).contains(key);
        if (cells || key.equals(SuiteKey.LANDSCAPE.label())) {
            problems.removeMissing(SuiteKey.runLabels()::contains);
        }
        if (cells) {
            problems.removeIf(p -> Stream.of(SuiteKey.BASELINE, SuiteKey.EXCLUDE, SuiteKey.TUNE)
                    .anyMatch(k -> (p.path() + ".").startsWith(k.label() + ".")));
        }
    }

    /** Returns a tree without unknown keys, which have been reported. */
    private static Node.Mapping known(Node.Mapping root) {
        List<String> labels = SuiteKey.labels();
        return new Node.Mapping(
                root.location(),
                root.pairs().stream().filter(p -> labels.contains(p.key())).toList());
    }

    private void checkKeys(Node.Mapping root, List<String> keys, Problems problems) {
        AliasHints aliases = new AliasHints(catalog);
        List<Node.Pair> unknown =
                root.pairs().stream().filter(p -> !keys.contains(p.key())).toList();
        for (int i = 0; i < unknown.size(); i++) {
            Node.Pair p = unknown.get(i);
            String hint = i >= SuiteLimits.PROBLEMS
                    ? ""
                    : aliases.topLevel(p.key(), p.value(), root)
                            .map(s -> s.inSuite(root))
                            .orElseGet(() -> NameSuggestions.hint(p.key(), keys));
            problems.add(p.location(), p.key(), "unknown key" + hint);
        }
    }
}
