package dev.engram.spark.work;

import dev.engram.app.execution.Provenance;
import dev.engram.app.run.FileHashes;
import dev.engram.app.run.Version;
import dev.engram.app.work.WorkRefusedException;
import dev.engram.app.work.WorkerPlugins;
import dev.engram.engine.bundle.FileCache;
import dev.engram.engine.bundle.QueuedRunReader;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.PluginSizeLimit;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.QueueCodec;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.RunListener;
import dev.engram.engine.train.Runner;
import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.ExecutorSide;
import dev.engram.spark.work.ShippedFiles.Received;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Makes runs in an executor, with the plugins of the job, which are loaded once. */
final class ExecutorRuns implements ExecutorSide {
    private final String machine;
    private final Plugins plugins;
    private final QueuedRunReader reader;
    private final Runner runner = new Runner(new DataCache());
    private final Map<String, String> provenance;

    private ExecutorRuns(String machine, Plugins plugins, QueuedRunReader reader) {
        this.machine = machine;
        this.plugins = plugins;
        this.reader = reader;
        provenance = new Provenance(Version.engram(), plugins.origins()).current();
    }

    /**
     * Loads the plugins of a job.
     *
     * @param files the folder with the files of the job, by checksum
     * @throws DriverException if a plugin is missing or does not load
     */
    static ExecutorRuns open(Path home, Path files, String machine, byte[] job) throws DriverException {
        Submission submission = QueueCodec.decodeSubmission(job);
        Received bundle = new Received(submission, files);
        FileCache cache = new FileCache(home.resolve("unpacked"));
        try {
            Plugins plugins = new WorkerPlugins(Optional.of(home), cache, PluginSizeLimit.DEFAULT).load(bundle);
            SuiteReader reader = new SuiteReader(plugins.catalog());
            return new ExecutorRuns(machine, plugins, new QueuedRunReader(reader, bundle, cache, new FileHashes()::of));
        } catch (WorkRefusedException e) {
            throw new DriverException(1, String.join("; ", e.lines()));
        }
    }

    @Override
    public void make(byte[] task, int attempt, UnaryOperator<byte[]> driver, BooleanSupplier killed) {
        new BatchAttempt(this, RunBatch.decode(task), driver, killed).make(attempt);
    }

    String machine() {
        return machine;
    }

    /** Returns the program, machine and plugins of this executor. */
    Map<String, String> provenance() {
        return provenance;
    }

    /** Makes a run. */
    RunResult run(QueuedRun run, RunListener listener) throws Exception {
        return runner.run(reader.read(run), listener);
    }

    @Override
    public void close() {
        plugins.close();
    }
}
