package dev.engram.engine.plugins;

import dev.engram.engine.text.PrintableText;

/**
 * A reason why plugins cannot be used.
 *
 * @param file the plugin file or folder with the problem; "engram" for a built-in component
 */
public record PluginProblem(String file, String message) {
    @Override
    public String toString() {
        return PrintableText.line(file + ": " + message);
    }
}
