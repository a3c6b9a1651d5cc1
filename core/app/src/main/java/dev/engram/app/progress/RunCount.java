package dev.engram.app.progress;

/** Shows how many of the runs that workers make are stored, until it is closed. */
public interface RunCount extends AutoCloseable {
    /**
     * Shows a new state.
     *
     * @param stored the number of stored runs
     * @param workers the number of workers that run or will run
     */
    void update(int stored, int workers);

    @Override
    void close();
}
