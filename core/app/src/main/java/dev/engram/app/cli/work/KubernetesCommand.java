package dev.engram.app.cli.work;

import dev.engram.app.cli.options.DurationOptions;
import dev.engram.app.cli.options.ExecutionOptions;
import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.SuiteArguments;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.cli.text.WarningText;
import dev.engram.app.console.Console;
import dev.engram.app.launch.kubernetes.KubernetesException;
import dev.engram.app.launch.kubernetes.KubernetesManifest;
import dev.engram.app.launch.kubernetes.KubernetesSettings;
import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.app.work.Submitter;
import dev.engram.app.work.WorkRefusedException;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.Stores;
import dev.engram.engine.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code engram launch kubernetes}. */
@Command(
        name = "kubernetes",
        description = {
            "Write an indexed Job of Kubernetes, whose pods make the runs of a suite, as YAML for 'kubectl create'.",
            "ConfigMaps hold the runs, data files and plugins. With --store and a PostgreSQL database, the store holds"
                    + " them, and the pods take them from there."
        },
        mixinStandardHelpOptions = true)
final class KubernetesCommand implements Callable<Integer> {
    private static final int DIGEST_LENGTH = 12;

    private final Console console;

    @Mixin
    private SuiteArguments suite;

    @Option(names = "--print", required = true, description = "Print the YAML: Engram does not talk to Kubernetes.")
    private boolean print;

    @Option(
            names = "--on",
            paramLabel = "NAME",
            defaultValue = KubernetesSettings.KIND,
            description = "Name in your file of launchers (default: ${DEFAULT-VALUE}).")
    private String on;

    @Mixin
    private LauncherChoice launcher;

    @Option(
            names = "--checkpoint",
            paramLabel = "TIME",
            defaultValue = ExecutionOptions.CHECKPOINT,
            description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
    private String checkpoint;

    KubernetesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException, IOException {
        DurationOptions.parse("--checkpoint", checkpoint);
        List<Problem> problems = new ArrayList<>();
        Optional<KubernetesSettings> settings = launcher.findKubernetes(on, problems);
        if (settings.isEmpty()) {
            throw UserError.of(problems);
        }
        Path scratch = Files.createTempDirectory("engram-kubernetes");
        try (Plugins loaded = suite.plugins().load()) {
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(suite.file(), suite.sets());
            if (plan.suite().tuning().isPresent()) {
                throw UserError.because(
                        suite.file() + " has trials of a tuning, which follow from earlier results, and a"
                                + " Job has fixed runs; tune with 'engram run', or remove the tuning with --set tune=");
            }
            CheckedPlan checked = services.checker().check(plan, plan.items(), Optional.empty());
            WarningText.print(checked.warnings(), console);
            console.out().print(yaml(services.submitter(), checked.plan(), settings.get(), scratch));
            return ExitCode.OK;
        } catch (WorkRefusedException e) {
            throw UserError.because(e.lines());
        } catch (StoreException e) {
            throw UserError.because(e);
        } catch (KubernetesException e) {
            throw UserError.because(e.getMessage());
        } catch (IOException e) {
            throw UserError.because("the bundle cannot be written to " + scratch + " (" + FileErrors.reason(e) + ")");
        } finally {
            delete(scratch);
        }
    }

    private String yaml(Submitter submitter, Plan plan, KubernetesSettings settings, Path scratch)
            throws WorkRefusedException, IOException {
        boolean stored = suite.store().isNamed();
        // A bundle needs no store. A new one that is thrown away gives its plan a key.
        requirePostgres(stored);
        try (Store store = stored
                ? suite.store().open()
                : Stores.open(scratch.resolve("plan.db").toString())) {
            RunLabels labels = RunLabels.begin(plan, suite.sets(), store);
            Set<String> done = store.done(plan.ids());
            labels.addMissing(plan, done, store);
            List<Plan.Item> pending =
                    plan.items().stream().filter(i -> !done.contains(i.id())).toList();
            if (pending.isEmpty()) {
                throw UserError.because("all runs of " + suite.file() + " are in "
                        + suite.store().displayName());
            }
            List<QueuedRun> runs = submitter.runs(labels, pending, true);
            List<String> arguments =
                    new ArrayList<>(List.of("--checkpoint", checkpoint, "--exit-code-when-stopped", "1"));
            if (stored) {
                arguments.addAll(List.of("--job", Long.toString(submitter.submit(store.queue(), labels, runs))));
            } else {
                submitter.write(scratch.resolve("bundle"), labels, runs);
            }
            KubernetesSettings needed = settings.forRuns(runs.size());
            KubernetesManifest manifest = new KubernetesManifest(
                    plan.suite().name(), labels.plan().digest().substring(0, DIGEST_LENGTH), needed, arguments);
            console.err()
                    .println(Plural.of(runs.size(), "run") + " for " + Plural.of(needed.workers(), "worker")
                            + "; create the Job with 'kubectl create -f', and compare with the store of its Secret");
            return stored ? manifest.withStoredBundle() : manifest.withBundle(scratch.resolve("bundle"));
        }
    }

    private void requirePostgres(boolean stored) {
        if (stored && !suite.store().location().startsWith("jdbc:postgresql:")) {
            throw UserError.because("--store " + suite.store().displayName()
                    + ": pods need a PostgreSQL store; give jdbc:postgresql://HOST/DATABASE");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }
}
