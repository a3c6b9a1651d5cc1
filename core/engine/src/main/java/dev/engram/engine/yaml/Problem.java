package dev.engram.engine.yaml;

import dev.engram.engine.text.PrintableText;

/**
 * A mistake in the input.
 *
 * @param path the path of the value, such as {@code optimizer.adam.beta1}; may be empty
 * @param message what is wrong and how to fix it; the middle of a very long one is left out
 */
public record Problem(Location location, String path, String message) {
    public Problem {
        path = Excerpt.message(path);
        message = Excerpt.message(message);
    }

    @Override
    public String toString() {
        return PrintableText.line(location + " " + (path.isEmpty() ? "" : path + ": ") + message);
    }
}
