package dev.engram.engine.suite;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SourceFile;
import dev.engram.engine.yaml.YamlReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a suite's file and those that it extends into one tree; every node knows its own file. */
final class SuiteFileReader {
    private final Problems problems;
    private final List<Path> open = new ArrayList<>();

    SuiteFileReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns the tree; empty if any of the files cannot be understood. */
    Optional<Node.Mapping> read(Path file) {
        return read(file, new Location(file.toString(), 0, 0), "");
    }

    private Optional<Node.Mapping> read(Path file, Location referencedAt, String path) {
        Path absolute = file.toAbsolutePath().normalize();
        if (open.contains(absolute)) {
            problems.add(
                    referencedAt,
                    path,
                    file + " extends itself"
                            + (open.size() > 1
                                    ? " through " + open.get(open.size() - 1).getFileName()
                                    : "") + "; break the cycle");
            return Optional.empty();
        }
        open.add(absolute);
        Optional<Node.Mapping> tree = SourceFile.read(file, referencedAt, path, problems)
                .flatMap(t -> YamlReader.file(t, file.toString(), problems))
                .flatMap(this::mapping)
                .flatMap(m -> extended(file, m));
        open.remove(absolute);
        return tree;
    }

    private Optional<Node.Mapping> mapping(Node root) {
        if (root instanceof Node.Mapping m) {
            return Optional.of(m);
        }
        problems.add(
                root.location(), "", "expected a map of settings, found " + root.describe() + "; write KEY: VALUE");
        return Optional.empty();
    }

    private Optional<Node.Mapping> extended(Path file, Node.Mapping tree) {
        Node base = tree.get(SuiteKey.EXTENDS.label());
        if (base == null || base.isNull()) {
            return Optional.of(tree);
        }
        if (!(base instanceof Node.Scalar s) || s.text().isBlank()) {
            problems.add(base.location(), SuiteKey.EXTENDS.label(), "expected a file name, found " + base.describe());
            return Optional.empty();
        }
        try {
            Path other = file.resolveSibling(s.text()).normalize();
            return read(other, s.location(), SuiteKey.EXTENDS.label()).map(b -> SuiteMerger.merge(b, tree));
        } catch (InvalidPathException e) {
            if (!s.hasControlCharacter()) {
                problems.add(base.location(), SuiteKey.EXTENDS.label(), s.describe() + " is not a valid file name");
            }
            return Optional.empty();
        }
    }
}
