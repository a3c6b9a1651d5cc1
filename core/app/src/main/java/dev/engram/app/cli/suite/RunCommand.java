package dev.engram.app.cli.suite;

import dev.engram.app.cli.options.ExecutionOptions;
import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.FormatOptions;
import dev.engram.app.cli.options.LockFile;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.PortOption;
import dev.engram.app.cli.options.ReplayCommandLine;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.PlanText;
import dev.engram.app.cli.text.TuningPlanText;
import dev.engram.app.cli.text.WarningText;
import dev.engram.app.cli.work.LauncherOptions;
import dev.engram.app.console.Console;
import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionStoppedException;
import dev.engram.app.launch.Launchers;
import dev.engram.app.live.LiveReport;
import dev.engram.app.live.LiveServer;
import dev.engram.app.results.ReadAhead;
import dev.engram.app.results.RunRepository;
import dev.engram.app.results.SuitePhases;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.run.SetupSupervisor;
import dev.engram.app.run.TimeEstimate;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.app.work.EarlierShards;
import dev.engram.app.work.RemoteRuns;
import dev.engram.app.work.Submitter;
import dev.engram.app.work.WorkRefusedException;
import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.spi.Maths;
import java.nio.file.Path;
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
        description = "Run a suite and print its comparison. Runs that are already stored are not repeated.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "Suite file (YAML).")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "Override a value of the suite; repeatable.",
                "Examples: training.epochs=5, tune= (removes it)."
            })
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description =
                    "Print the plan without running anything: cells, runs already done, runs to do and the estimated"
                            + " time.")
    private boolean dry;

    @Option(
            names = "--locked",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = LockFile.DEFAULT_FILE,
            description = "Refuse to run with plugins other than those of the lock file (default: "
                    + LockFile.DEFAULT_FILE + ").")
    private Path locked;

    @Option(
            names = "--checkpoint",
            paramLabel = "TIME",
            defaultValue = ExecutionOptions.CHECKPOINT,
            description =
                    "Time between checkpoints (default: ${DEFAULT-VALUE}). An interrupted run resumes from its last"
                            + " checkpoint when the suite is run again.")
    private String checkpoint;

    @Option(
            names = "--watch",
            description =
                    "Serve the report to browsers on this machine, update it while the suite runs, and keep serving the"
                            + " result until Ctrl-C.")
    private boolean watch;

    @Mixin
    private ExecutionOptions execution;

    @Mixin
    private LauncherOptions launcher;

    @Mixin
    private PortOption port;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    @Mixin
    private FormatOptions format;

    public RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        execution.parallel().check();
        if (port.isGiven() && !watch) {
            throw UserError.because("--port needs --watch");
        }
        format.check();
        launcher.find(); // reports mistakes before anything else
        Execution.Settings settings = execution.settings(checkpoint);
        ComponentSetup.Scope supervised = SetupSupervisor.watch(settings.timeLimit());
        try (supervised;
                Plugins loaded = plugins.load()) {
            if (locked != null) {
                LockFile.check(locked, loaded.origins());
            }
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(file, sets);
            // A suite that cannot be run does not create a store.
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
            try (Store runs = dry ? store.openToRead() : store.open()) {
                return run(services, plan, checked, runs, settings);
            }
        }
    }

    private int printPlan(
            SuiteServices services, CheckedPlan checkedPlan, Optional<Store> runs, Execution.Settings settings)
            throws InvalidPlanException {
        WarningText.print(checkedPlan.warnings(), console);
        WarningText.printFailing(checkedPlan.failing(), console);
        WarningText.printMetadata(checkedPlan.plan(), console);
        CheckedPlan last = checkedPlan;
        if (checkedPlan.plan().suite().tuning().isPresent()) {
            TuningState tuningState = services.tuner().state(checkedPlan.plan(), runs);
            CheckedPlan trials = services.checker()
                    .checkTrials(tuningState.trials(), tuningState.trials().items(), settings.timeLimit());
            new TuningPlanText(tuningState, TimeEstimate.of(trials, runs), settings.workers()).print(console);
            last = checkedPlan.withPlan(tuningState.plan());
        }
        new PlanText(last.plan(), TimeEstimate.of(last, runs), settings.workers()).print(console);
        return ExitCode.OK;
    }

    private int run(
            SuiteServices services, Plan whole, Optional<CheckedPlan> known, Store runs, Execution.Settings settings)
            throws InvalidPlanException {
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
            WarningText.printMetadata(checkedPlan.plan(), console);
            if (!Maths.HARDWARE_FMA) {
                console.err()
                        .println("This processor has no fused multiply-add instruction: runs take several times"
                                + " longer, and give the same numbers.");
            }
            try (LiveServer live = watch ? serve(services, checkedPlan.plan()) : null) {
                boolean failed = execute(services, checkedPlan, runs, settings);
                if (live != null) {
                    console.out().flush();
                    console.err()
                            .println("All runs are done. The report stays at " + live.address()
                                    + " until you press Ctrl-C.");
                    live.awaitStop();
                }
                return failed ? ExitCode.FAILED : ExitCode.OK;
            }
        } catch (RemoteRuns.DetachedException e) {
            console.err().println(e.getMessage());
            return ExitCode.OK;
        } catch (StoreException | ExecutionStoppedException | RemoteRuns.WaitEndedException e) {
            console.err().println("engram: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /** Makes the missing runs and prints the comparison; returns whether a run failed. */
    private boolean execute(SuiteServices services, CheckedPlan first, Store runs, Execution.Settings settings)
            throws InvalidPlanException {
        RunLabels labels = RunLabels.begin(first.plan(), sets, runs);
        if (launcher.find().isEmpty()) {
            mergeShards(runs, labels);
        }
        ReadAhead results = new ReadAhead(RunRepository.of(runs));
        RunPhases maker = new RunPhases(
                console,
                services,
                store,
                runs,
                labels,
                settings,
                launcher.find().map(l -> remote(l, runs, services.submitter())),
                results);
        SuitePhases phases = new SuitePhases(
                services.checker(),
                services.tuner(),
                services.results(),
                runs,
                labels,
                new SuitePhases.Settings(settings.workers(), settings.timeLimit()),
                maker);
        Plan plan = phases.makeAll(first);
        format.print(services.results().collect(plan, results).suiteComparison(), console);
        return phases.failed();
    }

    private void mergeShards(Store runs, RunLabels labels) {
        try {
            EarlierShards.merge(runs, labels, store.jobsFolder());
        } catch (WorkRefusedException e) {
            throw UserError.because(e.lines());
        }
    }

    private RemoteRuns remote(Launchers.Found found, Store runs, Submitter submitter) {
        List<String> arguments = new ArrayList<>(List.of("--checkpoint", checkpoint));
        arguments.addAll(execution.workArguments());
        arguments.addAll(plugins.limits().toArguments());
        return new RemoteRuns(
                runs,
                submitter,
                found,
                new RemoteRuns.Settings(store.portableLocation(), store.jobsFolder(), launcher.detached(), arguments),
                console.err());
    }

    /** Reads the store for the first time, so that its errors are reported before anything is run. */
    private static Set<String> done(Plan plan, Store runs) {
        try {
            return runs.done(plan.ids());
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    /** Serves the report over its own connection to the store, so that its reading does not delay the runs. */
    private LiveServer serve(SuiteServices services, Plan plan) {
        LiveServer server = port.serve(new LiveReport(
                services.results(), plan, store::openIfPresent, ReplayCommandLine.command(plugins, store)));
        console.err().println("report: " + server.address());
        return server;
    }
}
