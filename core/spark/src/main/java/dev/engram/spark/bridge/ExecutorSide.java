package dev.engram.spark.bridge;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Makes runs: the side of an executor. One for each executor; safe for any number of threads. */
public interface ExecutorSide extends AutoCloseable {
    /**
     * Makes the runs of a task on the caller's thread. Returns normally whatever the runs do.
     *
     * @param task one of {@link DriverSide#take}
     * @param attempt number of earlier attempts at this task
     * @param driver sends a message to {@link DriverSide#receive} and returns the answer
     * @param killed returns true if the result of this attempt is not needed any more
     */
    void make(byte[] task, int attempt, UnaryOperator<byte[]> driver, BooleanSupplier killed);

    @Override
    void close();
}
