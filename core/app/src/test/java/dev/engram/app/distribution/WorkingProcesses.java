package dev.engram.app.distribution;

import dev.engram.engine.queue.JobQueue.WorkerProcess;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The workers of this machine that have claimed runs, as the rows of a store say: a kill of one of them interrupts work
 * and not a start.
 */
public final class WorkingProcesses {
    private WorkingProcesses() {}

    /** Returns the live processes that hold claims of a store, in an order that does not depend on time. */
    public static List<ProcessHandle> of(String store) {
        try (Store s = Stores.open(store)) {
            return s.queue().workers().stream()
                    .map(WorkerProcess::name)
                    .filter(n -> n.chars().allMatch(Character::isDigit))
                    .map(n -> ProcessHandle.of(Long.parseLong(n)))
                    .flatMap(Optional::stream)
                    .filter(ProcessHandle::isAlive)
                    .sorted()
                    .toList();
        }
    }

    /** Returns one of them; empty if there is none. */
    public static Optional<ProcessHandle> any(String store, Random random) {
        List<ProcessHandle> all = of(store);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** Kills a process if it still holds claims; returns whether it did. */
    public static boolean kill(ProcessHandle process, String store) {
        return of(store).contains(process) && process.destroyForcibly();
    }
}
