package dev.engram.engine.bind;

import dev.engram.engine.yaml.Location;
import java.nio.file.Path;

/** Finds the files that components name. */
@FunctionalInterface
public interface FileLocator {
    /** Finds a file relative to the folder of the file that names it, so that a suite can be moved with its data. */
    FileLocator RELATIVE =
            (text, location) -> folder(location).resolve(text).toAbsolutePath().normalize();

    /**
     * Returns the file that a text names.
     *
     * @param location the place of the text
     * @throws java.nio.file.InvalidPathException if the text cannot name a file
     * @throws dev.engram.spi.IncompatibleException if the file is not available
     */
    Path locate(String text, Location location);

    /**
     * Returns the folder that file names are relative to: that of the file, or for an argument the working directory.
     */
    private static Path folder(Location location) {
        Path parent = location.line() == 0 ? null : Path.of(location.file()).getParent();
        return parent == null ? Path.of("") : parent;
    }
}
