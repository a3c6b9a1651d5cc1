package dev.engram.engine.transfer;

import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreContents;
import dev.engram.engine.store.StoreContents.LabelEntry;
import dev.engram.engine.store.StoreContents.PlacementEntry;
import dev.engram.engine.store.StoreContents.StoredRun;
import dev.engram.engine.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Adds the contents of stores to another store: runs by their identity, with measurements, predictions, weights,
 * provenance, labels and plans, and the checkpoints of unfinished runs. The target and all sources stay open and
 * usable. The sources are only read. Memory is needed for the list of runs and for a few hundred runs, not for all of
 * them.
 *
 * <p>A merge begins by reading everything that it will add, so a damaged source is refused before anything is written.
 * Each batch that was written is read again and compared. A merge that was interrupted, or whose sources have grown,
 * can be repeated: it adds what is missing. Other processes may use the target at the same time.
 */
public final class StoreMerger {
    /** Runs and measurements that are in memory at the same time, unless a single run has more. */
    private static final int RUNS = 500;

    private static final long MEASUREMENTS = 100_000;

    /** Labels that are in memory at the same time. */
    private static final int LABELS = 5_000;

    private final List<Source> sources;
    private final Source target;
    private final Progress progress;
    private final MergePlan plan = new MergePlan();
    private final List<List<String>> order = new ArrayList<>();
    private final List<Map<String, Long>> taken = new ArrayList<>();

    /**
     * A store and its name in messages. Open sources with {@link dev.engram.engine.store.sql.Stores#openSource}, which
     * changes nothing in them.
     */
    public record Source(String name, Store store) {
        StoreContents contents() {
            return store.contents();
        }
    }

    /** Receives the progress of a merge. */
    public interface Progress {
        /** A listener that does nothing. */
        Progress NONE = (task, done, total) -> {};

        /**
         * Reports progress.
         *
         * @param task what is being done: {@code checked} or {@code written}
         */
        void advanced(String task, int done, int total);
    }

    private StoreMerger(List<Source> sources, Source target, Progress progress) {
        this.sources = List.copyOf(sources);
        this.target = target;
        this.progress = progress;
    }

    /**
     * Adds the contents of sources to a target.
     *
     * <p>A run that is done replaces a failed one. If two stores have a run with different results, the target keeps
     * what it has, or gets neither, and the result lists the conflict. In a suite that the target knows, its latest
     * plan stays the latest.
     *
     * @throws StoreException if a store is damaged or cannot be used
     */
    public static MergeResult merge(List<Source> sources, Source target, Progress progress) {
        StoreMerger merger = new StoreMerger(sources, target, progress);
        merger.compare();
        return merger.transfer();
    }

    /**
     * Adds the contents of one store to another, unless the two have a run with different results. Then nothing is
     * added, and the result lists the conflicts.
     *
     * @throws StoreException if a store is damaged or cannot be used
     */
    public static MergeResult copy(Source from, Source to, Progress progress) {
        StoreMerger merger = new StoreMerger(List.of(from), to, progress);
        merger.compare();
        return merger.plan.conflicts().isEmpty()
                ? merger.transfer()
                : new MergeResult(0, 0, merger.plan.present(), 0, merger.conflicts());
    }

    /** Lists the runs of all stores, and decides where each is taken from. */
    private void compare() {
        target.contents().runs(run -> plan.add(MergePlan.TARGET, run));
        for (int i = 0; i < sources.size(); i++) {
            int number = i;
            List<String> ids = new ArrayList<>();
            sources.get(i).contents().runs(run -> {
                plan.add(number, run);
                ids.add(run.id());
            });
            order.add(ids);
        }
        for (int i = 0; i < sources.size(); i++) {
            taken.add(plan.from(i, order.get(i)));
        }
    }

