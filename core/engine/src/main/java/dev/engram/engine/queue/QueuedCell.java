package dev.engram.engine.queue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the queued runs of a cell share: everything except id and seed.
 *
 * @param suite name of the suite
 * @param cell name of the cell
 * @param axes label of the value of each axis, in the order of the suite
 * @param trial number of the tuning trial, from 1; empty for the comparison
 * @param spec all settings as canonical text, as it is stored with a run
 * @param files the files that the run reads
 * @param keepsPredictions whether the predictions of a classifier for the test examples are stored
 */
public record QueuedCell(
        String suite,
        String cell,
        Map<String, String> axes,
        OptionalInt trial,
        String spec,
        List<QueuedFile> files,
        boolean keepsPredictions) {
    public QueuedCell {
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(trial, "trial");
        Objects.requireNonNull(spec, "spec");
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        files = List.copyOf(files);
    }
}
