package dev.engram.engine.transfer;

import java.util.List;

/**
 * What a merge did.
 *
 * @param added runs that the target did not have
 * @param replaced runs that failed in the target, and are done in a source
 * @param present runs of the sources that the target, or an earlier source, had already; each is counted once
 * @param checkpoints checkpoints of unfinished runs that were added
 * @param conflicts runs with different results, which were left out; sorted by id
 */
public record MergeResult(int added, int replaced, int present, int checkpoints, List<MergeConflict> conflicts) {
    public MergeResult {
        conflicts = List.copyOf(conflicts);
    }
}
