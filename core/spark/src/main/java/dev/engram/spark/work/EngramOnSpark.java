package dev.engram.spark.work;

import dev.engram.app.execution.Provenance;
import dev.engram.app.launch.SparkMaster;
import dev.engram.app.run.Version;
import dev.engram.engine.bundle.Bundle;
import dev.engram.engine.bundle.FolderBundle;
import dev.engram.engine.bundle.StoreBundle;
import dev.engram.engine.queue.JobQueue.Job;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.Stores;
import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import dev.engram.spark.bridge.EngramSide;
import dev.engram.spark.bridge.ExecutorSide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Connects Spark to Engram. It is created by name, in the class loader of a distribution. */
public final class EngramOnSpark implements EngramSide {
    private static final int BAD_INPUT = 2;

    @Override
    public DriverSide openDriver(Path home, String master, List<String> arguments) throws DriverException {
        DriverOptions options = DriverOptions.parse(arguments);
        RunBatch.Settings settings = options.settings();
        Optional<String> unreachable = SparkMaster.problem(master);
        if (unreachable.isPresent()) {
            throw new DriverException(BAD_INPUT, unreachable.get());
        }
        try {
            Store store = Stores.openForWorker(options.store());
            try {
                return open(store, options, settings);
            } catch (DriverException | RuntimeException | IOException e) {
                store.close();
                throw e;
            }
        } catch (StoreException | IOException e) {
            throw new DriverException(BAD_INPUT, e.getMessage());
        }
    }

    private static DriverSide open(Store store, DriverOptions options, RunBatch.Settings settings)
            throws DriverException, IOException {
        Optional<FolderBundle> folder = options.bundle().isPresent()
                ? Optional.of(FolderBundle.open(options.bundle().get()))
                : Optional.empty();
        Job job = folder.isPresent()
                ? find(store, folder.get().submission())
                : find(store.queue().jobs(), options);
        String version = job.submission().engramVersion();
        if (!version.equals(Version.engram())) {
            throw new DriverException(
                    BAD_INPUT,
                    "the job was submitted by Engram " + version + ", and this is Engram " + Version.engram()
                            + "; use the same version on both sides");
        }
        Bundle bundle = folder.isPresent() ? folder.get() : new StoreBundle(job.submission(), store.queue());
        ShippedFiles files = new ShippedFiles(bundle);
        ClaimedRuns claimed = new ClaimedRuns(store, job, options.stopFile());
        ResultWriter writer =
                new ResultWriter(store, job, claimed, new Provenance(Version.engram(), List.of()).current());
        return new RunSupply(claimed, writer, files, settings, new DriverProgress(System.err, job.remaining()));
    }

    private static Job find(Store store, Submission submission) throws DriverException {
        QueuedPlan plan = submission.plan();
        return store.queue()
                .job(plan.suite(), plan.digest())
                .orElseThrow(() -> new DriverException(
                        BAD_INPUT,
                        "the store has no job of the suite " + plan.suite() + " that fits the bundle; 'engram run FILE"
                                + " --on NAME' submits one"));
    }

    private static Job find(List<Job> jobs, DriverOptions options) throws DriverException {
        List<Job> found = jobs.stream()
                .filter(j -> options.job().map(k -> k == j.key()).orElse(j.remaining() > 0))
                .toList();
        if (found.isEmpty()) {
            throw new DriverException(
                    BAD_INPUT,
                    "the store " + options.store() + " has no job"
                            + options.job().map(k -> " " + k).orElse(" with runs to be made")
                            + "; 'engram run FILE --on NAME' submits one");
        }
        if (found.size() > 1) {
            throw new DriverException(
                    BAD_INPUT,
                    "the store " + options.store() + " has several jobs; choose one of these with --job: "
                            + found.stream()
                                    .map(j -> j.key() + " ("
                                            + j.submission().plan().suite() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }

    @Override
    public ExecutorSide openExecutor(Path home, Path files, String machine, byte[] job) throws DriverException {
        return ExecutorRuns.open(home, files, machine, job);
    }
}
