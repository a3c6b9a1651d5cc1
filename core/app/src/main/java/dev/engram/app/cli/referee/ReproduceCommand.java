package dev.engram.app.cli.referee;

import dev.engram.app.claim.ClaimFolder;
import dev.engram.app.claim.ClaimPage;
import dev.engram.app.claim.ClaimResult;
import dev.engram.app.claim.ClaimTemplate;
import dev.engram.app.claim.PreparedClaim;
import dev.engram.app.claim.Reproduction;
import dev.engram.app.cli.options.DurationOptions;
import dev.engram.app.cli.options.ExecutionOptions;
import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.ParallelOptions;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.cli.text.PrettyJson;
import dev.engram.app.console.Console;
import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionStoppedException;
import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.progress.Progress;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Version;
import dev.engram.app.wiring.Services;
import dev.engram.engine.claim.Claim;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reproduce",
        description = {
            "Test published claims and print a verdict on each: PASS, NEAR, FAIL, UNDECIDED or NOT RUN.",
            "Missing runs are made first. The exit code is 1 if a claim fails unexpectedly."
        },
        mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {
    /** How the verdicts are printed. */
    enum OutputFormat {
        TEXT,
        MARKDOWN,
        JSON
    }

    private final Console console;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Names of claims (default: all of the tier).")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "Claims of this tier: fast, hour, night or beyond (default: fast, unless claims are named).")
    private Claim.Tier tier;

    @Option(
            names = "--claims",
            paramLabel = "DIR",
            description = "Folder of the claims (default: experiments/claims, here or in the distribution).")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Output format (default: ${DEFAULT-VALUE}): text, markdown or json.")
    private OutputFormat format;

    @Option(names = "--page", paramLabel = "FILE", description = "Also write the verdicts as an HTML page.")
    private Path page;

    @Option(names = "--list", description = "List the claims with their tiers and expected verdicts. Nothing is run.")
    private boolean list;

    @Option(
            names = "--new",
            paramLabel = "NAME",
            description = "Write a new claim and its suite into the folder of claims. Nothing is run.")
    private String created;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Location of your data, such as data.idx.directory=DIR, for suites that read them; repeatable."
                            + " Claims fix all other settings.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private ParallelOptions parallel;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    public ReproduceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        checkOptions();
        Path home = PluginOptions.home().orElse(null);
        Path claims = folder == null ? ClaimFolder.standard(home) : folder;
        if (created != null) {
            return create(claims);
        }
        List<Problem> problems = new ArrayList<>();
        List<Claim> all = new ClaimFolder(claims).read(ids, problems);
        if (!problems.isEmpty() && (list || all.isEmpty())) {
            throw new InvalidPlanException(problems);
        }
        List<Claim> chosen = chosen(all);
        if (list) {
            chosen.forEach(c -> console.out()
                    .println("%-6s %-9s %s"
                            .formatted(
                                    lower(c.setting().tier()),
                                    c.expectation().verdict().word(),
                                    c.id())));
            console.out().flush();
            return ExitCode.OK;
        }
        try (Plugins loaded = plugins.load()) {
            return reproduce(Services.reproduction(loaded), chosen, problems);
        }
    }

    private void checkOptions() {
        parallel.check();
        boolean verdicts = format == OutputFormat.TEXT && page == null && sets.isEmpty();
        if (created != null && !(ids.isEmpty() && tier == null && !list && verdicts)) {
            throw UserError.because("--new only writes a claim; give no other names and options than --claims");
        }
        if (list && !verdicts) {
            throw UserError.because("--list runs nothing and prints text; leave out --format, --page and --set");
        }
    }

    private static String lower(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT);
    }

    private List<Claim> chosen(List<Claim> all) {
        boolean everything = !ids.isEmpty() || list;
        Optional<Claim.Tier> wanted =
                Optional.ofNullable(tier).or(() -> everything ? Optional.empty() : Optional.of(Claim.Tier.FAST));
        List<Claim> chosen = all.stream()
                .filter(c -> wanted.isEmpty() || c.setting().tier() == wanted.get())
                .toList();
        if (!ids.isEmpty() && chosen.size() < all.size()) {
            Claim other =
                    all.stream().filter(c -> !chosen.contains(c)).findFirst().orElseThrow();
            throw UserError.because(other.id() + " has the tier "
                    + lower(other.setting().tier()) + "; leave out --tier, or this claim");
        }
        if (chosen.isEmpty()) {
            throw UserError.because("no claim has the tier " + lower(wanted.orElseThrow())
                    + "; 'engram reproduce --list' lists the claims and their tiers");
        }
        return chosen;
    }

    private int reproduce(Reproduction reproduction, List<Claim> claims, List<Problem> problems)
            throws InvalidPlanException {
        List<PreparedClaim> prepared = reproduction.prepare(claims, sets, problems);
        long steps = reproduction.check(prepared, done(prepared));
        store.createOutputFolder();
        try (Store runs = store.open()) {
            int pending = Reproduction.ids(prepared).size()
                    - runs.done(Reproduction.ids(prepared)).size();
            if (pending > 0) {
                console.err()
                        .println(Plural.of(claims.size(), "claim") + ": " + Plural.of(pending, "run") + " to make");
                LoggingConfigurator.addLogFile(store.logFile());
            }
            Execution.Settings settings = new Execution.Settings(
                    parallel.parallelism(),
                    Optional.empty(),
                    DurationOptions.parse("--checkpoint", ExecutionOptions.CHECKPOINT));
            try (Progress progress = progress(prepared, runs, pending, steps)) {
                reproduction.run(prepared, sets, runs, settings, progress);
            }
            List<ClaimResult> results = reproduction.judge(prepared, runs);
            print(results);
            return results.stream().anyMatch(ClaimResult::isUnexpectedFailure) ? ExitCode.FAILED : ExitCode.OK;
        } catch (StoreException | ExecutionStoppedException e) {
            console.err().println("engram: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Progress progress(List<PreparedClaim> prepared, Store runs, int pending, long steps) {
        return console.errTerminal() && pending > 0
                ? ProgressFactory.create(console, false, pending, steps)
                : new ClaimLines(console.err(), Reproduction.missing(prepared, runs));
    }

    private Set<String> done(List<PreparedClaim> prepared) {
        if (!store.exists()) {
            return Set.of();
        }
        try (Store runs = store.openToRead()) {
            return runs.done(Reproduction.ids(prepared));
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    private void print(List<ClaimResult> results) {
        switch (format) {
            case TEXT -> ClaimText.print(results, console);
            case MARKDOWN -> console.out().print(ClaimText.markdown(results));
            case JSON -> console.out().println(PrettyJson.of(ClaimText.tree(results)));
        }
        console.out().flush();
        if (page != null) {
            write(page, ClaimPage.of(results, Version.engram()), "--page");
            console.err().println(page);
        }
    }

    private int create(Path claims) {
        Map<String, String> files;
        try {
            files = ClaimTemplate.files(created);
        } catch (IllegalArgumentException e) {
            throw UserError.because(e.getMessage());
        }
        files.keySet().stream()
                .map(claims::resolve)
                .filter(Files::exists)
                .findFirst()
                .ifPresent(f -> {
                    throw UserError.because(f + " already exists; remove it, or choose another name");
                });
        files.forEach((name, text) -> {
            write(claims.resolve(name), text, "--claims");
            console.out().println(claims.resolve(name));
        });
        console.out().flush();
        return ExitCode.OK;
    }

    private static void write(Path file, String text, String option) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw UserError.because(
                    file + " cannot be written (" + FileErrors.reason(e) + "); choose another place with " + option);
        }
    }
}
