package dev.engram.app.progress;

/** Shows how many examples are computed, until it is closed. */
public interface ExampleCount extends AutoCloseable {
    /** Adds examples that have been computed. */
    void add(int examples);

    @Override
    void close();
}