    private MergeResult transfer() {
        int total = taken.stream().mapToInt(Map::size).sum();
        int[] done = new int[2];
        forEachBatch((source, ids) -> {
            source.contents().read(ids);
            done[0] += ids.size();
            progress.advanced("checked", done[0], total);
        });
        for (Source source : sources) {
            target.contents().addPlans(source.contents().plans());
        }
        int[] counts = new int[2];
        Set<String> refused = new HashSet<>();
        forEachBatch((source, ids) -> {
            List<StoredRun> runs = source.contents().read(ids);
            refused.addAll(target.contents().addRuns(runs).keySet());
            verify(runs, refused);
            for (StoredRun r : runs) {
                counts[plan.inTarget(r.run().id()) ? 1 : 0]++;
            }
            done[1] += ids.size();
            progress.advanced("written", done[1], total);
        });
        if (!refused.isEmpty()) {
            throw new StoreException(
                    "another process has saved run " + refused.iterator().next() + " in " + target.name()
                            + " with other final parameters; run the command again to see all conflicts");
        }
        for (Source source : sources) {
            addLabels(source);
        }
        return new MergeResult(counts[0], counts[1], plan.present(), addCheckpoints(), conflicts());
    }

    private interface BatchAction {
        void accept(Source source, List<String> ids);
    }

    private void forEachBatch(BatchAction action) {
        for (int i = 0; i < sources.size(); i++) {
            List<String> batch = new ArrayList<>();
            long measurements = 0;
            for (Map.Entry<String, Long> run : taken.get(i).entrySet()) {
                if (batch.size() == RUNS || !batch.isEmpty() && measurements + run.getValue() > MEASUREMENTS) {
                    action.accept(sources.get(i), batch);
                    batch = new ArrayList<>();
                    measurements = 0;
                }
                batch.add(run.getKey());
                measurements += run.getValue();
            }
            if (!batch.isEmpty()) {
                action.accept(sources.get(i), batch);
            }
        }
    }

    /** Compares what the target has with what was added to it. */
    private void verify(List<StoredRun> runs, Set<String> refused) {
        List<StoredRun> expected =
                runs.stream().filter(r -> !refused.contains(r.run().id())).toList();
        List<StoredRun> there =
                target.contents().read(expected.stream().map(r -> r.run().id()).toList());
        for (int i = 0; i < expected.size(); i++) {
            Run run = expected.get(i).run();
            if (i >= there.size() || !isSame(run.result(), there.get(i).run().result())) {
                throw new StoreException("run " + run.id() + " is not in " + target.name()
                        + " as it was written; check the disk, and merge into another store");
            }
        }
    }

    /** Compares without seconds, which are others if another process has just saved the same run. */
    private static boolean isSame(RunResult written, RunResult read) {
        return written.withCost(read.cost()).equals(read);
    }

    private void addLabels(Source source) {
        Set<String> known = new HashSet<>(order.get(sources.indexOf(source)));
        inPages(
                receiver -> source.contents().labels(receiver),
                (LabelEntry l) -> known.contains(l.id()) && plan.isMerged(l.id()),
                page -> target.contents().addLabels(page));
        inPages(
                receiver -> source.contents().placements(receiver),
                (PlacementEntry p) -> known.contains(p.id()) && plan.isMerged(p.id()),
                page -> target.contents().addPlacements(page));
    }

    private static <T> void inPages(Consumer<Consumer<T>> reader, Predicate<T> wanted, Consumer<List<T>> writer) {
        List<T> page = new ArrayList<>();
        reader.accept(entry -> {
            if (wanted.test(entry)) {
                page.add(entry);
            }
            if (page.size() == LABELS) {
                writer.accept(page);
                page.clear();
            }
        });
        if (!page.isEmpty()) {
            writer.accept(page);
        }
    }

    /** Adds checkpoints of runs that are not done, and that no process is making in the target. */
    private int addCheckpoints() {
        Set<String> claimed = new HashSet<>(target.store().claimed());
        int added = 0;
        for (Source source : sources) {
            for (String id : source.contents().checkpoints()) {
                if (!plan.isDone(id) && !claimed.contains(id)) {
                    source.store()
                            .checkpoint(id)
                            .ifPresent(state -> target.store().saveCheckpoint(id, state));
                    added++;
                }
            }
        }
        return added;
    }

    private List<MergeConflict> conflicts() {
        List<MergeConflict> found = new ArrayList<>();
        plan.conflicts()
                .forEach((id, stores) -> found.add(new MergeConflict(id, side(stores[0], id), side(stores[1], id))));
        return found;
    }

    private MergeConflict.Side side(int number, String id) {
        Source source = number == MergePlan.TARGET ? target : sources.get(number);
        return source.store()
                .find(id)
                .map(run -> MergeConflict.Side.of(source.name(), run))
                .orElseGet(() -> new MergeConflict.Side(source.name(), "", ""));
    }
}
