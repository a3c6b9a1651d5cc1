package dev.engram.engine.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The runs that wait in a store, in jobs: a job is what one plan of a suite still has to make. Workers on any machine
 * take runs from it under the store's leases, so a run is made by one of them, and by another if that one dies. All
 * methods may be called from several threads and processes, and throw the exceptions of the store.
 */
public interface JobQueue {
    /**
     * A job.
     *
     * @param plan key of the plan in this store, under which its runs are stored
     * @param submittedMillis when runs were last added, in milliseconds since 1970
     * @param total all runs that were ever added
     * @param remaining the runs that are waiting or being made
     */
    record Job(long key, Submission submission, long plan, long submittedMillis, int total, int remaining) {}

    /**
     * Workers that were started for a job.
     *
     * @param launcher name of the launcher, as in {@code --on}
     * @param handle the launcher's own name for them, such as the id of a Slurm job
     */
    record Launch(long key, String launcher, String handle, int workers, long startedMillis) {}

    /**
     * A live process and the runs that it has claimed.
     *
     * @param host name of its machine; empty if it did not register
     * @param name its name on that machine, such as its process id; empty if it did not register
     * @param threads number of runs that it makes at a time; it claims more if they are short. 0 if it is not known
     */
    record WorkerProcess(String host, String name, int threads, Set<String> runs) {
        public WorkerProcess {
            runs = Set.copyOf(runs);
        }

        /** Returns the same process with these claims. */
        public WorkerProcess withRuns(Set<String> claimed) {
            return new WorkerProcess(host, name, threads, claimed);
        }
    }

    /**
     * Adds runs to the job of a plan. Runs that are already waiting in it are not added twice.
     *
     * @param plan key of the plan in this store
     * @return the key of the job
     */
    long submit(Submission submission, long plan, List<QueuedRun> runs);

    /** Returns all jobs that still have runs, or whose launches are recorded; the oldest first. */
    List<Job> jobs();

    /** Returns the job of a plan. */
    default Optional<Job> job(String suite, String digest) {
        return jobs().stream()
                .filter(j -> j.submission().plan().suite().equals(suite)
                        && j.submission().plan().digest().equals(digest))
                .findFirst();
    }

    /**
     * Claims runs for this process, in the order in which they were added; runs that another process has released come
     * last. A run that is already stored gets the label
     * of the job's plan, and leaves the queue.
     *
     * @param most the largest number of runs to claim
     * @param stored runs that this process has stored, which leave the queue
     */
    List<QueuedRun> claim(long job, int most, Collection<String> stored);

    /** Ends claims of this process; the runs wait again. */
    void release(Collection<String> ids);

    /** Returns the ids of the runs that are waiting or being made, in order. */
    List<String> remaining(long job);

    /** Removes all runs of a job; returns their number. Runs that are being made are stored when they end. */
    int cancel(long job);

    /** Records workers that were started; returns the key of the launch. */
    long addLaunch(long job, String launcher, String handle, int workers);

    /** Returns the launches of a job, the oldest first. */
    List<Launch> launches(long job);

    /** Forgets workers that have ended. */
    void removeLaunch(long launch);

    /**
     * Names this process for {@link #workers}. Another call changes name and threads.
     *
     * @param threads number of runs that it makes at a time; 0 if it is not known
     */
    void register(String host, String name, int threads);

    /** Returns the live processes that have claims. */
    List<WorkerProcess> workers();

    /** Returns whether the store keeps the contents of files, so that machines without a shared folder can get them. */
    boolean keepsFiles();

    /** Returns whether a file is stored completely. */
    boolean hasFile(String sha256);

    /**
     * Stores the contents of a file.
     *
     * @throws IOException if they cannot be read, or do not have the checksum; then the file is not stored
     */
    void putFile(String sha256, InputStream contents) throws IOException;

    /** Writes the contents of a stored file; returns false if it is not stored. */
    boolean copyFile(String sha256, OutputStream to) throws IOException;
}
