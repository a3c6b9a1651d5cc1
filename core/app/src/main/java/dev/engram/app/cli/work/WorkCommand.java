package dev.engram.app.cli.work;

import dev.engram.app.cli.options.DurationOptions;
import dev.engram.app.cli.options.ExecutionOptions;
import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.SizeLimitOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.SetupSupervisor;
import dev.engram.app.wiring.Services;
import dev.engram.app.work.WorkRefusedException;
import dev.engram.app.work.Worker;
import dev.engram.app.work.WorkerHost;
import dev.engram.app.work.WorkerPlugins;
import dev.engram.engine.bundle.CacheUse;
import dev.engram.engine.bundle.FileCache;
import dev.engram.engine.bundle.FolderBundle;
import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code engram work}. */
@Command(
        name = "work",
        description = {
            "Make runs that wait in the queue of a store, until none is left.",
            "'engram run FILE --on NAME' fills the queue and starts workers. More can be started by hand, on any"
                    + " machine that reaches the store; they need no suite file.",
            "Exit code 0: no run is left, or the worker was stopped by --stop-after or SIGTERM. A stopped worker saves"
                    + " its unfinished runs, which any worker continues."
        },
        mixinStandardHelpOptions = true)
public final class WorkCommand implements Callable<Integer> {
    /** How long the cache keeps unpacked files that no job uses. */
    private static final Duration UNUSED_FILES = Duration.ofDays(30);

    private final Console console;

    @Option(
            names = "--stop-after",
            paramLabel = "TIME",
            description = "Save the unfinished runs and stop after this time, such as 55m (default: never). In a batch"
                    + " system, leave enough time before its limit to save them.")
    private String stopAfter;

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            defaultValue = "90s",
            description = "Longest time to wait for runs that other workers are making, in case one of them dies"
                    + " (default: ${DEFAULT-VALUE}).")
    private String idle;

    @Option(
            names = "--checkpoint",
            paramLabel = "TIME",
            defaultValue = ExecutionOptions.CHECKPOINT,
            description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
    private String checkpoint;

    @Option(names = "--job", paramLabel = "N", description = "Work only for this job of the queue (default: all jobs).")
    private Long job;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "Folder with the files of the runs, for workers that do not get them from the store.")
    private Path bundle;

    @Option(
            names = "--task",
            paramLabel = "K",
            description =
                    "With --bundle and --of: make share K of the runs in the folder, counted from 0. The store must"
                            + " not be used by another worker.")
    private Integer task;

    @Option(names = "--of", paramLabel = "N", description = "Number of shares, with --task.")
    private Integer tasks;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Folder for unpacked files (default: in the user's cache). Those that no job has used for 30"
                    + " days are removed.")
    private Path cache;

    @Option(names = "--logs", paramLabel = "DIR", description = "Write a log into this folder, named after the worker.")
    private Path logs;

    @Option(
            names = "--exit-code-when-stopped",
            paramLabel = "N",
            defaultValue = "0",
            description = "Exit code of a stopped worker, for systems that restart it after any code but 0"
                    + " (default: ${DEFAULT-VALUE}).")
    private int stoppedCode;

    @Mixin
    private ExecutionOptions execution;

    @Mixin
    private SizeLimitOptions limits;

    @Mixin
    private StoreOptions store;

    /** Creates the command. */
    public WorkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        execution.parallel().check();
        if (stoppedCode != ExitCode.OK && stoppedCode != ExitCode.FAILED) {
            throw UserError.because("--exit-code-when-stopped " + stoppedCode + ": must be 0 or 1");
        }
        checkShare();
        Worker.Settings settings = new Worker.Settings(
                execution.workerSettings(checkpoint),
                Optional.ofNullable(stopAfter).map(t -> DurationOptions.parse("--stop-after", t)),
                DurationOptions.parse("--idle", idle),
                job == null ? OptionalLong.empty() : OptionalLong.of(job));
        Optional<FolderBundle> folder = Optional.ofNullable(bundle).map(WorkCommand::open);
        addLog();
        ComponentSetup.Scope supervised =
                SetupSupervisor.watch(settings.execution().timeLimit());
        try (supervised;
                Store runs = store.openForWorker(task != null)) {
            return work(runs, folder, settings);
        } catch (StoreException e) {
            console.err().println("engram: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void checkShare() {
        if ((task == null) != (tasks == null)) {
            throw UserError.because("--task and --of belong together; give both or neither");
        }
        if (task == null) {
            return;
        }
        if (bundle == null) {
            throw UserError.because("--task needs --bundle");
        }
        if (tasks < 1 || task < 0 || task >= tasks) {
            throw UserError.because("--task " + task + " --of " + tasks
                    + ": shares are counted from 0, so K must be at least 0 and less than N");
        }
    }

    private static FolderBundle open(Path folder) {
        try {
            return FolderBundle.open(folder);
        } catch (IOException e) {
            throw UserError.because("--bundle " + folder + ": " + e.getMessage());
        }
    }

    private void addLog() {
        if (logs == null) {
            return;
        }
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw UserError.because("--logs " + logs + ": the folder cannot be created (" + FileErrors.reason(e)
                    + "); choose another folder");
        }
        LoggingConfigurator.addLogFile(logs.resolve(WorkerHost.name() + "-" + WorkerHost.process() + ".log"));
    }

    private int work(Store runs, Optional<FolderBundle> folder, Worker.Settings settings) {
        runs.queue()
                .register(
                        WorkerHost.name(),
                        WorkerHost.process(),
                        settings.execution().workers());
        Path unpacked = cache == null ? WorkerHost.cache() : cache;
        // The submitting command has checked the sizes of plugins.
        WorkerPlugins plugins = new WorkerPlugins(PluginOptions.home(), new FileCache(unpacked), limits.apply());
        Worker worker = new Worker(runs, plugins, Services::worker, settings, n -> ProgressFactory.lines(console, n));
        CacheUse use = CacheUse.begin(unpacked, UNUSED_FILES);
        try (use) {
            Worker.Result result =
                    task == null ? worker.workOnQueue(folder) : worker.workOnShare(folder.orElseThrow(), task, tasks);
            if (!result.refusals().isEmpty()) {
                throw UserError.because(result.refusals());
            }
            if (result.stopped()) {
                console.err().println("stopped: unfinished runs were saved, and wait for another worker");
                return stoppedCode;
            }
            console.err().println(task == null ? "no run is left for this worker" : "all runs of this share are done");
            return ExitCode.OK;
        } catch (WorkRefusedException e) {
            throw UserError.because(e.lines());
        } catch (IOException e) {
            throw UserError.because("--bundle " + bundle + ": " + e.getMessage());
        }
    }
}
