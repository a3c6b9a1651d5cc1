package dev.engram.app.run;

import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The names by which a suite knows runs that were made for another suite. */
public final class RunLabels {
    private RunLabels() {}

    /** Adds to the store the labels that are missing for the runs of a plan that are already done. */
    public static void add(Plan plan, Set<String> done, Store store) {
        Set<RunLabel> labels = plan.items().stream()
                .filter(i -> done.contains(i.id()))
                .map(i -> new RunLabel(plan.suite().name(), i.cell().name(), i.id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        labels.removeAll(Set.copyOf(store.labels(plan.suite().name())));
        if (!labels.isEmpty()) {
            store.label(labels);
        }
    }
}
