package dev.engram.engine.config;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.run.MetricSelection;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration of a training without its seed: a cell of the comparison.
 *
 * @param metrics the metrics, in the order of the tables; the default ones if the suite chooses none
 * @param target the target of the run, if any
 * @param listeners the listeners, which change no number of the run
 * @param text the configuration as YAML with every default. It parses to an equal spec, except for a target at which
 *     the run does not stop: such a target concerns the measurements, not the run
 */
public record RunSpec(
        Task task,
        Recipe<Optimizer> optimizer,
        TrainingSettings training,
        MetricSelection<Recipe<Metric>> metrics,
        Optional<Target> target,
        List<Recipe<Listener>> listeners,
        String text) {
    /** Returns true if a metric inspects the training itself, on the examples of {@code training.probe}. */
    public boolean probed() {
        return metrics.list().stream().anyMatch(m -> m.get() instanceof Metric.OfTraining);
    }

    RunSpec withText(String other) {
        return new RunSpec(task, optimizer, training, metrics, target, listeners, other);
    }

    RunSpec withTraining(TrainingSettings other) {
        return new RunSpec(task, optimizer, other, metrics, target, listeners, text);
    }

    /** Returns all components that the run names. */
    public Stream<Recipe<?>> recipes() {
        Stream<Recipe<?>> parts = task instanceof Learning l
                ? Stream.of(
                                Stream.of(l.data().dataset(), l.loss(), l.rule()),
                                l.data().augment().stream(),
                                l.network().stream())
                        .flatMap(s -> s)
                : Stream.of(((Descent) task).landscape());
        return Stream.of(parts, Stream.of(optimizer), metrics.list().stream(), listeners.stream())
                .flatMap(s -> s);
    }

    /** Returns the run of one seed, with the components themselves instead of their recipes. */
    public ResolvedRun resolve(long seed) {
        return new ResolvedRun(
                task.resolve(),
                optimizer.constant()
                        ? ResolvedOptimizer.of(optimizer.entry().name(), optimizer.get())
                        : new ResolvedOptimizer(optimizer.entry().name(), optimizer::at),
                training,
                new MetricSelection<>(
                        metrics.list().stream().map(RunSpec::resolve).toList(), metrics.isDefault()),
                target,
                listeners.stream().map(RunSpec::resolve).toList(),
                seed);
    }

    /** Returns the same run that keeps no weights. */
    public RunSpec withoutWeights() {
        if (training.keepWeights() == TrainingSettings.KeepWeights.NONE) {
            return this;
        }
        RunSpec bare = withTraining(training.withKeepWeights(TrainingSettings.KeepWeights.NONE));
        return bare.withText(RunSpecWriter.write(bare, YamlWriter::write));
    }

    /** Returns the same run without listeners. */
    public RunSpec withoutListeners() {
        if (listeners.isEmpty()) {
            return this;
        }
        RunSpec bare = new RunSpec(task, optimizer, training, metrics, target, List.of(), text);
        return bare.withText(RunSpecWriter.write(bare, YamlWriter::write));
    }

    private static <T> NamedComponent<T> resolve(Recipe<T> recipe) {
        return new NamedComponent<>(recipe.entry().name(), recipe.get());
    }

    /** The task of a run. */
    public sealed interface Task permits Learning, Descent {
        /** Returns the task with the components themselves. */
        ResolvedTask resolve();
    }

    /** Weights of a file. */
    public record GivenWeights(Path file, List<NamedArray> arrays) {}

    /**
     * A network that learns from data.
     *
     * @param start the weights that the network begins with; empty if each seed draws its own
     */
    public record Learning(
            DataSpec data,
            List<Recipe<LayerKind>> network,
            Recipe<LossFunction> loss,
            Recipe<LearningRule> rule,
            Optional<GivenWeights> start)
            implements Task {
        @Override
        public ResolvedTask resolve() {
            ResolvedData resolved = new ResolvedData(
                    RunSpec.resolve(data.dataset()), data.dataset().text(file -> ""), data.settings());
            return new ResolvedTask.NetworkTraining(
                    resolved,
                    network.stream().map(Recipe::get).toList(),
                    RunSpec.resolve(loss),
                    RunSpec.resolve(rule),
                    start.map(GivenWeights::arrays).orElse(List.of()));
        }
    }

    /**
     * An optimizer on a landscape.
     *
     * @param start the starting point; empty for that of the landscape
     * @param randomStart whether every seed draws its own start
     */
    public record Descent(Recipe<Landscape> landscape, List<Double> start, boolean randomStart) implements Task {
        @Override
        public ResolvedTask resolve() {
            return new ResolvedTask.LandscapeDescent(RunSpec.resolve(landscape), start, randomStart);
        }
    }
}
