package dev.engram.app.cli.results;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.export.FeatureFiles;
import dev.engram.app.export.WeightFiles;
import dev.engram.app.progress.ExampleCount;
import dev.engram.app.progress.ProgressFactory;
import dev.engram.app.run.Replayer;
import dev.engram.app.wiring.Services;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Run;
import dev.engram.engine.train.NetworkFeatures;
import dev.engram.engine.weights.WeightFile;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the features that the network of a stored run computes from its examples. */
final class FeatureWriter implements WeightFiles.Writer, AutoCloseable {
    private final Console console;
    private final Replayer settings;
    private final Integer layer;
    private final DataCache data = new DataCache();
    private long left;
    private ExampleCount progress;

    /** @param layer the index of the layer; null for that whose outputs the last layer with weights receives */
    FeatureWriter(Console console, Plugins plugins, Integer layer) {
        this.console = console;
        settings = Services.replayer(plugins);
        this.layer = layer;
    }

    @Override
    public void check(Run run, WeightFile weights) {
        left += FeatureFiles.examples(features(run, weights));
    }

    @Override
    public void write(Run run, WeightFile weights, Path folder) throws IOException {
        if (progress == null) {
            progress = ProgressFactory.examples(console, "export", left);
        }
        NetworkFeatures features = features(run, weights);
        FeatureFiles.write(features, folder, progress::add);
        left -= FeatureFiles.examples(features);
        if (left == 0) {
            close();
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    private NetworkFeatures features(Run run, WeightFile weights) {
        try {
            return new NetworkFeatures(settings.spec(run).resolve(run.seed()), data, weights.arrays(), layer);
        } catch (InvalidInputException e) {
            throw UserError.of(e.problems());
        } catch (IncompatibleException e) {
            throw UserError.because("--as features: cell '" + run.cell() + "': " + e.getMessage());
        }
    }
}
