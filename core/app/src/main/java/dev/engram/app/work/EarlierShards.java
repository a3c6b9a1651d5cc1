package dev.engram.app.work;

import dev.engram.app.launch.LaunchState;
import dev.engram.app.launch.Launchers;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Results that workers of an earlier command have written into stores of their own, for a command without workers. */
public final class EarlierShards {
    private EarlierShards() {}

    /**
     * Copies the results of a plan into the store of this command, if there are any.
     *
     * @param jobs the folder with a folder for each job
     * @throws WorkRefusedException if the workers are still at work, and would make the same runs as this command
     */
    public static void merge(Store store, RunLabels labels, Path jobs) throws WorkRefusedException {
        Shards shards = new Shards(jobs.resolve(JobFolders.name(labels.plan())));
        if (!shards.exist()) {
            return;
        }
        Optional<JobQueue.Job> job =
                store.queue().job(labels.plan().suite(), labels.plan().digest());
        Optional<String> busy = job.filter(j -> j.remaining() == 0).flatMap(j -> busyLauncher(store.queue(), j));
        if (busy.isPresent()) {
            throw new WorkRefusedException("workers of an earlier command still make these runs, each with a store of"
                    + " its own; wait for them with --on " + busy.get() + ", or end them with 'engram cancel'");
        }
        try {
            shards.mergeInto(store, labels.planKey());
        } catch (IOException e) {
            throw new WorkRefusedException("the results of " + shards.folder() + " cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> busyLauncher(JobQueue queue, JobQueue.Job job) {
        return queue.launches(job.key()).stream()
                .filter(l -> Launchers.ofKind(l.launcher())
                        .map(w -> w.state(l.handle()))
                        .map(LaunchState::alive)
                        .filter(alive -> alive > 0)
                        .isPresent())
                .map(JobQueue.Launch::launcher)
                .findFirst();
    }
}
