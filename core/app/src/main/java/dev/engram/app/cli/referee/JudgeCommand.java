package dev.engram.app.cli.referee;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.PrettyJson;
import dev.engram.app.cli.text.WarningText;
import dev.engram.app.console.Console;
import dev.engram.app.execution.ExecutionStoppedException;
import dev.engram.app.judge.JudgeFailedException;
import dev.engram.app.judge.JudgePlan;
import dev.engram.app.judge.JudgeReport;
import dev.engram.app.judge.JudgeRequest;
import dev.engram.app.judge.JudgeServices;
import dev.engram.app.judge.RunMaker;
import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.run.FileSuggestions;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.verify.ComponentRef;
import dev.engram.app.verify.Finding;
import dev.engram.app.wiring.Services;
import dev.engram.app.work.RemoteRuns;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.text.ShellWord;
import dev.engram.engine.yaml.SuiteLimits;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram judge}. */
@Command(
        name = "judge",
        description =
                "Decide whether a candidate is better than a baseline. Seeds are added until a sequential test decides."
                        + " Looking at it after every seed does not make it less valid.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.BAD_INPUT,
        footer = {
            "",
            "Exit codes: 0 keep; 1 discard, or equal for practical purposes; 3 undecided, or interrupted; 2 the input"
                    + " is invalid, a run failed, or the store cannot be used."
        })
public final class JudgeCommand implements Callable<Integer> {
    private static final Set<Kind> KINDS = EnumSet.of(Kind.OPTIMIZER, Kind.LEARNING_RULE, Kind.LOSS);
    private static final Pattern PLUGIN_FILE = Pattern.compile("[^{]*\\.(java|jar|zip)");

    enum AnswerFormat {
        TEXT,
        JSON
    }

    private final Console console;

