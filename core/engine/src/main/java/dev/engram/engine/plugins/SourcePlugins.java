package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.file.Path;

/** Plugins that are source files, as long as it is not known whether this Java can compile them at all. */
final class SourcePlugins {
    private static final String ENDING = ".java";

    private SourcePlugins() {}

    static boolean isSource(Path file) {
        return file.getFileName() != null && file.getFileName().toString().endsWith(ENDING);
    }

    /** As {@link SourceCompiler}, which is not even loaded where its types are missing: a small JRE has none of them. */
    static PluginArchive read(Path file) throws IOException {
        if (ModuleLayer.boot().findModule("java.compiler").isEmpty()) {
            throw noCompiler();
        }
        return SourceCompiler.read(file, SourceCompiler.compiler());
    }

    static IllegalArgumentException noCompiler() {
        return new IllegalArgumentException("it is a source file, and this Java (" + System.getProperty("java.home")
                + ") is a JRE, without a compiler; run Engram with a JDK from 17, or compile it elsewhere and"
                + " bring the jar");
    }
}
