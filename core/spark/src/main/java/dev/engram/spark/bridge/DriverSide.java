package dev.engram.spark.bridge;

import java.nio.file.Path;
import java.util.List;

/** The runs to be made, and the store of their results: the driver's side. Safe for any number of threads. */
public interface DriverSide extends AutoCloseable {
    /** Returns what every executor has to know of the job, for {@link EngramSide#openExecutor}. */
    byte[] job();

    /**
     * Returns the next tasks, each with one or more runs. Waits while enough tasks are in progress. An empty list means
     * that no run is left, or that the work was stopped.
     *
     * @param slots the number of tasks that the cluster can make at the same time
     */
    List<byte[]> take(int slots);

    /**
     * Returns files that the tasks taken so far need in addition to the distribution, without those of earlier calls:
     * data and plugins, named by checksum.
     *
     * @throws DriverException if a file cannot be read
     */
    List<Path> newFiles() throws DriverException;

    /** Reports that Spark is done with these tasks. Runs of theirs without a result are handed out again. */
    void ended(List<byte[]> tasks);

    /**
     * Answers a message of a {@link ExecutorSide}.
     *
     * @return the answer
     */
    byte[] receive(byte[] message);

    /**
     * Stops the work: nothing more is handed out.
     *
     * @param problem what went wrong, as a sentence for the user
     */
    void fail(String problem);

    /**
     * Prints the end of the work and closes the store.
     *
     * @return the exit code of the driver
     */
    int finish();

    @Override
    void close();
}
