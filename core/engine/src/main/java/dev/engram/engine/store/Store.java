package dev.engram.engine.store;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finished runs by their content address. All methods may be called from several threads, and several processes may
 * have the same store open. All throw {@link StoreException}.
 */
public interface Store extends AutoCloseable {
    /** What came of {@link #claim}. */
    enum ClaimResult {
        /** This process is to make the run. */
        ACQUIRED,
        /** Another process has it under way. */
        HELD_ELSEWHERE,
        /** It is here already. */
        ALREADY_DONE
    }

    /** What those of the runs said of their test examples that keep it, by id. */
    Map<String, Predictions> predictions(Collection<String> ids);

    /** Those of the ids that need no run, in the order asked: everything but {@link Outcome#FAILED}. */
    Set<String> done(Collection<String> ids);

    Optional<Run> find(String id);

    /** Those that are here, in the order asked. */
    List<Run> find(Collection<String> ids);

    /** What those took that are {@link #done}, by id, in the order asked: far less to read than whole runs. */
    Map<String, Cost> costs(Collection<String> ids);

    /** Ids of the runs that begin so, sorted. */
    List<String> ids(String prefix);

    /**
     * Keeps a run, wholly or not at all, under the label of its suite and cell. It takes the place of a failed run of the
     * same id; a run that is done is never replaced: saving it again with the same hash, or a failed one of its id, only
     * adds the label, and another hash is refused, because one id must give one result. This store's claim to the run
     * ends, and with it, unless the run failed, its checkpoint.
     */
    void save(Run run);

    /** Adds labels of runs that are here already; a label that is here, too, changes nothing. */
    void label(Collection<RunLabel> labels);

    /** The labels of a suite, sorted by cell and id; empty for a suite that is not here. */
    List<RunLabel> labels(String suite);

    /** All suites, sorted. */
    List<String> suites();

    /**
     * Takes a run for this store's process, so that no other one makes it at the same time. A claim ends when the run is
     * saved or released, when its process is dead, or when it was not renewed for {@link Leases#LEASE_MILLIS}. Clocks
     * thus decide who makes a run, never what comes out of it: where two make it after all, they save the same bits.
     */
    ClaimResult claim(String id);

    /** Gives a claim of this store back. */
    void release(String id);

    /** Says that the process of this store's claims is alive. */
    void renew();

    /** Ids of the runs that some living process has claimed, sorted. */
    List<String> claimed();

    /** Keeps what an unfinished run can go on from, in place of what was kept before. */
    void saveCheckpoint(String id, byte[] checkpoint);

    Optional<byte[]> checkpoint(String id);

    /** Forgets runs, with their labels and checkpoints. */
    void delete(Collection<String> ids);

    /** Forgets checkpoints of runs that are done or that nobody has claimed, and gives unused room back; returns how many. */
    int collectGarbage();

    /** What is wrong with the store as such, one sentence each; empty: it is sound. */
    List<String> integrityErrors();

    @Override
    void close();
}
