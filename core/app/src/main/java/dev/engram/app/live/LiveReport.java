package dev.engram.app.live;

import dev.engram.app.report.Report;
import dev.engram.app.results.ResultsCollector;
import dev.engram.app.run.Plan;
import dev.engram.app.run.Version;
import dev.engram.engine.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The data of a report page, collected again when the store has changed. Thread-safe. Takes at most one part in {@link
 * #IDLE_FACTOR} of one core, however large the suite is: a large report is refreshed less often.
 */
public final class LiveReport implements AutoCloseable {
    private static final int IDLE_FACTOR = 20;

    private final ResultsCollector resultsCollector;
    private final Plan plan;
    private final CachedStore cachedStore;
    private final String replay;
    private PageData state = new PageData(0, "");
    private long notBefore = System.nanoTime();

    /**
     * The data of the page.
     *
     * @param number increases with every change
     */
    public record PageData(long number, String json) {}

    /**
     * Creates the report of a suite.
     *
     * @param store opens the store; empty while there is none
     * @param replay the command that repeats a run, as in {@link Report}
     */
    public LiveReport(ResultsCollector resultsCollector, Plan plan, Supplier<Optional<Store>> store, String replay) {
        this.resultsCollector = resultsCollector;
        this.plan = plan;
        cachedStore = new CachedStore(store);
        this.replay = replay;
    }

    /** Returns the latest state, or a slightly older one. */
    synchronized PageData state() {
        long start = System.nanoTime();
        if (start - notBefore >= 0 || state.number() == 0) {
            refresh();
            long end = System.nanoTime();
            notBefore = end + IDLE_FACTOR * (end - start);
        }
        return state;
    }

    /** Returns the latest state. */
    public synchronized PageData latest() {
        refresh();
        return state;
    }

    private void refresh() {
        if (cachedStore.poll() || state.number() == 0) {
            long number = state.number() + 1;
            cachedStore.clearPending();
            state = new PageData(
                    number,
                    Report.data(
                            resultsCollector.collect(plan, cachedStore),
                            replay,
                            Version.engram(),
                            Map.of("state", number, "underWay", cachedStore.running())));
        }
    }

    String page() {
        return Report.livePage(plan.suite().name(), state().json());
    }

    @Override
    public synchronized void close() {
        cachedStore.close();
    }
}
