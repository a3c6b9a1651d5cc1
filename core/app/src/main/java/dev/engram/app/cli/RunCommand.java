package dev.engram.app.cli;

import dev.engram.app.cli.text.PlanText;
import dev.engram.app.cli.text.TuningPlanText;
import dev.engram.app.cli.text.WarningText;
import dev.engram.app.console.Console;
import dev.engram.app.live.LiveReport;
import dev.engram.app.live.LiveServer;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.Execution;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.TimeEstimate;
import dev.engram.app.time.Durations;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Runs a suite and prints its comparison. What is in the store already is not run again.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** For pages that are open to fetch the last of the data. */
    private static final Duration FINAL_POLL_TIMEOUT = Duration.ofSeconds(5);

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The suite.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Overrides a value of the suite, such as training.epochs=5, or takes it out, such as tune=; may be"
                            + " repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Runs under way at one time (default: as many as there are cores).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--dry-run",
            description =
                    "Prints the plan and runs nothing: cells, runs, what is done before, and about how long the rest"
                            + " takes.")
    private boolean dry;

    @Option(
            names = "--locked",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = LockFile.DEFAULT_FILE,
            description = "Refuses plugins that differ from the lock file (default: " + LockFile.DEFAULT_FILE + ").")
    private Path locked;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description =
                    "Time that a run may take, such as 60s, 5m or 2h; after it the run has failed, and the others go"
                            + " on (default: none).")
    private String limit;

    @Option(
            names = "--checkpoint",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "Time between checkpoints, from which an interrupted run goes on when it is called again (default:"
                            + " ${DEFAULT-VALUE}).")
    private String checkpoint;

    @Option(
            names = "--watch",
            description =
                    "Serves the report to browsers on this machine while the suite runs, and keeps it up to date.")
    private boolean watch;

    @Mixin
    private PortOption port;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    @Mixin
    private FormatOptions format;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, InvalidPlanException {
        if (workers < 1) {
            throw UserError.because("--workers " + workers + ": at least one is needed");
        }
        if (port.isGiven() && !watch) {
            throw UserError.because("--port is that of the report of --watch, which is not given");
        }
        Execution.Settings settings = new Execution.Settings(
                workers,
                Optional.ofNullable(limit).map(l -> duration("--time-limit", l)),
                duration("--checkpoint", checkpoint),
                true);
        try (Plugins loaded = plugins.load()) {
            if (locked != null) {
                LockFile.check(locked, loaded.origins());
            }
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(file, sets);
            // A suite that cannot be run leaves no new store behind.
            Optional<CheckedPlan> checked = store.exists()
                    ? Optional.empty()
                    : Optional.of(services.checker().check(plan, plan.items(), settings.timeLimit()));
            if (checked.isPresent() && plan.suite().tuning().isPresent()) {
                TuningState tuningState = services.tuner().state(checked.get().plan(), Optional.empty());
                services.checker()
                        .checkTrials(tuningState.trials(), tuningState.trials().items(), settings.timeLimit());
            }
            if (dry && checked.isPresent()) {
                return printPlan(services, checked.get(), Optional.empty(), settings);
            }
            if (checked.isPresent()) {
                store.createOutputFolder();
            }
            try (Store runs = store.open()) {
                return run(services, plan, checked, runs, settings);
            }
        }
    }

    private int printPlan(
            SuiteServices services, CheckedPlan checkedPlan, Optional<Store> runs, Execution.Settings settings)
            throws InvalidPlanException {
        WarningText.print(checkedPlan.warnings(), console);
        WarningText.printFailing(checkedPlan.failing(), console);
        CheckedPlan last = checkedPlan;
        if (checkedPlan.plan().suite().tuning().isPresent()) {
            TuningState tuningState = services.tuner().state(checkedPlan.plan(), runs);
            CheckedPlan trials = services.checker()
                    .checkTrials(tuningState.trials(), tuningState.trials().items(), settings.timeLimit());
            new TuningPlanText(tuningState, TimeEstimate.of(trials, runs), workers).print(console);
            last = checkedPlan.withPlan(tuningState.plan());
        }
        new PlanText(last.plan(), TimeEstimate.of(last, runs), workers).print(console);
        return ExitCode.OK;
    }

    private int run(
            SuiteServices services, Plan whole, Optional<CheckedPlan> known, Store runs, Execution.Settings settings)
            throws InterruptedException, InvalidPlanException {
        try {
            Set<String> done = done(whole, runs);
            CheckedPlan checkedPlan = known.isPresent()
                    ? known.get()
                    : services.checker()
                            .check(
                                    whole,
                                    whole.items().stream()
                                            .filter(i -> !done.contains(i.id()))
                                            .toList(),
                                    settings.timeLimit());
            if (dry) {
                return printPlan(services, checkedPlan, Optional.of(runs), settings);
            }
            WarningText.print(checkedPlan.warnings(), console);
            WarningText.printFailing(checkedPlan.failing(), console);
            boolean work =
                    done.size() < whole.items().size() || whole.suite().tuning().isPresent();
            Optional<LiveServer> live =
                    watch && work ? Optional.of(serve(services, checkedPlan.plan())) : Optional.empty();
            try {
                boolean failed = execute(services, checkedPlan, runs, settings);
                if (live.isPresent()) {
                    live.get().awaitLastPoll(FINAL_POLL_TIMEOUT);
                }
                return failed ? ExitCode.FAILED : ExitCode.OK;
            } finally {
                live.ifPresent(LiveServer::close);
            }
        } catch (StoreException e) {
            console.err().println("engram: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /** Makes what is not there yet, and prints the comparison; did any run fail? */
    private boolean execute(SuiteServices services, CheckedPlan first, Store runs, Execution.Settings settings)
            throws InterruptedException, InvalidPlanException {
        RunPhases phases = new RunPhases(console, services, store, runs, settings);
        CheckedPlan checkedPlan = first;
        Plan plan = checkedPlan.plan();
        if (plan.suite().tuning().isPresent()) {
            plan = phases.tune(plan);
            checkedPlan = services.checker().check(plan, plan.items(), settings.timeLimit());
        }
        phases.compare(plan, checkedPlan.sizes());
        format.print(services.results().collect(checkedPlan.plan(), runs).suiteComparison(), console);
        return phases.failed();
    }

    private static Duration duration(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        UserError.because(option + " " + text + ": expected a time, such as 500ms, 60s, 5m or 2h"));
    }

    /** The first look into the store: what is wrong with it shows before anything is run. */
    private static Set<String> done(Plan plan, Store runs) {
        try {
            return runs.done(plan.ids());
        } catch (StoreException e) {
            throw UserError.because(e.getMessage());
        }
    }

    /** With a connection to the store of its own, so that reading much does not keep the runs waiting. */
    private LiveServer serve(SuiteServices services, Plan plan) {
        LiveServer server = port.serve(new LiveReport(
                services.results(), plan, store::openIfPresent, ReplayCommandLine.command(plugins, store)));
        console.err().println("report: " + server.address());
        return server;
    }
}
