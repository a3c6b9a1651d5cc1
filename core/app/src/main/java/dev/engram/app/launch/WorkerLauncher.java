package dev.engram.app.launch;

import java.time.Duration;
import java.util.List;

/**
 * Starts workers ({@code engram work}), asks for their state, and stops them. An implementation is a record: its
 * fields, with {@code @Hyper}, are the options of the kind in the user's file of launchers. Every option has a default,
 * so that {@link #state} and {@link #cancel} can be asked of any launcher of the kind.
 */
public interface WorkerLauncher {
    /** Returns the number of worker processes that the user wants. */
    int workers();

    /** Returns the number of runs that each worker makes at a time. */
    int threads();

    /**
     * Returns what prevents a start, as sentences with a remedy; empty if nothing does. Called before anything is
     * submitted, and before a bundle is written.
     */
    List<String> problems(LaunchRequest request);

    /**
     * Starts workers and returns at once.
     *
     * @throws LaunchException if they could not be started; then none was
     */
    Launched start(LaunchRequest request) throws LaunchException;

    /** Returns the state of workers that were started. Never fails: what cannot be found out is said in the lines. */
    LaunchState state(String handle);

    /**
     * Asks workers to save their runs and to end.
     *
     * @throws LaunchException if they cannot be reached
     */
    void cancel(String handle) throws LaunchException;

    /** Returns whether the workers run on other machines, which cannot open an SQLite file of this one. */
    default boolean remote() {
        return true;
    }

    /** Returns what to do if the store is a file, which workers on other machines cannot use. */
    default String storeRemedy() {
        return "give a PostgreSQL database with --store jdbc:postgresql://HOST/DATABASE";
    }

    /**
     * Returns whether each worker writes into an SQLite file of its own. Such workers read runs and files from the
     * folder {@link LaunchRequest#bundle} and write {@code shards/K.db} in the job's folder; the waiting command merges
     * these into the store.
     */
    default boolean sharded() {
        return false;
    }

    /**
     * Returns whether workers get the files of the runs from the folder {@link LaunchRequest#bundle}, and not from the
     * store.
     */
    default boolean bundled() {
        return sharded();
    }

    /**
     * Returns whether the command that waits for the runs starts a worker for each one that died. Otherwise it starts
     * new ones only when all have ended.
     */
    default boolean replaceable() {
        return false;
    }

    /** Returns the shortest time between two questions for the {@link #state} of workers. */
    default Duration pollInterval() {
        return Duration.ofMillis(300);
    }

    /** Returns whether the workers end with the command that waits for them. */
    default boolean endsWithCommand() {
        return false;
    }
}
