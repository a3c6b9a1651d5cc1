package dev.engram.app.run;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.MetricSelection;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.datasets.Digits;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.losses.CrossEntropy;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of a small network on the digits. */
final class DigitsRuns {
    private static final Runner RUNNER = new Runner(new DataCache());

    private DigitsRuns() {}

    static RunResult run(
            LearningRule rule, TrainingSettings training, Optional<Target> target, long seed, Metric... metrics) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(new Digits()), "digits", DataSettings.DEFAULT),
                List.of(
                        new Dense(32, new Tanh(), new GlorotUniform(1), new Zeros()),
                        new Dense(10, new Softmax(), new GlorotUniform(1), new Zeros())),
                NamedComponent.of(new CrossEntropy()),
                NamedComponent.of(rule));
        ResolvedRun run = new ResolvedRun(
                task,
                ResolvedOptimizer.of(new Sgd(0.1f)),
                training,
                MetricSelection.of(Stream.of(metrics).map(NamedComponent::of).toList()),
                target,
                List.of(),
                seed);
        return RUNNER.run(run, (step, total) -> {});
    }

    /** Returns the values of a series in the order of the steps. */
    static List<Double> series(RunResult result, String phase, String metric) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals(phase) && m.metric().equals(metric))
                .map(Measurement::value)
                .toList();
    }
}
