package dev.engram.engine.transfer;

import dev.engram.engine.store.Run;

/**
 * A run that two stores have with different final parameters, although one identity must give one result.
 *
 * @param id id of the run
 * @param first the result that was found first
 * @param other the result that differs from it
 */
public record MergeConflict(String id, Side first, Side other) {
    /**
     * One of the two results.
     *
     * @param store name of the store
     * @param host machine that made the run; empty if it was not recorded
     * @param hash hash of the final parameters
     */
    public record Side(String store, String host, String hash) {
        static Side of(String store, Run run) {
            return new Side(store, run.provenance().getOrDefault(Run.HOST, ""), run.hash());
        }

        private String text() {
            return hash + " in " + store + (host.isEmpty() ? "" : ", made on " + host);
        }
    }

    /** Returns the conflict as a sentence without a full stop. */
    public String text() {
        return "run " + id + " has different final parameters: " + first.text() + "; " + other.text();
    }
}
