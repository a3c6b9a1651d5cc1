package dev.engram.app.cli.work;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.SuiteArguments;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.launch.LaunchException;
import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.WorkerLauncher;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.wiring.Services;
import dev.engram.app.work.JobStatus;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code engram cancel}. */
@Command(
        name = "cancel",
        description = {
            "End the workers that make the runs of a suite, and take its waiting runs out of the queue.",
            "Workers save their unfinished runs, which 'engram run' continues."
        },
        mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SuiteArguments suite;

    /** Creates the command. */
    public CancelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        try (Plugins loaded = suite.plugins().load()) {
            Plan plan = Services.suites(loaded).planner().plan(suite.file(), suite.sets());
            try (Store runs = suite.store().openExisting()) {
                JobQueue.Job job = runs.queue()
                        .job(plan.suite().name(), RunLabels.digest(plan))
                        .orElseThrow(() -> suite.neverSubmitted(
                                JobStatus.isSubmitted(plan.suite().name(), runs.queue())));
                return cancel(runs.queue(), job);
            } catch (StoreException e) {
                throw UserError.because(e);
            }
        }
    }

    private int cancel(JobQueue queue, JobQueue.Job job) {
        int waiting = queue.cancel(job.key());
        int code = ExitCode.OK;
        for (JobQueue.Launch launch : queue.launches(job.key())) {
            Optional<WorkerLauncher> launcher = Launchers.ofKind(launch.launcher());
            try {
                if (launcher.isPresent()) {
                    launcher.get().cancel(launch.handle());
                }
                queue.removeLaunch(launch.key());
                console.out()
                        .println(launch.launcher() + ": " + Plural.of(launch.workers(), "worker") + " asked to end");
            } catch (LaunchException e) {
                console.err().println("engram: " + launch.launcher() + ": " + e.getMessage());
                code = ExitCode.FAILED;
            }
        }
        console.out().println(Plural.of(waiting, "run") + " taken out of the queue; completed runs are stored");
        return code;
    }
}
