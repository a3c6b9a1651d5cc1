package dev.engram.engine.plugins;

/**
 * One reason why the plugins cannot be used.
 *
 * @param file the jar, zip or folder that it is about; "engram" for a built-in component
 */
public record PluginProblem(String file, String message) {
    @Override
    public String toString() {
        return file + ": " + message;
    }
}
