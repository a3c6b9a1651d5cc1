package dev.engram.app.run;

import dev.engram.app.execution.RunTask;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoredPlan;
import dev.engram.engine.suite.tuning.Tuning;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names by which a suite knows its runs, some of which may have been made for another suite. */
public final class RunLabels {
    private final QueuedPlan queuedPlan;
    private final String suite;
    private final long plan;

    private RunLabels(QueuedPlan queuedPlan, long plan) {
        this.queuedPlan = queuedPlan;
        this.suite = queuedPlan.suite();
        this.plan = plan;
    }

    /**
     * Makes a plan the latest of its suite in the store.
     *
     * @param overrides values that replace those in the suite's file, as {@code path=value}
     */
    public static RunLabels begin(Plan plan, List<String> overrides, Store store) {
        return begin(new QueuedPlan(plan.suite().name(), digest(plan), String.join(" ", overrides)), store);
    }

    /** Makes a plan, whose runs may still be undecided, the latest of its suite in the store. */
    public static RunLabels begin(QueuedPlan queuedPlan, Store store) {
        return new RunLabels(
                queuedPlan, store.beginPlan(queuedPlan.suite(), queuedPlan.digest(), queuedPlan.overrides()));
    }

    /** Returns the plan as other stores know it. */
    public QueuedPlan plan() {
        return queuedPlan;
    }

    /** Returns the key of the plan in the store. */
    public long planKey() {
        return plan;
    }

    /** Returns a hash of the runs of a plan, and of its trials and their seeds. */
    public static String digest(Plan plan) {
        MessageDigest digest = sha256();
        plan.items().forEach(i -> update(digest, i.cell().name() + "\n" + i.id()));
        plan.suite().tuning().ifPresent(t -> update(digest, t));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns a hash of the identities of runs. */
    public static String digest(List<String> ids) {
        MessageDigest digest = sha256();
        ids.forEach(id -> update(digest, id));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, Tuning tuning) {
        update(digest, tuning.seeds() + " " + tuning.objective() + " " + tuning.halving());
        tuning.spaces().forEach((cell, space) -> {
            update(digest, cell);
            for (Tuning.Trial trial : space.trials()) {
                List<RunSpec> rungs = trial.rungs();
                update(digest, rungs.get(rungs.size() - 1).text());
            }
        });
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /**
     * Returns runs of the plan, to be made.
     *
     * @param predictions whether the predictions of classifiers for the test examples are stored
     */
    public List<RunTask> tasks(List<Plan.Item> items, boolean predictions) {
        return items.stream()
                .<RunTask>map(i -> new PlannedRun(i, of(i), predictions))
                .toList();
    }

    private record PlannedRun(Plan.Item item, RunLabel label, boolean keepsPredictions) implements RunTask {
        @Override
        public String id() {
            return item.id();
        }

        @Override
        public String name() {
            return item.name();
        }

        @Override
        public long seed() {
            return item.seed();
        }

        @Override
        public String spec() {
            return item.cell().spec().text();
        }

        @Override
        public ResolvedRun resolve() {
            return item.cell().spec().resolve(item.seed());
        }
    }

    /** Returns the label of a run of the plan. */
    private RunLabel of(Plan.Item item) {
        return new RunLabel(
                suite,
                item.cell().name(),
                item.id(),
                Optional.of(new RunLabel.Placement(plan, item.cell().axes(), item.trial())));
    }

    /** Adds to the store the labels that are missing for runs of a plan that are already done. */
    public void addMissing(Plan whole, Set<String> done, Store store) {
        Set<RunLabel> there = new LinkedHashSet<>();
        store.plans(suite).stream()
                .filter(p -> p.key() == plan)
                .map(StoredPlan::labels)
                .forEach(there::addAll);
        Set<RunLabel> missing = new LinkedHashSet<>();
        for (Plan.Item item : whole.items()) {
            if (done.contains(item.id())
                    && !there.contains(new RunLabel(suite, item.cell().name(), item.id()))) {
                missing.add(of(item));
            }
        }
        if (!missing.isEmpty()) {
            store.label(missing);
        }
    }
}
