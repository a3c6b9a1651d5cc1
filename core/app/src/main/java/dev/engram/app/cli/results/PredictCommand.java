package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.RunId;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.export.PredictionTable;
import dev.engram.app.run.Replayer;
import dev.engram.app.wiring.Services;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.NetworkPredictions;
import dev.engram.engine.weights.ArrayCodec;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Metric;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = "Apply the network of a stored run to new data, and print its predictions as CSV. The run needs"
                + " weights (training.keep-weights).",
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Id of the run, or its first characters; 'engram store list SUITE' lists ids.")
    private String id;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description =
                    "File of examples in the format of the run's data set; the target may be missing. The examples"
                            + " are scaled like the training data of the run.")
    private Path file;

    @Option(
            names = "--step",
            paramLabel = "N",
            description =
                    "Use the weights after this step; needs training.keep-weights=every (default: the last kept).")
    private Long step;

    @Option(names = "--to", paramLabel = "PATH", description = "Output file (default: standard output).")
    private Path to;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    public PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFile.problem(to).ifPresent(p -> {
            throw UserError.because(p);
        });
        Run run;
        KeptWeights weights;
        try (Store runs = store.openExistingToRead()) {
            run = RunId.find(id, runs, store);
            weights = KeptRunWeights.find(run, step, runs);
        } catch (StoreException e) {
            throw UserError.because(e);
        }
        String table;
        try (Plugins loaded = plugins.load()) {
            Replayer replayer = Services.replayer(loaded);
            KeptRunWeights.requireUnchanged(run, replayer.replay(run).currentId());
            table = PredictionTable.csv(predict(replayer.spec(run).resolve(run.seed()), weights));
        } catch (InvalidInputException e) {
            throw UserError.of(e.problems());
        } catch (IncompatibleException e) {
            throw UserError.because(e.getMessage());
        }
        OutputFile.write(table, to, console);
        return ExitCode.OK;
    }

    private Metric.Predictions predict(ResolvedRun run, KeptWeights weights) {
        NetworkTraining task = (NetworkTraining) run.task();
        InputRows examples = task.data()
                .dataset()
                .component()
                .newInputs(file)
                .orElseThrow(() -> UserError.because("the data set "
                        + task.data().dataset().name() + " does not read files of new examples; csv,"
                        + " parquet, arrow, arff, npy and npz do"));
        return NetworkPredictions.of(run, new DataCache(), ArrayCodec.decode(weights.arrays()), examples);
    }
}
