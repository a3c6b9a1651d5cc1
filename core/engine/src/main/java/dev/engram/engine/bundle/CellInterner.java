package dev.engram.engine.bundle;

import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedRun;
import java.util.HashMap;
import java.util.Map;

/** Lets the runs of a cell share one object, which saves memory and makes the cell easy to recognize. */
final class CellInterner {
    private final Map<QueuedCell, QueuedCell> known = new HashMap<>();

    QueuedRun shared(QueuedRun run) {
        QueuedCell cell = known.computeIfAbsent(run.cell(), c -> c);
        return new QueuedRun(run.id(), cell, run.seed());
    }
}
