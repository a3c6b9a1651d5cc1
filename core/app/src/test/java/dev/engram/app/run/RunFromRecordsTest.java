package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.datasets.Iris;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.landscapes.Rosenbrock;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.FeedbackAlignment;
import dev.engram.plugins.losses.CrossEntropy;
import dev.engram.plugins.metrics.Accuracy;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.plugins.schedules.Cosine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run needs no suite, no catalog and no store: records are enough. The same run through a suite file has the same
 * bits.
 */
class RunFromRecordsTest {
    private static final long SEED = 3;
    private static final Catalog CATALOG = Catalog.of(Stream.of(
                    Dense.class,
                    Tanh.class,
                    Softmax.class,
                    GlorotUniform.class,
                    Zeros.class,
                    Iris.class,
                    CrossEntropy.class,
                    FeedbackAlignment.class,
                    Accuracy.class,
                    Sgd.class,
                    Cosine.class,
                    Rosenbrock.class)
            .map(c -> Entry.of(c, "", Origin.BUILT_IN))
            .toList());

    /** Trains a network on iris with feedback alignment: all the code that it takes. */
    private static RunResult trainFromRecords() {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(new Iris()), "iris", DataSettings.DEFAULT),
                List.of(
                        new Dense(8, new Tanh(), new GlorotUniform(1), new Zeros()),
                        new Dense(3, new Softmax(), new GlorotUniform(1), new Zeros())),
                NamedComponent.of(new CrossEntropy()),
                NamedComponent.of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)));
        ResolvedRun run = new ResolvedRun(
                task,
                ResolvedOptimizer.of(new Sgd(0.1f)),
                TrainingSettings.ofEpochs(5, new BatchSize(16)),
                List.of(NamedComponent.of(new Accuracy())),
                SEED);
        return new Runner(new DataCache()).run(run, (step, total) -> {});
    }

    private static RunSpec fromSuite(Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("suite.yaml"), """
            data: iris
            network:
              - {dense: {units: 8, activation: tanh}}
              - {dense: {units: 3, activation: softmax}}
            loss: cross-entropy
            rule: feedback-alignment
            optimizer: {sgd: {rate: 0.1}}
            training: {epochs: 5, batch: 16}
            measure: [accuracy]
            seeds: [3]
            """);
        return SuiteReader.read(file, List.of(), CATALOG).cells().get(0).spec();
    }

    @Test
    void aNetworkTrainsFromRecordsAlone(@TempDir Path folder) throws Exception {
        RunResult result = trainFromRecords();
        assertEquals(Outcome.FINISHED, result.outcome());
        assertTrue(result.artifacts().predictions().orElseThrow().correct().cardinality() > 0);
        RunResult same = new Runner(new DataCache()).run(fromSuite(folder).resolve(SEED), (step, total) -> {});
        assertEquals(same.hash(), result.hash());
        assertEquals(withoutSeconds(same), withoutSeconds(result));
    }

    @Test
    void anOptimizerDescendsFromRecordsAlone() throws Exception {
        ResolvedOptimizer falling =
                new ResolvedOptimizer("sgd", (t, total) -> new Sgd((float) new Cosine(0.002, 0, 0).at(t, total)));
        ResolvedRun run = new ResolvedRun(
                new ResolvedTask.LandscapeDescent(NamedComponent.of(new Rosenbrock(1, 100)), List.of(), false),
                falling,
                TrainingSettings.ofSteps(500, BatchSize.FULL),
                List.of(),
                SEED);
        RunSpec same = new SuiteReader(CATALOG).readRun("""
            landscape: rosenbrock
            optimizer: {sgd: {rate: {cosine: {start: 0.002}}}}
            training: {steps: 500, batch: full}
            """, "the spec");
        Runner runner = new Runner(new DataCache());
        assertEquals(
                withoutSeconds(runner.run(same.resolve(SEED), (step, total) -> {})),
                withoutSeconds(runner.run(run, (step, total) -> {})));
    }

    @Test
    void theDefaultSettingsAreThoseOfASuite(@TempDir Path folder) throws Exception {
        ResolvedRun run = fromSuite(folder).resolve(SEED);
        assertEquals(TrainingSettings.ofEpochs(5, new BatchSize(16)), run.training());
        assertEquals(
                DataSettings.DEFAULT,
                ((ResolvedTask.NetworkTraining) run.task()).data().settings());
        assertEquals(run, fromSuite(folder).resolve(SEED), "a resolved run is a value");
    }

    private static RunResult withoutSeconds(RunResult r) {
        Cost c = r.cost();
        return r.withCost(new Cost(c.steps(), c.examples(), 0, c.multiplyAdds(), c.stateBytes()));
    }
}
