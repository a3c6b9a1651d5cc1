package dev.engram.app.cli.results;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.export.WeightFiles;
import dev.engram.app.onnx.OnnxModel;
import dev.engram.app.run.Replayer;
import dev.engram.app.wiring.Services;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.store.Run;
import dev.engram.engine.weights.WeightFile;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the network of a stored run, whose layers are those of its settings, as a model of ONNX. */
final class OnnxWriter implements WeightFiles.FileWriter {
    private final Replayer settings;
    private final DataCache data = new DataCache();

    OnnxWriter(Plugins plugins) {
        settings = Services.replayer(plugins);
    }

    @Override
    public void write(Run run, WeightFile weights, OutputStream out) throws IOException {
        try {
            NetworkTraining task =
                    (NetworkTraining) settings.spec(run).resolve(run.seed()).task();
            Split split = data.split(task.data(), run.seed());
            requireForward(task, split, run.seed());
            OnnxModel.write(split.shape(), task.network(), weights, out);
        } catch (InvalidInputException e) {
            throw UserError.of(e.problems());
        } catch (IncompatibleException e) {
            throw UserError.because("--as onnx: cell '" + run.cell() + "': " + e.getMessage());
        }
    }

    /** Refuses a rule whose predictions are not the outputs of the network, which is all that a model computes. */
    private static void requireForward(NetworkTraining task, Split split, long seed) {
        NetworkSpec network =
                new NetworkSpec(split.shape(), task.network(), task.loss().component(), split.targets());
        if (!new Learner(seed, network, task.rule().component(), 1, false).predictsForward()) {
            throw new IncompatibleException(task.rule().name() + " makes its own predictions, and a model of ONNX would"
                    + " give the outputs of the network; write the weights as safetensors or npz");
        }
    }
}
