package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Plugins that are source files. This class can be loaded even if the running Java has no compiler. */
final class SourcePlugins {
    private static final String ENDING = ".java";

    private SourcePlugins() {}

    static boolean isSource(Path file) {
        return file.getFileName() != null && file.getFileName().toString().endsWith(ENDING);
    }

    /**
     * Compiles a source file with {@link SourceCompiler}. A small JRE lacks the types that {@code SourceCompiler} uses,
     * so it must not be loaded there.
     *
     * @param cache keeps what the compiler made
     */
    static PluginArchive read(Path file, Optional<ClassCache> cache) throws IOException {
        if (ModuleLayer.boot().findModule("java.compiler").isEmpty()) {
            throw noCompiler();
        }
        return SourceCompiler.read(file, SourceCompiler.compiler(), cache);
    }

    static IllegalArgumentException noCompiler() {
        return new IllegalArgumentException("it is a source file, but this Java (" + System.getProperty("java.home")
                + ") is a JRE without a compiler; run Engram with JDK 17 or later, or compile the file elsewhere and"
                + " use the jar");
    }
}
