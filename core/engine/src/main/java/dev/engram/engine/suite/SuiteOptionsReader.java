package dev.engram.engine.suite;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of a suite as a whole. */
final class SuiteOptionsReader {
    private static final String IGNORE = "ignore";

    private final Node.Mapping root;
    private final Problems problems;

    SuiteOptionsReader(Node.Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** Returns the settings; the design, the excluded cells and what is dropped are found elsewhere. */
    Suite.Options read(DesignPlan design, List<Suite.OmittedCell> excluded, List<DroppedHyperparameters> dropped) {
        return new Suite.Options(
                design,
                excluded,
                incompatibleCells(),
                storePredictions(),
                ignoredLintRules(),
                root.get(SuiteKey.SEEDS.label()) instanceof Node.Mapping,
                dropped);
    }

    /** Returns the name of a suite: as written, or that of its file without the ending. */
    String name(Path file) {
        Path last = file.getFileName();
        String usual = (last == null ? file : last).toString().replaceFirst("(?<=.)\\.ya?ml$", "");
        String name = text(SuiteKey.NAME).orElse(usual);
        if (name.isBlank()) {
            problems.add(
                    root.get(SuiteKey.NAME.label()).location(),
                    SuiteKey.NAME.label(),
                    "the name is empty; write one, or remove the key");
        }
        if (name.length() > SuiteLimits.NAME_LENGTH) {
            problems.add(
                    root.get(SuiteKey.NAME.label()).location(),
                    SuiteKey.NAME.label(),
                    "a name has at most " + SuiteLimits.NAME_LENGTH + " characters, and this one has " + name.length());
        }
        return name;
    }

    private Suite.IncompatibleCells incompatibleCells() {
        List<String> words = Arrays.stream(Suite.IncompatibleCells.values())
                .map(YamlWriter::kebabCase)
                .toList();
        Optional<String> word = text(SuiteKey.IMPOSSIBLE);
        if (word.isPresent() && !words.contains(word.get())) {
            problems.add(
                    root.get(SuiteKey.IMPOSSIBLE.label()).location(),
                    SuiteKey.IMPOSSIBLE.label(),
                    "expected " + String.join(" or ", words) + ", found '" + word.get() + "'");
        }
        return Suite.IncompatibleCells.values()[Math.max(0, words.indexOf(word.orElse("")))];
    }

    private boolean storePredictions() {
        Optional<String> word = text(SuiteKey.PREDICTIONS);
        if (word.isPresent() && !List.of("true", "false").contains(word.get())) {
            problems.add(
                    root.get(SuiteKey.PREDICTIONS.label()).location(),
                    SuiteKey.PREDICTIONS.label(),
                    "expected true or false, found '" + word.get() + "'");
        }
        return !word.equals(Optional.of("false"));
    }

    /** Returns the names of lint rules and their locations. The linter checks that they exist. */
    private Map<String, Location> ignoredLintRules() {
        Node node = root.get(SuiteKey.LINT.label());
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

    /** Returns text on one line; empty if none is written, or none that is valid. */
    Optional<String> text(SuiteKey suiteKey) {
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
