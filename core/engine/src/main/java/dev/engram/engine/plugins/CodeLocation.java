package dev.engram.engine.plugins;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The files that classes come from. */
final class CodeLocation {
    private CodeLocation() {}

    /** Returns the jar or folder of a class. */
    static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path consists of files", e);
        }
    }
}
