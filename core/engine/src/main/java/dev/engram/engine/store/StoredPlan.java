package dev.engram.engine.store;

import java.util.List;

/**
 * A plan of a suite: the runs that it had with certain settings.
 *
 * @param key key that {@link Store#beginPlan} returned; 0 for runs whose plan is not known
 * @param number number of the plan in its suite, from 1 in the order of first use
 * @param overrides what distinguishes it: values that replaced those in the suite's file, as {@code path=value}, or a
 *     description such as the two sides of a judgment; may be empty
 * @param labels its stored runs, sorted by cell and id, without placements
 */
public record StoredPlan(long key, int number, String overrides, List<RunLabel> labels) {
    public StoredPlan {
        labels = List.copyOf(labels);
    }

    /** Returns what distinguishes the plan, in words; empty if nothing does. */
    public String distinction() {
        boolean values = overrides.split(" ", 2)[0].contains("=");
        return values ? "with --set " + overrides : overrides;
    }
}
