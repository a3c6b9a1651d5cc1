package dev.engram.app.cli.referee;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.ParallelOptions;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionStoppedException;
import dev.engram.app.logging.LoggingConfigurator;
import dev.engram.app.progress.Progress;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.record.RecordBook;
import dev.engram.app.record.RecordResult;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.wiring.Services;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram record}. */
@Command(
        name = "record",
        description = {
            "Run and check the entries of one track of the record book (experiments/records), and print its table.",
            "An entry is a suite that extends the track and chooses an optimizer and training.steps. It stands if a"
                    + " test shows that, after these steps, its mean over the track's seeds is better than the target."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 all entries stand; 1 one does not, or a run failed; 2 the input is invalid."})
public final class RecordCommand implements Callable<Integer> {
    private static final Duration CHECKPOINT = Duration.ofSeconds(60);

    private final Console console;

    @Parameters(
            paramLabel = "FOLDER",
            description = "Track: a folder with track.yaml and entries, such as experiments/records/digits.")
    private Path folder;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Also write the table into this file, between the two lines that mark its place.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Location of your data, such as data.fashion-mnist.directory=DIR; repeatable. A track fixes"
                    + " all other settings.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private ParallelOptions parallel;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    /** @param console where the table is printed */
    public RecordCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        parallel.check();
        try (Plugins loaded = plugins.load()) {
            RecordBook.Track track = Services.records(loaded).read(folder, sets);
            Optional<String> text = Optional.ofNullable(file).map(RecordCommand::text);
            text.ifPresent(t -> RecordTable.checkMarkers(t, track.name(), file));
            store.createOutputFolder();
            try (Store runs = store.open()) {
                LoggingConfigurator.addLogFile(store.logFile());
                make(track, runs);
                int missing = track.missing(runs);
                if (missing > 0) {
                    console.err().println("engram: " + Plural.of(missing, "run") + " failed; nothing is ranked");
                    return ExitCode.FAILED;
                }
                List<RecordResult> results = track.judge(runs);
                console.out().print(RecordTable.markdown(track, results));
                console.out().flush();
                text.ifPresent(t -> write(RecordTable.replaced(t, track, results)));
                return results.stream().allMatch(RecordResult::isValid) ? ExitCode.OK : ExitCode.FAILED;
            } catch (StoreException | ExecutionStoppedException e) {
                console.err().println("engram: " + e.getMessage());
                return ExitCode.FAILED;
            }
        }
    }

    private void make(RecordBook.Track track, Store runs) {
        int missing = track.missing(runs);
        console.err()
                .println(track.name() + ": " + track.entries().size() + " entries x "
                        + Plural.of(track.seeds(), "seed") + ", and each entry after the steps of the one before; "
                        + Plural.of(missing, "run") + " to make");
        if (missing > 0) {
            Execution.Settings settings = new Execution.Settings(parallel.parallelism(), Optional.empty(), CHECKPOINT);
            try (Progress progress = ProgressFactory.lines(console, missing)) {
                track.run(runs, settings, progress);
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UserError.because("--write " + file + ": cannot be read (" + FileErrors.reason(e) + ")");
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw UserError.because("--write " + file + ": cannot be written (" + FileErrors.reason(e) + ")");
        }
        console.err().println(file);
    }
}
