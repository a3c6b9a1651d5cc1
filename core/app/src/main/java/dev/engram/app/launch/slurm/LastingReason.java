package dev.engram.app.launch.slurm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reasons for which a task waits in vain. By default, {@code sbatch} accepts a job that no partition allows, and Slurm
 * never starts it unless an administrator changes a limit. Other reasons, such as {@code Priority} or
 * {@code Resources}, pass by themselves. So may {@code PartitionNodeLimit} and {@code BadConstraints}, which Slurm also
 * gives while nodes are down.
 */
final class LastingReason {
    private static final String TIME_LIMIT = "PartitionTimeLimit";
    private static final Pattern LASTING = Pattern.compile(TIME_LIMIT + "|(Assoc|QOS)Max\\w+PerJob\\w*");
    /** Between the partitions of a task; the reason may be that of one of them only. */
    private static final String SEPARATOR = ",";

    private LastingReason() {}

    /** Returns why none of the tasks can start; empty if one runs, or waits for something that passes. */
    static Optional<String> describe(List<SlurmClient.Task> tasks, SlurmClient client) {
        if (tasks.isEmpty() || !tasks.stream().allMatch(LastingReason::isLasting)) {
            return Optional.empty();
        }
        SlurmClient.Task task = tasks.get(0);
        return Optional.of(task.reason().equals(TIME_LIMIT) ? timeLimit(task, client) : limit(task));
    }

    private static boolean isLasting(SlurmClient.Task task) {
        return !task.isRunning()
                && !task.partition().contains(SEPARATOR)
                && LASTING.matcher(task.reason()).matches();
    }

    private static String timeLimit(SlurmClient.Task task, SlurmClient client) {
        String longest =
                client.longestTime(task.partition()).map(l -> ", which is " + l).orElse("");
        return "their time limit of " + task.limit() + " is longer than partition " + task.partition() + " allows"
                + longest + "; give the launcher a shorter time, or another partition";
    }

    private static String limit(SlurmClient.Task task) {
        return "they ask for more than the cluster allows in partition " + task.partition() + " (" + task.reason()
                + "); give the launcher other resources, or another partition or account";
    }
}
