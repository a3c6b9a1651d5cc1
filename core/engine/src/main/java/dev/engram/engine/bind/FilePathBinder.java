package dev.engram.engine.bind;

import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/** File names in a suite. */
final class FilePathBinder {
    private FilePathBinder() {}

    /** Binds a file name. */
    static Optional<Value> bind(Node node, String path, FileLocator files, Problems problems) {
        if (!(node instanceof Node.Scalar s) || s.text().isBlank()) {
            problems.add(node.location(), path, "expected a file name, found " + node.describe());
            return Optional.empty();
        }
        try {
            return Optional.of(new Value.File(files.locate(s.text(), s.location())));
        } catch (InvalidPathException e) {
            if (!s.hasControlCharacter()) {
                problems.add(node.location(), path, s.describe() + " is not a valid file name");
            }
            return Optional.empty();
        }
    }
}
