package dev.engram.engine.store;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finished runs by their content address. All methods may be called from several threads, and several processes may
 * open the same store. All methods throw {@link StoreException}.
 *
 * <p>Every run has a checksum. Methods that return runs, or numbers of runs, check what they read: a damaged store is
 * an error, and never a result from what is left of it.
 */
public interface Store extends AutoCloseable {
    /** The result of {@link #claim}. */
    enum ClaimResult {
        /** This process makes the run. */
        ACQUIRED,
        /** Another process is making the run. */
        HELD_ELSEWHERE,
        /** The run is already stored. */
        ALREADY_DONE
    }

    /**
     * The result of a check of everything that is stored.
     *
     * @param faults one sentence for each fault; empty if the store is intact
     * @param runs the runs that are intact, without their predictions
     * @param withoutChecksum the number of intact runs that have no checksum, because an earlier version made them
     */
    record Check(List<String> faults, List<Run> runs, int withoutChecksum) {
        public Check {
            faults = List.copyOf(faults);
            runs = List.copyOf(runs);
        }
    }

    /** A run, and the label under which it is stored. */
    record LabeledRun(Run run, RunLabel label) {}

    /**
     * Weights of a run.
     *
     * @param step number of steps made before
     * @param bytes size of their arrays
     */
    record WeightsEntry(long step, long bytes) {}

    /** Returns the predictions of those runs that have them, by id. */
    Map<String, Predictions> predictions(Collection<String> ids);

    /** Returns what weights there are of those runs that have some, by id, in the order of their steps. */
    Map<String, List<WeightsEntry>> weights(Collection<String> ids);

    /** Returns the weights of a run after a step; empty if they were not kept. */
    Optional<KeptWeights> weights(String id, long step);

    /**
     * Returns the ids of stored runs that need not be made again, in the given order: all but {@link Outcome#FAILED}.
     */
    Set<String> done(Collection<String> ids);

    Optional<Run> find(String id);

    /** Returns the stored runs, in the given order. */
    List<Run> find(Collection<String> ids);

    /**
     * Returns the costs of runs that are {@link #done}, by id, in the given order. Much faster than reading whole runs.
     */
    Map<String, Cost> costs(Collection<String> ids);

    /** Returns the ids of runs that start with a prefix, sorted. */
    List<String> ids(String prefix);

    /**
     * Stores a run atomically, under a label. It replaces a failed run of the same id. A run
     * that is done is never replaced: saving it again with the same hash, or saving a failed run of its id, only adds
     * the label; a different hash is refused, because one id must give one result. Ends this store's claim on the run,
     * and deletes the checkpoint unless the run failed.
     */
    default void save(Run run, RunLabel label) {
        saveAll(List.of(new LabeledRun(run, label)));
    }

    /** Stores a run as {@link #save(Run, RunLabel)} does, without a plan. */
    default void save(Run run) {
        save(run, new RunLabel(run.suite(), run.cell(), run.id()));
    }

    /**
     * Stores runs in one transaction, each as {@link #save(Run, RunLabel)} does. Much faster than one after another. If
     * some are refused, the others are stored.
     *
     * @throws StoreException if a run that is done has a different hash
     */
    void saveAll(List<LabeledRun> runs);

    /**
     * Makes a plan the latest of its suite. The view {@code measurements} shows only the runs of the latest plan, which
     * are not mixed with those that the suite had before a change of its settings.
     *
     * @param digest a hash of everything that determines the runs of the plan; the same digest is the same plan
     * @param overrides values that replace those in the suite's file, for readers
     * @return the key of the plan, for {@link RunLabel.Placement}
     */
    long beginPlan(String suite, String digest, String overrides);

    /** Returns the plans of a suite, the latest first. Runs whose plan is not known come last, under number 0. */
    List<StoredPlan> plans(String suite);

    /** Adds labels to stored runs. A label that already exists changes nothing. */
    void label(Collection<RunLabel> labels);

    /** Returns the labels of a suite, sorted by cell and id; empty for an unknown suite. */
    List<RunLabel> labels(String suite);

    /** Returns all suites, sorted. */
    List<String> suites();

    /**
     * Claims a run for this process, so that no other makes it at the same time. A claim ends when the run is saved or
     * released, when its process has ended, or when it was not renewed in time. So clocks decide who makes a run, but
     * never its result: if two processes do make the same run, they save the same bits.
     */
    default ClaimResult claim(String id) {
        return claim(List.of(id)).get(id);
    }

    /** Claims runs in one transaction, each as {@link #claim(String)} does; returns the results by id. */
    Map<String, ClaimResult> claim(Collection<String> ids);

    /** Releases a claim of this store. */
    default void release(String id) {
        release(List.of(id));
    }

    /** Releases claims of this store. */
    void release(Collection<String> ids);

    /** Renews the claims of this store. */
    void renew();

    /** Returns the ids of runs that any live process has claimed, sorted. */
    List<String> claimed();

    /** Returns the runs that wait in this store for any process to make them. */
    JobQueue queue();

    /** Stores the state from which an unfinished run can continue, and replaces its previous checkpoint. */
    void saveCheckpoint(String id, byte[] checkpoint);

    /** Returns the state from which an unfinished run can continue; empty if it has none. */
    default Optional<byte[]> checkpoint(String id) {
        return Optional.ofNullable(checkpoints(List.of(id)).get(id));
    }

    /** Returns those runs that have such a state. */
    Set<String> withCheckpoint(Collection<String> ids);

    /** Returns the states of those runs that have one, by their ids. */
    Map<String, byte[]> checkpoints(Collection<String> ids);

    /** Deletes runs with their labels and checkpoints. */
    void delete(Collection<String> ids);

    /**
     * Deletes the checkpoints of runs that are done or not claimed, and releases unused space. Returns the number of
     * deleted checkpoints.
     */
    int collectGarbage();

    /** Checks everything that is stored. */
    Check check();

    /** Returns the ids of runs that can be found, but are not what was written; sorted. */
    Set<String> damaged();

    /**
     * Deletes damaged runs, and accepts the list of the others, so that all of them can be made again. Returns the ids
     * of the deleted runs.
     */
    Set<String> deleteDamaged();

    /**
     * Adds checksums to the runs of earlier versions, which have none. The checksums vouch for what is stored now; only
     * a replay shows whether it is what was once written. Also accepts the present list of runs, from which another
     * program may have deleted some. Returns the number of runs that got a checksum.
     *
     * @throws StoreException if a run that has a checksum is damaged; then nothing is changed
     */
    int addChecksums();

    /** Returns the contents in the form in which another store can add them. */
    StoreContents contents();

    @Override
    void close();
}
