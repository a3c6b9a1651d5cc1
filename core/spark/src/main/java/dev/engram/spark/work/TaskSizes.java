package dev.engram.spark.work;

/**
 * Decides how many runs go into one task. A task should take about a second: Spark needs some milliseconds for each,
 * and what an executor has not yet reported is lost with it. Fewer runs when few are left, so that all slots share
 * them.
 */
final class TaskSizes {
    private static final double TASK_SECONDS = 1;
    private static final int LARGEST = 500;
    /** Tasks for each slot that the remaining runs should be enough for. */
    private static final int SHARES = 3;
    /** What earlier measurements count for: the first runs of an executor are much slower than later ones. */
    private static final double MEMORY = 0.7;

    private double measuredRuns;
    private double measuredSeconds;

    /** Takes note of the time that runs took. */
    synchronized void measured(int runs, double seconds) {
        if (runs > 0) {
            measuredRuns = MEMORY * measuredRuns + runs;
            measuredSeconds = MEMORY * measuredSeconds + seconds;
        }
    }

    /** Returns the mean time of the latest runs; 0 if none is known. */
    synchronized double secondsPerRun() {
        return measuredRuns == 0 ? 0 : measuredSeconds / measuredRuns;
    }

    /**
     * Returns the number of runs of the next task.
     *
     * @param left the runs that are not handed out
     * @param slots the number of tasks that can be made at the same time
     */
    synchronized int size(int left, int slots) {
        double second = measuredRuns == 0 ? 1 : Math.rint(TASK_SECONDS / secondsPerRun());
        double share = Math.ceil((double) left / (SHARES * slots));
        return (int) Math.max(1, Math.min(Math.min(second, share), LARGEST));
    }
}
