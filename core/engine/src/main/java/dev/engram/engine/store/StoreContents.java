package dev.engram.engine.store;

import dev.engram.engine.run.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The contents of a store in the form in which another store can add them. All methods may be called from several
 * threads, each is one transaction, and all throw {@link StoreException}. What is read is checked; what is already
 * there is not added again. The numbers that rows have in a store do not leave it.
 *
 * <p>Claims are not part of the contents: they belong to processes that use this store.
 */
public interface StoreContents {
    /**
     * A run without its contents.
     *
     * @param hash hash of the final parameters; empty for a failed run
     * @param measurements the number of its measurements
     * @param weightBytes the size of its weights
     */
    record RunSummary(String id, Outcome outcome, String hash, long measurements, long weightBytes) {}

    /**
     * A run with its predictions and weights, as it is stored.
     *
     * @param hasChecksums false for a run that an earlier version stored without checksums
     */
    record StoredRun(Run run, boolean hasChecksums) {}

    /**
     * A plan of a suite.
     *
     * @param number number of the plan in its suite
     * @param digest a hash of everything that determines the runs of the plan
     * @param used its place in the order of last use: the plan with the largest number is the latest
     */
    record PlanEntry(String suite, long number, String digest, String overrides, long used) {}

    /** A cell of a suite that a run belongs to. */
    record LabelEntry(String suite, String cell, String id) {}

    /**
     * A cell of a plan that a run belongs to.
     *
     * @param digest digest of the plan
     * @param axes value of each axis, as a JSON object
     */
    record PlacementEntry(String suite, String digest, String cell, String id, String axes, OptionalInt trial) {}

    /** Passes all runs to a receiver, in the order in which they were stored. */
    void runs(Consumer<RunSummary> receiver);

    /** Returns stored runs with their predictions and weights, in the given order. */
    List<StoredRun> read(Collection<String> ids);

    /** Returns the plans of all suites, in the order of their numbers. */
    List<PlanEntry> plans();

    /** Passes all labels to a receiver. */
    void labels(Consumer<LabelEntry> receiver);

    /** Passes all placements to a receiver. */
    void placements(Consumer<PlacementEntry> receiver);

    /** Returns the ids of runs that have a checkpoint, sorted. */
    List<String> checkpoints();

    /**
     * Adds runs, each with the label of the suite that it was first run for. As in {@link Store#save}, a run replaces a
     * failed one.
     *
     * @return the stored hash of each run that has another one there, by id; such a run is not added
     */
    Map<String, String> addRuns(Collection<StoredRun> runs);

    /**
     * Adds plans. In a suite that has no plans yet, they keep their numbers and their order. Elsewhere they get the
     * next numbers, and come before the existing ones in the order of use: the latest plan stays the latest.
     */
    void addPlans(Collection<PlanEntry> plans);

    /** Adds labels of stored runs. */
    void addLabels(Collection<LabelEntry> labels);

    /** Adds placements of stored runs in stored plans. */
    void addPlacements(Collection<PlacementEntry> placements);
}
