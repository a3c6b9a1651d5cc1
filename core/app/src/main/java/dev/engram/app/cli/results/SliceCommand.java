package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.RunId;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.run.Replayer;
import dev.engram.app.slice.RunSlice;
import dev.engram.app.slice.SliceEnd;
import dev.engram.app.slice.SliceText;
import dev.engram.app.wiring.Services;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.InterpolationGrid;
import dev.engram.engine.weights.ArrayCodec;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "slice",
        description = "Compute the loss on the straight line (1 - t) A + t B between the weights of two stored runs, on"
                + " the data of run A. The runs need weights (training.keep-weights).",
        mixinStandardHelpOptions = true)
public final class SliceCommand implements Callable<Integer> {
    enum SliceFormat {
        TABLE,
        CSV,
        JSON
    }

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "A[@STEP]",
            description = "Id of the first run, or its first characters, and the step after which its weights were"
                    + " kept (default: the last); 'engram store list SUITE' lists ids.")
    private String first;

    @Parameters(index = "1", paramLabel = "B[@STEP]", description = "The second run; it may be the same one.")
    private String second;

    @Option(
            names = "--first",
            paramLabel = "T",
            defaultValue = InterpolationGrid.DEFAULT_FROM,
            description = "First t, at most 0 (default: ${DEFAULT-VALUE}).")
    private double low;

    @Option(
            names = "--last",
            paramLabel = "T",
            defaultValue = InterpolationGrid.DEFAULT_TO,
            description = "Last t, at least 1 (default: ${DEFAULT-VALUE}).")
    private double high;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = InterpolationGrid.DEFAULT_POINTS,
            description = "Number of equally distant t; 0 and 1 are added (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Number of training examples, and of validation examples, that are drawn once if there are"
                    + " more (default: ${DEFAULT-VALUE}).")
    private int examples;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Output format (default: ${DEFAULT-VALUE}): table, csv or json.")
    private SliceFormat format;

    @Option(names = "--to", paramLabel = "PATH", description = "Output file (default: standard output).")
    private Path to;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    public SliceCommand(Console console) {
        this.console = console;
    }

    private record Kept(Run run, KeptWeights weights) {}

    @Override
    public Integer call() {
        Kept a, b;
        InterpolationGrid grid;
        try (Store runs = store.openExistingToRead()) {
            List<String> problems = problems();
            a = kept(first, runs, problems);
            b = kept(second, runs, problems);
            if (!problems.isEmpty()) {
                throw UserError.because(problems.stream().distinct().toList());
            }
            grid = new InterpolationGrid(low, high, points);
        } catch (StoreException e) {
            throw UserError.because(e);
        }
        RunSlice slice;
        try (Plugins loaded = plugins.load()) {
            Replayer replayer = Services.replayer(loaded);
            slice = RunSlice.between(end(a, replayer), end(b, replayer), grid, examples, new DataCache());
        } catch (InvalidInputException e) {
            throw UserError.of(e.problems());
        } catch (IncompatibleException e) {
            throw UserError.because(e.getMessage());
        }
        print(slice);
        return ExitCode.OK;
    }

    /** Returns what is wrong with the options. */
    private List<String> problems() {
        List<String> problems = new ArrayList<>(InterpolationGrid.problems(low, high, points));
        if (examples < 1) {
            problems.add("--examples has to be at least 1; found " + examples);
        }
        OutputFile.problem(to).ifPresent(problems::add);
        return problems;
    }

    /** Returns a run with its weights; null if there are none, which is added to the problems. */
    private Kept kept(String argument, Store runs, List<String> problems) {
        int at = argument.indexOf('@');
        try {
            Run run = RunId.find(at < 0 ? argument : argument.substring(0, at), runs, store);
            return new Kept(run, KeptRunWeights.find(run, at < 0 ? null : step(argument, at), runs));
        } catch (UserError e) {
            problems.add(e.getMessage());
            return null;
        }
    }

    private static long step(String argument, int at) {
        try {
            return Long.parseLong(argument.substring(at + 1));
        } catch (NumberFormatException e) {
            throw UserError.because("'" + argument + "': expected the number of a step after @");
        }
    }

    private static SliceEnd end(Kept kept, Replayer replayer) throws InvalidInputException {
        KeptRunWeights.requireUnchanged(kept.run(), replayer.replay(kept.run()).currentId());
        return new SliceEnd(
                kept.run(),
                replayer.spec(kept.run()),
                kept.weights().step(),
                ArrayCodec.decode(kept.weights().arrays()));
    }

    private void print(RunSlice slice) {
        String text = switch (format) {
            case TABLE -> SliceText.table(slice);
            case CSV -> SliceText.csv(slice);
            case JSON -> SliceText.json(slice);
        };
        OutputFile.write(text, to, console);
        if (format == SliceFormat.CSV) {
            slice.notes().forEach(n -> console.err().println("note: " + n));
        }
    }
}
