package dev.engram.app.cli.work;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.SuiteArguments;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.app.work.JobStatus;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code engram status}. */
@Command(
        name = "status",
        description = "Print how many runs of a suite are done, running and waiting, which machines make them, and the"
                + " workers that were started for it.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SuiteArguments suite;

    /** Creates the command. */
    public StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        try (Plugins loaded = suite.plugins().load()) {
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(suite.file(), suite.sets());
            try (Store runs = suite.store().openExistingToRead()) {
                print(services, plan, runs);
                return ExitCode.OK;
            } catch (StoreException e) {
                throw UserError.because(e);
            }
        }
    }

    private void print(SuiteServices services, Plan plan, Store runs) {
        Optional<JobQueue.Job> job = runs.queue().job(plan.suite().name(), RunLabels.digest(plan));
        List<JobStatus> parts = new ArrayList<>();
        if (plan.suite().tuning().isPresent()) {
            TuningState tuning = services.tuner().state(plan, Optional.of(runs));
            String rung = tuning.rungs() > 1 ? ", rung " + tuning.rung() + " of " + tuning.rungs() : "";
            parts.add(JobStatus.of("tuning" + rung, tuning.trials().items(), job, runs));
            if (!tuning.plan().items().isEmpty()) {
                parts.add(JobStatus.of("comparison", tuning.plan().items(), job, runs));
            }
        } else {
            parts.add(JobStatus.of(plan.suite().name(), plan.items(), job, runs));
        }
        if (job.isEmpty() && parts.stream().allMatch(JobStatus::isUntouched)) {
            throw suite.neverSubmitted(JobStatus.isSubmitted(plan.suite().name(), runs.queue()));
        }
        parts.forEach(p -> p.lines().forEach(console.out()::println));
        job.ifPresent(j -> JobStatus.workers(runs.queue(), j).forEach(console.out()::println));
    }
}
