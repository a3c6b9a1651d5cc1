package dev.engram.engine.bind;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** File names in a suite. */
final class FilePathBinder {
    private FilePathBinder() {}

    /**
     * Binds a file name, relative to the folder of the file that contains it, so that a suite can be moved with its
     * data.
     */
    static Optional<Value> bind(Node node, String path, Problems problems) {
        if (!(node instanceof Node.Scalar s) || s.text().isBlank()) {
            problems.add(node.location(), path, "expected a file name, found " + node.describe());
            return Optional.empty();
        }
        try {
            return Optional.of(new Value.File(
                    folder(s.location()).resolve(s.text()).toAbsolutePath().normalize()));
        } catch (InvalidPathException e) {
            if (!s.hasControlCharacter()) {
                problems.add(node.location(), path, s.describe() + " is not a valid file name");
            }
            return Optional.empty();
        }
    }

    /**
     * Returns the folder that file names are relative to: that of the file, or for an argument the working directory.
     */
    private static Path folder(Location location) {
        Path parent = location.line() == 0 ? null : Path.of(location.file()).getParent();
        return parent == null ? Path.of("") : parent;
    }
}
