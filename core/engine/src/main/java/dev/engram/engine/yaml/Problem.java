package dev.engram.engine.yaml;

/**
 * Something wrong with the input.
 *
 * @param path of the value, such as {@code optimizer.adam.beta1}; may be empty
 * @param message what is wrong, and what to do about it
 */
public record Problem(Location location, String path, String message) {
    @Override
    public String toString() {
        return location + " " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
