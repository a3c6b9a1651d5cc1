package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.Explosion;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Relu;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.datasets.Digits;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.HeNormal;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.FeedbackAlignment;
import dev.engram.plugins.losses.CrossEntropy;
import dev.engram.plugins.metrics.ErrorRate;
import dev.engram.plugins.optimizers.Momentum;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Feedback alignment in a deep ReLU network with momentum: the loss explodes while the error rate looks ordinary. */
class ExplodedRunTest {
    private static RunResult train(float rate, double validation, int epochs) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(
                        NamedComponent.of(new Digits()),
                        "digits",
                        DataSettings.of(-1, validation, DataSettings.Scaling.NONE, DataSettings.Coding.ONE_HOT)),
                List.of(
                        new Dense(64, new Relu(), new HeNormal(1), new Zeros()),
                        new Dense(64, new Relu(), new GlorotUniform(1), new Zeros()),
                        new Dense(10, new Softmax(), new GlorotUniform(1), new Zeros())),
                NamedComponent.of(new CrossEntropy()),
                NamedComponent.of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)));
        ResolvedRun run = new ResolvedRun(
                task,
                ResolvedOptimizer.of(new Momentum(rate, 0.9f, 0, false)),
                TrainingSettings.ofEpochs(epochs, new BatchSize(32)),
                List.of(NamedComponent.of(new ErrorRate())),
                2);
        return new Runner(new DataCache()).run(run, (step, total) -> {});
    }

    private static double testError(RunResult result) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals("test") && m.metric().equals("error"))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRunWhoseLossExplodedIsMarkedThoughItsErrorLooksOrdinary() {
        RunResult result = train(0.3f, 0.1, 20);
        assertTrue(testError(result) < 0.2, () -> "error " + testError(result));
        assertEquals(Outcome.EXPLODED, result.outcome());
        assertTrue(Explosion.factor(result).orElseThrow() > 10_000, result.reason());
        assertTrue(result.reason().endsWith(" times the loss before the first step"), result.reason());
    }

    @Test
    void aRunWithoutValidationDataIsComparedWithItsInitialLossOnTrainingData() {
        assertEquals(Outcome.EXPLODED, train(0.3f, 0, 2).outcome());
    }

    @Test
    void theSameRunWithASmallerRateIsOrdinary() {
        assertEquals(Outcome.FINISHED, train(0.01f, 0.1, 2).outcome());
    }
}
