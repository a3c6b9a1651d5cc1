package dev.engram.engine.store;

import dev.engram.engine.queue.QueuedRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The place of a run in a suite. One run may belong to cells of several suites, and to several plans of one suite.
 *
 * @param placement its place in a plan; empty for a run whose plan is not known
 */
public record RunLabel(String suite, String cell, String id, Optional<Placement> placement) {
    /**
     * Returns the label of a queued run.
     *
     * @param plan key that {@link Store#beginPlan} returned
     */
    public static RunLabel of(QueuedRun run, long plan) {
        return new RunLabel(
                run.cell().suite(),
                run.cell().cell(),
                run.id(),
                Optional.of(new Placement(plan, run.cell().axes(), run.cell().trial())));
    }

    /** A label without a plan. */
    public RunLabel(String suite, String cell, String id) {
        this(suite, cell, id, Optional.empty());
    }

    /**
     * The place of a run in a plan.
     *
     * @param plan key that {@link Store#beginPlan} returned
     * @param axes label of the value of each axis, in the order of the suite
     * @param trial number of the tuning trial, from 1; empty for a run of the comparison
     */
    public record Placement(long plan, Map<String, String> axes, OptionalInt trial) {
        public Placement {
            axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        }

        /** Returns the axes as a JSON object. */
        public String axesAsJson() {
            return axes.entrySet().stream()
                    .map(e -> quote(e.getKey()) + ": " + quote(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        private static String quote(String text) {
            StringBuilder b = new StringBuilder("\"");
            text.chars().forEach(c -> {
                if (c == '"' || c == '\\') {
                    b.append('\\').append((char) c);
                } else if (c < ' ') {
                    b.append("\\u%04x".formatted(c));
                } else {
                    b.append((char) c);
                }
            });
            return b.append('"').toString();
        }
    }
}
