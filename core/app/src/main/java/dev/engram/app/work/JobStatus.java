package dev.engram.app.work;

import dev.engram.app.launch.LaunchState;
import dev.engram.app.launch.Launchers;
import dev.engram.app.progress.RoundedTime;
import dev.engram.app.run.Plan;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of some runs of a suite.
 *
 * @param title what the runs are
 * @param running the names of runs that are being made, by the process that makes them
 * @param meanSeconds the mean duration of the runs that are done; 0 if none is
 */
public record JobStatus(
        String title,
        int done,
        int failed,
        Map<String, List<String>> running,
        int waiting,
        Unqueued unqueued,
        double meanSeconds) {
    private static final int MAX_NAMES = 3;

    /**
     * The runs that are in no queue.
     *
     * @param reason why they are in none, in words
     */
    public record Unqueued(int runs, String reason) {}

    /** Reads the state of runs from a store. */
    public static JobStatus of(String title, List<Plan.Item> items, Optional<JobQueue.Job> job, Store store) {
        Map<String, Plan.Item> open = new LinkedHashMap<>();
        items.forEach(i -> open.put(i.id(), i));
        Collection<Cost> costs = store.costs(List.copyOf(open.keySet())).values();
        Set<String> done = store.done(List.copyOf(open.keySet()));
        open.keySet().removeAll(done);
        Map<String, List<String>> running = running(open, store.queue());
        Set<String> waiting = new HashSet<>(open.keySet());
        waiting.retainAll(job.map(j -> store.queue().remaining(j.key())).orElse(List.of()));
        open.keySet().removeAll(waiting);
        Set<String> failed = store.find(open.keySet()).stream()
                .filter(r -> r.outcome() == Outcome.FAILED)
                .map(Run::id)
                .collect(Collectors.toSet());
        return new JobStatus(
                title,
                done.size(),
                failed.size(),
                running,
                waiting.size(),
                new Unqueued(open.size() - failed.size(), unqueued(job, store.queue())),
                costs.stream().mapToDouble(Cost::seconds).average().orElse(0));
    }

    /** Returns whether a suite of this name was ever submitted, with these runs or others. */
    public static boolean isSubmitted(String suite, JobQueue queue) {
        return queue.jobs().stream().anyMatch(j -> j.submission().plan().suite().equals(suite));
    }

    private static String unqueued(Optional<JobQueue.Job> job, JobQueue queue) {
        if (job.isEmpty()) {
            return "not begun";
        }
        boolean divided =
                job.get().total() == 0 && !queue.launches(job.get().key()).isEmpty();
        return divided ? "divided among the workers, and counted when these have ended" : "not submitted";
    }

    /**
     * Moves the runs that are being made from those that are open; returns their names by process. A process claims
     * short runs ahead, and makes them in the order of the plan.
     */
    private static Map<String, List<String>> running(Map<String, Plan.Item> open, JobQueue queue) {
        Map<String, List<String>> running = new LinkedHashMap<>();
        for (JobQueue.WorkerProcess worker : queue.workers()) {
            String process = worker.host().isEmpty() ? "another process" : worker.host() + ", process " + worker.name();
            List<Plan.Item> begun = open.values().stream()
                    .filter(i -> worker.runs().contains(i.id()))
                    .limit(worker.threads() == 0 ? Long.MAX_VALUE : worker.threads())
                    .toList();
            for (Plan.Item item : begun) {
                open.remove(item.id());
                running.computeIfAbsent(process, k -> new ArrayList<>()).add(item.name());
            }
        }
        return running;
    }

    /** Returns whether no run is stored, running or waiting. */
    public boolean isUntouched() {
        return done + failed + waiting + runningCount() == 0;
    }

    private int runningCount() {
        return running.values().stream().mapToInt(List::size).sum();
    }

    /** Returns the state in words. */
    public List<String> lines() {
        List<String> counts = new ArrayList<>();
        counts.add(done + " done");
        add(counts, failed, "failed");
        add(counts, runningCount(), "running");
        add(counts, waiting, "waiting");
        add(counts, unqueued.runs(), unqueued.reason());
        int all = done + failed + runningCount() + waiting + unqueued.runs();
        int left = runningCount() + waiting;
        String time = left > 0 && meanSeconds > 0 && runningCount() > 0
                ? "; about " + RoundedTime.of(meanSeconds * left / runningCount()) + " left"
                : "";
        List<String> lines = new ArrayList<>();
        lines.add(title + ": " + all + (all == 1 ? " run: " : " runs: ") + String.join(", ", counts) + time);
        running.forEach((process, names) -> lines.add("  " + process + ": " + shortened(names)));
        return lines;
    }

    private static void add(List<String> counts, int number, String what) {
        if (number > 0) {
            counts.add(number + " " + what);
        }
    }

    private static String shortened(List<String> names) {
        return names.size() <= MAX_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MAX_NAMES)) + " and " + (names.size() - MAX_NAMES) + " more";
    }

    /** Returns whether a process makes runs of a job, such as a worker that was started by hand. */
    private static boolean isAtWork(JobQueue queue, JobQueue.Job job) {
        Set<String> remaining = Set.copyOf(queue.remaining(job.key()));
        return queue.workers().stream().anyMatch(w -> w.runs().stream().anyMatch(remaining::contains));
    }

    /** Returns a job and the workers that were started for it, in words. */
    public static List<String> workers(JobQueue queue, JobQueue.Job job) {
        List<String> lines = new ArrayList<>();
        if (job.remaining() > 0) {
            lines.add("job " + job.key() + " of the queue; 'engram work --job " + job.key() + "' adds a worker");
        }
        List<String> launched = launches(queue, job);
        lines.addAll(launched);
        if (launched.isEmpty() && job.remaining() > 0 && !isAtWork(queue, job)) {
            lines.add("no worker is running; 'engram run' makes the remaining runs, or starts workers with --on");
        }
        return lines;
    }

    /** Returns a line on each launch, with the details that its launcher knows. */
    private static List<String> launches(JobQueue queue, JobQueue.Job job) {
        return queue.launches(job.key()).stream()
                .flatMap(l -> {
                    Optional<LaunchState> state = Launchers.ofKind(l.launcher()).map(w -> w.state(l.handle()));
                    return Stream.concat(
                            Stream.of(l.launcher() + ": "
                                    + state.map(s -> s.running() + " running, " + s.waiting() + " waiting, " + s.ended()
                                                    + " ended")
                                            .orElse(l.workers() + " workers, whose state is not known")),
                            state.stream().flatMap(s -> s.lines().stream()).map(line -> "  " + line));
                })
                .toList();
    }
}
