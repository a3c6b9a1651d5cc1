package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.run.TrainingSettings.LastBatch;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Identity;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.metrics.Loss;
import dev.engram.plugins.metrics.Mae;
import dev.engram.plugins.metrics.R2;
import dev.engram.plugins.metrics.Rmse;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.spi.Dataset;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network that learns scaled targets is measured in the unit of the data set. */
class ScaledTargetsTest {
    private static final DataSettings PLAIN = DataSettings.of(0.2, 0.1, Scaling.NONE, Coding.ONE_HOT);
    private static final DataSettings STANDARD = PLAIN.withPreprocessing(
            new DataSettings.Preprocessing(Scaling.NONE, Coding.ONE_HOT, Scaling.STANDARD, List.of()));

    /** Houses whose price depends on two inputs: offset + unit * (x0 - 2 x1 + noise). */
    private record Houses(float offset, float unit) implements Dataset {
        @Override
        public Table load(Rng rng) {
            float[] x = new float[200];
            float[] t = new float[100];
            for (int r = 0; r < 100; r++) {
                x[2 * r] = rng.gaussian();
                x[2 * r + 1] = rng.gaussian();
                t[r] = offset + unit * (x[2 * r] - 2 * x[2 * r + 1] + 0.1f * rng.gaussian());
            }
            return Table.regression(2, x, 1, t);
        }
    }

    private static ResolvedRun run(Dataset houses, DataSettings settings, LastBatch lastBatch) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(houses), settings),
                List.of(new Dense(1, new Identity(), new GlorotUniform(1), new Zeros())),
                NamedComponent.of(new SumOfSquares()),
                NamedComponent.of(new Backprop()));
        TrainingSettings.Batching batching = new TrainingSettings.Batching(
                new BatchSize(16), TrainingSettings.Reduction.MEAN, TrainingSettings.Order.RESHUFFLED, lastBatch);
        return new ResolvedRun(
                task,
                ResolvedOptimizer.of(new Sgd(0.1f)),
                TrainingSettings.ofEpochs(20, batching.batch()).withBatching(batching),
                List.of(
                        NamedComponent.of(new Rmse()),
                        NamedComponent.of(new Mae()),
                        NamedComponent.of(new R2()),
                        new NamedComponent<>("loss", new Loss())),
                1);
    }

    private static RunResult train(Dataset houses, DataSettings settings) {
        return new Runner(new DataCache()).run(run(houses, settings, LastBatch.KEEP), (step, total) -> {});
    }

    private static double test(RunResult result, String metric) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals("test") && m.metric().equals(metric))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void targetsOfAnyUnitAreLearntAndErrorsAreInThatUnit() {
        RunResult scaled = train(new Houses(200_000, 50_000), STANDARD);
        double rmse = test(scaled, "rmse");
        assertTrue(rmse > 2_000 && rmse < 8_000, "the noise is 5,000: " + rmse);
        assertTrue(test(scaled, "mae") < rmse);
        assertTrue(test(scaled, "r2") > 0.99);
    }

    @Test
    void theLossIsThatOfThePredictionsInTheUnitOfTheDataSet() {
        RunResult scaled = train(new Houses(200_000, 50_000), STANDARD);
        double rmse = test(scaled, "rmse");
        assertEquals(rmse * rmse / 2, test(scaled, "loss"), 1e-6 * rmse * rmse);
    }

    @Test
    void theUnitOfTheDataSetDoesNotChangeWhatIsLearnt() {
        // Powers of two scale floats exactly, so the scaled targets, and the trained network, have the same bits.
        RunResult one = train(new Houses(0, 1), STANDARD);
        RunResult large = train(new Houses(0, 1024), STANDARD);
        assertEquals(one.hash(), large.hash());
        assertEquals(1024 * test(one, "rmse"), test(large, "rmse"));
        assertEquals(test(one, "r2"), test(large, "r2"));
    }

    @Test
    void constantTargetsAreLearntExactlyAndHaveNoDetermination() {
        RunResult constant = train(new Houses(7, 0), STANDARD);
        assertEquals(Double.NaN, test(constant, "r2"));
        assertTrue(test(constant, "rmse") < 0.1);
    }

    @Test
    void droppingTheLastBatchShortensTheEpochs() {
        RunResult kept = train(new Houses(0, 1), PLAIN);
        RunResult dropped =
                new Runner(new DataCache()).run(run(new Houses(0, 1), PLAIN, LastBatch.DROP), (step, total) -> {});
        assertEquals(20 * 5, kept.cost().steps(), "72 training examples in batches of 16");
        assertEquals(20 * 72, kept.cost().examples());
        assertEquals(20 * 4, dropped.cost().steps());
        assertEquals(20 * 64, dropped.cost().examples());
    }
}
