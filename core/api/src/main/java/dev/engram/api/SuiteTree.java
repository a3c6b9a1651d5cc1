package dev.engram.api;

import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of a program as the tree that the reader of suites understands. */
final class SuiteTree {
    private final Optional<Path> file;
    private final Problems problems = new Problems();
    private final ValueNodes values = new ValueNodes(problems);
    private final List<ConfigOverride> overrides = new ArrayList<>();
    private final Map<String, Location> given = new HashMap<>();
    private final boolean fileRead;
    private Node.Mapping root;

    SuiteTree(Optional<String> name, Optional<Path> file, Location location, List<Setting> settings) {
        this.file = file;
        Optional<Node.Mapping> written = file.flatMap(f -> SuiteReader.tree(f, problems));
        this.fileRead = file.isEmpty() || written.isPresent();
        this.root = written.orElse(new Node.Mapping(location, List.of()));
        name.ifPresent(n -> put(SuiteKey.NAME.label(), location, new Node.Scalar(location, n, false)));
        settings.forEach(this::add);
    }

    /** Returns false if there is a file that cannot be read as a map of settings; its problems are known then. */
    boolean isFileRead() {
        return fileRead;
    }

    /** Returns the tree. */
    Node.Mapping root() {
        return root;
    }

    /** Returns the values that replace others in the tree. */
    List<ConfigOverride> overrides() {
        return List.copyOf(overrides);
    }

    /** Returns the file with which the tree begins; an empty path without one. */
    Path file() {
        return file.orElse(Path.of(""));
    }

    /** Returns the classes of the components that are values. */
    Set<Class<?>> components() {
        return values.components();
    }

    /** Returns the mistakes that were found so far; the reader of suites adds its own. */
    Problems problems() {
        return problems;
    }

    private void add(Setting setting) {
        String path = setting.key() + setting.part().map(p -> "." + p).orElse("");
        Location first = given.putIfAbsent(path, setting.location());
        if (first != null) {
            problems.add(setting.location(), path, "this is given twice, first at " + first + "; keep one of them");
            return;
        }
        Optional<Node> value = values.of(setting.value(), path, setting.location());
        if (value.isEmpty()) {
            return;
        }
        if (setting.key().equals(SuiteKey.PROBLEMS.label()) && setting.part().isPresent()) {
            addProblem(setting, setting.part().get(), value.get());
        } else if (setting.part().isPresent()) {
            addPart(setting, setting.part().get(), value.get());
        } else if (setting.key().indexOf('.') >= 0) {
            overrides.add(new ConfigOverride(setting.key(), setting.location(), value.get()));
        } else {
            put(setting.key(), setting.location(), value.get());
        }
    }

    private void addPart(Setting setting, String part, Node value) {
        Node before = root.get(setting.key());
        Node.Mapping whole = before instanceof Node.Mapping m ? m : new Node.Mapping(setting.location(), List.of());
        put(
                setting.key(),
                before == null ? setting.location() : root.pair(setting.key()).location(),
                whole.with(new Node.Pair(part, setting.location(), value)));
    }

    /** Adds a problem to the list of problems, with its name as its first setting. */
    private void addProblem(Setting setting, String name, Node settings) {
        Location at = setting.location();
        if (!(settings instanceof Node.Mapping map)) {
            problems.add(at, setting.key(), "expected a map of settings, found " + settings.describe());
            return;
        }
        List<Node> all = new ArrayList<>();
        if (root.get(setting.key()) instanceof Node.Sequence before) {
            all.addAll(before.items());
        }
        Node.Pair named = new Node.Pair(SuiteKey.NAME.label(), at, new Node.Scalar(at, name, false));
        all.add(new Node.Mapping(at, List.of(named)).withAll(at, map.pairs()));
        put(setting.key(), at, new Node.Sequence(at, all));
    }

    private void put(String key, Location location, Node value) {
        root = root.with(new Node.Pair(key, location, value));
    }
}