    @Option(
            names = "--suite",
            paramLabel = "FILE",
            required = true,
            description = "Suite file (YAML): the data, network, training and seeds of both sides.")
    private Path suite;

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            required = true,
            description = "A cell of the suite, or a component such as adam or '{adam: {rate: 0.01}}'.")
    private String baseline;

    @Option(
            names = "--candidate",
            paramLabel = "NAME|FILE",
            required = true,
            description = "A cell or a component as for --baseline, or a plugin file such as MyOptimizer.java with one"
                    + " optimizer, learning rule or loss, which replaces the baseline's.")
    private String candidate;

    @Option(
            names = "--cell",
            paramLabel = "NAME",
            description = "The cell that provides all other settings (default: that of the baseline).")
    private String cell;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description =
                    "The metric that decides (default: the first whose better direction, higher or lower, is known).")
    private String metric;

    @Option(
            names = "--margin",
            paramLabel = "SIZE",
            description = "A difference in the metric that does not matter in practice, such as 0.005. Allows the"
                    + " answer that the two are equal.")
    private Double margin;

    @Option(
            names = "--at-most",
            paramLabel = "N",
            description = "The largest number of seeds (default: the suite's at-most, else 100).")
    private Integer atMost;

    @Option(
            names = "--confirm",
            description = "If the answer is to keep the candidate, judge it again on seeds that nothing else has used.")
    private boolean confirm;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Output format (default: ${DEFAULT-VALUE}): text or json.")
    private AnswerFormat format;

    @Mixin
    private JudgeRuns making;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    /** @param console where the answer is printed */
    public JudgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        checkOptions();
        Optional<Path> file = candidateFile();
        try (Plugins loaded = plugins.load(file.stream().toList())) {
            JudgeServices services = Services.judge(loaded);
            Optional<Entry> component = file.map(f -> only(f, loaded));
            Plan plan = services.planner().plan(suite, List.of());
            JudgePlan judged = plan(services, plan, component);
            checkContract(services, judged);
            store.createOutputFolder();
            try (Store runs = store.open()) {
                LoggingConfigurator.addLogFile(store.logFile());
                JudgeLines lines = new JudgeLines(console.err());
                RunMaker maker = making.maker(
                        services.executions(), loaded, new JudgeRuns.Place(store, plugins, runs), lines, console);
                JudgeReport report = services.judge().judge(judged, confirm, runs, maker, lines::show);
                print(report);
                return exitCode(report);
            } catch (JudgeFailedException | StoreException e) {
                console.err().println("engram: " + e.getMessage());
                return ExitCode.BAD_INPUT;
            } catch (ExecutionStoppedException | RemoteRuns.WaitEndedException e) {
                console.err().println("engram: " + e.getMessage());
                return ExitCode.UNDECIDED;
            }
        }
    }

    private void checkOptions() {
        List<String> problems = new ArrayList<>(making.problems());
        if (atMost != null && (atMost < 1 || atMost > SuiteLimits.SEEDS)) {
            problems.add("--at-most " + atMost + ": must be between 1 and " + SuiteLimits.SEEDS);
        }
        if (margin != null && !(margin > 0 && Double.isFinite(margin))) {
            problems.add("--margin " + margin + ": must be a number above 0");
        }
        if (!problems.isEmpty()) {
            throw UserError.because(problems);
        }
    }

    /** Returns the plugin file that the candidate names; empty if it names a component or a cell. */
    private Optional<Path> candidateFile() {
        if (!PLUGIN_FILE.matcher(candidate).matches()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(candidate);
            if (!Files.isRegularFile(file)) {
                throw UserError.because(
                        "--candidate " + candidate + ": this file does not exist" + FileSuggestions.pluginHint(file));
            }
            return Optional.of(file);
        } catch (InvalidPathException e) {
            throw UserError.because("--candidate " + candidate + ": is not a valid path (" + e.getReason() + ")");
        }
    }

    private static Entry only(Path file, Plugins loaded) {
        List<Entry> found = KINDS.stream()
                .flatMap(k -> loaded.catalog().of(k).stream())
                .filter(e -> isFrom(e, file))
                .toList();
        if (found.size() != 1) {
            throw UserError.because("--candidate " + file + ": "
                    + (found.isEmpty()
                            ? "has no optimizer, learning rule or loss"
                            : "has several components; write --plugins " + ShellWord.quote(file) + " --candidate "
                                    + String.join(
                                            " or --candidate ",
                                            found.stream().map(Entry::name).toList())));
        }
        return found.get(0);
    }

    private static boolean isFrom(Entry entry, Path file) {
        String origin = entry.origin().file();
        return !origin.isEmpty()
                && Path.of(origin)
                        .toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize());
    }

    private JudgePlan plan(JudgeServices services, Plan plan, Optional<Entry> component) throws InvalidPlanException {
        JudgeRequest request = new JudgeRequest(
                baseline,
                component.map(Entry::id).orElse(candidate),
                Optional.ofNullable(cell),
                Optional.ofNullable(metric),
                margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin),
                atMost == null ? usualMost(plan) : atMost);
        if (plan.suite().tuning().isEmpty()) {
            return services.plans().plan(request, plan, Optional.empty());
        }
        try (Store runs = store.openIfPresent().orElse(null)) {
            return services.plans().plan(request, plan, Optional.ofNullable(runs));
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    private static int usualMost(Plan plan) {
        return plan.suite().untilDecided() ? plan.suite().seeds().size() : JudgeRequest.AT_MOST;
    }

    /** Checks a candidate that does not come with Engram; the tests of Engram have checked the others. */
    private void checkContract(JudgeServices services, JudgePlan plan) {
        Optional<ComponentRef> component = plan.candidate().component();
        if (component.isEmpty() || component.get().entry().origin().shipped()) {
            return;
        }
        List<String> failed = new ArrayList<>();
        services.verification().verify(component.get(), f -> {
            if (f.status() == Finding.Status.FAIL) {
                failed.add("--candidate " + candidate + ": breaks the contract: " + f.text());
            }
        });
        if (!failed.isEmpty()) {
            throw UserError.because(failed);
        }
    }

    private void print(JudgeReport report) {
        if (format == AnswerFormat.JSON) {
            console.out().println(PrettyJson.of(JudgeData.of(report)));
        } else {
            new JudgeText(report)
                    .paragraphs()
                    .forEach(p -> console.out().println(WarningText.wrap(p, console.width())));
        }
        console.out().flush();
    }

    private static int exitCode(JudgeReport report) {
        return switch (report.last().decision()) {
            case KEEP -> ExitCode.OK;
            case DISCARD, EQUAL -> ExitCode.FAILED;
            case UNDECIDED -> ExitCode.UNDECIDED;
        };
    }
}
