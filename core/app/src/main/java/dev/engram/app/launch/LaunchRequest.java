package dev.engram.app.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to start workers.
 *
 * @param workers the number of worker processes: at most {@link WorkerLauncher#workers}, and not more than there are
 *     runs
 * @param runs the number of runs that wait
 * @param store the location of the store: an absolute path, or a URL without a password
 * @param jobFolder the folder of the job, for scripts, logs and shards; it exists. Its name begins with the suite's
 * @param bundle the folder with runs and files, for launchers that are {@link WorkerLauncher#bundled}
 * @param detached whether the command ends at once, and the workers must outlive it
 * @param workArguments arguments of {@code engram work}, without {@code --store}, {@code --workers}, {@code --bundle},
 *     {@code --task} and {@code --of}
 */
public record LaunchRequest(
        int workers,
        int runs,
        String store,
        Path jobFolder,
        Optional<Path> bundle,
        boolean detached,
        List<String> workArguments) {
    public LaunchRequest {
        workArguments = List.copyOf(workArguments);
    }

    /** Returns the same request for another number of workers. */
    public LaunchRequest withWorkers(int other) {
        return new LaunchRequest(other, runs, store, jobFolder, bundle, detached, workArguments);
    }

    /** Returns the same request for workers that make the runs of one job of the queue, and leave others alone. */
    public LaunchRequest forJob(long job) {
        List<String> arguments = new ArrayList<>(workArguments);
        arguments.addAll(List.of("--job", Long.toString(job)));
        return new LaunchRequest(workers, runs, store, jobFolder, bundle, detached, arguments);
    }

    /** Returns the job's name: the suite's, and the beginning of the plan's digest. */
    public String name() {
        return jobFolder.getFileName().toString();
    }
}
