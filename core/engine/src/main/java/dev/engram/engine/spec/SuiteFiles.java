package dev.engram.engine.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a suite's file and those that it extends into one tree, every node of which knows its own file. */
final class SuiteFiles {
  private final Problems problems;
  private final List<Path> open = new ArrayList<>();

  SuiteFiles(Problems problems) {
    this.problems = problems;
  }

  /** Empty where any of the files cannot be understood. */
  Optional<Node.Mapping> read(Path file) {
    return read(file, new Place(file.toString(), 0, 0), "");
  }

  private Optional<Node.Mapping> read(Path file, Place named, String path) {
    Path absolute = file.toAbsolutePath().normalize();
    if (open.contains(absolute)) {
      problems.add(named, path, file + " extends itself"
          + (open.size() > 1 ? " by way of " + open.get(open.size() - 1).getFileName() : "") + "; break the circle");
      return Optional.empty();
    }
    open.add(absolute);
    Optional<Node.Mapping> tree = SourceFile.text(file, named, path, problems)
        .flatMap(t -> YamlReader.file(t, file.toString(), problems))
        .flatMap(this::mapping).flatMap(m -> extended(file, m));
    open.remove(absolute);
    return tree;
  }

  private Optional<Node.Mapping> mapping(Node root) {
    if (root instanceof Node.Mapping m) {
      return Optional.of(m);
    }
    problems.add(root.place(), "", "expected a map of settings, found " + root.found() + "; write KEY: VALUE");
    return Optional.empty();
  }

  private Optional<Node.Mapping> extended(Path file, Node.Mapping tree) {
    Node base = tree.get(Key.EXTENDS.label());
    if (base == null || base.nothing()) {
      return Optional.of(tree);
    }
    if (!(base instanceof Node.Scalar s) || s.text().isBlank()) {
      problems.add(base.place(), Key.EXTENDS.label(), "expected the name of a file, found " + base.found());
      return Optional.empty();
    }
    try {
      Path other = file.resolveSibling(s.text()).normalize();
      return read(other, s.place(), Key.EXTENDS.label()).map(b -> Merge.of(b, tree));
    } catch (InvalidPathException e) {
      problems.add(base.place(), Key.EXTENDS.label(), "no file can have the name " + s.found());
      return Optional.empty();
    }
  }
}
