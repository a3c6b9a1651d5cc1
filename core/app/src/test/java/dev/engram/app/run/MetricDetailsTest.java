package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.MeasurementName;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.datasets.Iris;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.losses.CrossEntropy;
import dev.engram.plugins.metrics.Accuracy;
import dev.engram.plugins.metrics.ConfusionMatrix;
import dev.engram.plugins.metrics.F1;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricDetailsTest {
    private static RunResult train(Metric... metrics) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(new Iris()), DataSettings.DEFAULT),
                List.of(new Dense(3, new Softmax(), new GlorotUniform(1), new Zeros())),
                NamedComponent.of(new CrossEntropy()),
                NamedComponent.of(new Backprop()));
        ResolvedRun run = new ResolvedRun(
                task,
                ResolvedOptimizer.of(new Sgd(0.1f)),
                TrainingSettings.ofEpochs(2, new BatchSize(16)),
                Stream.of(metrics).map(NamedComponent::of).toList(),
                1);
        return new Runner(new DataCache()).run(run, (step, total) -> {});
    }

    @Test
    void detailsAreMeasuredOnceAfterTheValuesOfTheTest() {
        List<Measurement> all = train(new ConfusionMatrix(), new F1()).measurements();
        List<Measurement> details =
                all.stream().filter(m -> MeasurementName.isDetail(m.metric())).toList();
        assertEquals(9 + 3, details.size());
        assertTrue(details.stream().allMatch(m -> m.phase().equals("test")));
        assertEquals(all.subList(all.size() - 12, all.size()), details);
        assertEquals(
                30,
                details.stream()
                        .filter(m -> m.metric().startsWith("confusion-matrix"))
                        .mapToDouble(Measurement::value)
                        .sum());
        assertEquals(
                List.of("f1[setosa]", "f1[versicolor]", "f1[virginica]"),
                details.stream().map(Measurement::metric).skip(9).toList());
    }

    @Test
    void metricsWithDetailsChangeNothing() {
        assertEquals(
                train(new Accuracy()).hash(),
                train(new ConfusionMatrix(), new F1()).hash());
    }
}
