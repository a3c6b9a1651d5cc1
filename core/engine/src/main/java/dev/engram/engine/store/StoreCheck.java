package dev.engram.engine.store;

import java.util.List;

/**
 * The result of a check of everything that is stored.
 *
 * @param faults one sentence for each fault; empty if the store is intact
 * @param runs the runs that are intact, without their predictions
 * @param withoutChecksum the number of intact runs that have no checksum, because an earlier version made them
 */
public record StoreCheck(List<String> faults, List<Run> runs, int withoutChecksum) {
    public StoreCheck {
        faults = List.copyOf(faults);
        runs = List.copyOf(runs);
    }
}
