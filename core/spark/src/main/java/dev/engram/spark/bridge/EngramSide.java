package dev.engram.spark.bridge;

import java.nio.file.Path;
import java.util.List;

/**
 * The entry to Engram for code that cannot see its classes. It is instantiated by name, in the class loader of the
 * distribution.
 */
public interface EngramSide {
    /**
     * Opens the runs to be made.
     *
     * @param home the folder of the distribution
     * @param master the address of the cluster's master
     * @param arguments the arguments of the driver
     * @throws DriverException if the arguments are invalid or the runs cannot be made
     */
    DriverSide openDriver(Path home, String master, List<String> arguments) throws DriverException;

    /**
     * Prepares an executor to make runs: loads plugins.
     *
     * @param home the folder of the unpacked distribution
     * @param files the folder into which Spark copies the files of {@link DriverSide#newFiles}
     * @param machine name of this executor and its machine, for messages
     * @param job the result of {@link DriverSide#job}
     * @throws DriverException if this executor cannot make the runs
     */
    ExecutorSide openExecutor(Path home, Path files, String machine, byte[] job) throws DriverException;
}
