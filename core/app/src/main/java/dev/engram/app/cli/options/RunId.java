package dev.engram.app.cli.options;

import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.List;

/** The first characters of the id of a run, as an argument of a command. */
public final class RunId {
    /** The largest number of ids that a message lists. */
    private static final int MAX_IDS = 5;

    private RunId() {}

    /**
     * Returns the run whose id begins with a text.
     *
     * @throws UserError if there is none, or more than one
     */
    public static Run find(String id, Store runs, StoreOptions store) {
        List<String> ids = runs.ids(id);
        if (ids.isEmpty()) {
            throw UserError.because(store.displayName() + " has no run whose id begins with '" + id
                    + "'; 'engram store list" + store.shown() + "' lists suites, and 'engram store list SUITE"
                    + store.shown() + "' lists the runs of one");
        }
        if (ids.size() > 1) {
            throw UserError.because(ids.size() + " runs have ids that begin with '" + id
                    + "'; give more characters of one of them: "
                    + String.join(", ", ids.subList(0, Math.min(MAX_IDS, ids.size())))
                    + (ids.size() > MAX_IDS ? ", ..." : ""));
        }
        return runs.find(ids.get(0)).orElseThrow();
    }
}
