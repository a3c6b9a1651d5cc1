package dev.engram.app.distribution.cluster;

import dev.engram.app.distribution.WorkingProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kills tasks of a Slurm cluster on this machine while they work.
 *
 * @param cluster the folder of the cluster
 * @param folder the folder of the suite and its output
 * @param shell runs a command line
 * @param random chooses moments and processes
 * @param latestMillis the longest time from the claim of runs to the kill
 */
record SlurmTaskKiller(Path cluster, Path folder, Consumer<String> shell, Random random, int latestMillis) {
    /**
     * Kills a process of a task at a random moment after it has claimed runs, if it still has some then: the JVM, the
     * launcher that started it, or the batch script. Sometimes has Slurm requeue a task as well.
     *
     * @param command the command that waits for the tasks
     * @param out its folder of results
     * @param store the address of the tasks' store; empty if each has a shard
     */
    boolean killAtWork(Process command, String out, String store) throws IOException, InterruptedException {
        List<String> stores = store.isEmpty() ? shards(out) : List.of(store);
        String used = stores.isEmpty() ? "" : stores.get(random.nextInt(stores.size()));
        Optional<ProcessHandle> worker = used.isEmpty() ? Optional.empty() : WorkingProcesses.any(used, random);
        command.waitFor(worker.isPresent() ? random.nextInt(latestMillis) : 50, TimeUnit.MILLISECONDS);
        if (worker.isEmpty() || !WorkingProcesses.of(used).contains(worker.get())) {
            return false;
        }
        if (random.nextInt(4) == 0) {
            shell.accept("scontrol requeue $(squeue -h -r -t RUNNING -o %F_%K | head -n 1) || true");
        }
        List<ProcessHandle> processes = Stream.iterate(
                        worker, Optional::isPresent, p -> p.get().parent())
                .map(Optional::get)
                .filter(p -> isOfATask(p.info().commandLine().orElse("")))
                .toList();
        return !processes.isEmpty()
                && processes.get(random.nextInt(processes.size())).destroyForcibly();
    }

    private List<String> shards(String out) throws IOException {
        Path jobs = folder.resolve(out).resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(jobs, 3, (p, a) -> p.toString().matches(".*/shards/\\d+\\.db"))) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    /** The batch script, the launcher of a worker, or its JVM. */
    private boolean isOfATask(String commandLine) {
        return commandLine.contains("slurm_script") && commandLine.contains(cluster.toString())
                || commandLine.contains("/jobs/engram-") && commandLine.contains(folder.toString());
    }
}
