package dev.engram.engine.config;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import java.util.List;
import java.util.Optional;

/**
 * One training in full, but for its seed: a cell of the comparison.
 *
 * @param metrics metrics, in the order of the tables
 * @param defaultMetrics nobody said what to measure: of the usual metrics those that suit the data are measured
 * @param target what the run is to reach, if anything
 * @param text the same as YAML with every default written out; reading it again gives an equal spec, but for a target at which
 *     the run does not stop: that is a question to its measurements, and none of the run's own
 */
public record RunSpec(
        Task task,
        Recipe<Optimizer> optimizer,
        TrainingSettings training,
        List<Recipe<Metric>> metrics,
        boolean defaultMetrics,
        Optional<Target> target,
        String text) {
    /** Without a target. */
    public RunSpec(
            Task task,
            Recipe<Optimizer> optimizer,
            TrainingSettings training,
            List<Recipe<Metric>> measure,
            boolean usual,
            String text) {
        this(task, optimizer, training, measure, usual, Optional.empty(), text);
    }

    /** Returns the run of one seed as the trainer takes it: with the components themselves in place of their recipes. */
    public ResolvedRun resolve(long seed) {
        return new ResolvedRun(
                task.resolve(),
                optimizer.constant()
                        ? ResolvedOptimizer.of(optimizer.entry().name(), optimizer.get())
                        : new ResolvedOptimizer(optimizer.entry().name(), optimizer::at),
                training,
                metrics.stream().map(RunSpec::resolve).toList(),
                defaultMetrics,
                target,
                seed);
    }

    private static <T> NamedComponent<T> resolve(Recipe<T> recipe) {
        return new NamedComponent<>(recipe.entry().name(), recipe.get());
    }

    /** What is to be learned or descended. */
    public sealed interface Task permits Learning, Descent {
        /** Returns the task with the components themselves. */
        ResolvedTask resolve();
    }

    /** A network that learns from data. */
    public record Learning(
            DataSpec data, List<Recipe<LayerKind>> network, Recipe<LossFunction> loss, Recipe<LearningRule> rule)
            implements Task {
        @Override
        public ResolvedTask resolve() {
            ResolvedData resolved = new ResolvedData(
                    RunSpec.resolve(data.dataset()), data.dataset().text(file -> ""), data.settings());
            return new ResolvedTask.NetworkTraining(
                    resolved, network.stream().map(Recipe::get).toList(), RunSpec.resolve(loss), RunSpec.resolve(rule));
        }
    }

    /**
     * An optimizer on a function.
     *
     * @param start empty: the landscape's own
     * @param randomStart does every seed draw a start of its own?
     */
    public record Descent(Recipe<Landscape> landscape, List<Double> start, boolean randomStart) implements Task {
        @Override
        public ResolvedTask resolve() {
            return new ResolvedTask.LandscapeDescent(RunSpec.resolve(landscape), start, randomStart);
        }
    }
}
