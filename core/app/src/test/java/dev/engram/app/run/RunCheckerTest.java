package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.RunChecker;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Softmax;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.datasets.Iris;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.learningrules.OutputOnly;
import dev.engram.plugins.losses.CrossEntropy;
import dev.engram.plugins.metrics.Accuracy;
import dev.engram.plugins.metrics.listeners.HessianEigenvalue;
import dev.engram.plugins.optimizers.Adam;
import dev.engram.plugins.optimizers.AdamW;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Defaults;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs that share their network are checked like runs that do not. */
class RunCheckerTest {
    private final Runner runner = new Runner(new DataCache());

    private static ResolvedRun run(Optimizer optimizer, int batch) {
        return new ResolvedRun(
                new ResolvedTask.NetworkTraining(
                        new ResolvedData(NamedComponent.of(new Iris()), "iris", DataSettings.DEFAULT),
                        List.of(new Dense(3, new Softmax(), new GlorotUniform(1), new Zeros())),
                        NamedComponent.of(new CrossEntropy()),
                        NamedComponent.of(new Backprop())),
                ResolvedOptimizer.of(optimizer),
                TrainingSettings.ofEpochs(5, new BatchSize(batch)),
                List.of(NamedComponent.of(new Accuracy())),
                1);
    }

    /** In both orders: what a listener needs is prepared with the network. */
    @Test
    void aSharedCheckKnowsWhetherARunHasListeners() {
        ResolvedRun plain = run(new Sgd(0.1f), 16);
        ResolvedRun heard = plain.withListeners(List.of(NamedComponent.of(new HessianEigenvalue(10, 5, 0.1))));
        RunChecker checker = runner.checker();
        for (ResolvedRun run : List.of(plain, heard, plain)) {
            assertEquals(List.of(), checker.check(run).incompatibilities());
        }
    }

    @Test
    void weightsThatTheRuleDoesNotTrainAndTheOptimizerShrinksAreFound() {
        Initialiser drawn = new GlorotUniform(1);
        assertEquals(List.of("layer0/weights"), shrunk(new OutputOnly(), Defaults.create(AdamW.class), drawn));
        assertEquals(List.of(), shrunk(new OutputOnly(), Defaults.create(Adam.class), drawn));
        assertEquals(List.of(), shrunk(new Backprop(), Defaults.create(AdamW.class), drawn));
        assertEquals(
                List.of(),
                shrunk(new Backprop(), Defaults.create(AdamW.class), new Zeros()),
                "the first gradient of a hidden layer is zero below weights that are zero");
    }

    @Test
    void weightsAreTrainedIfOneOfTheFirstBatchesHasAGradient() {
        Initialiser drawn = new GlorotUniform(1);
        Optimizer decaying = Defaults.create(AdamW.class);
        for (LearningRule rule : List.of(new LaterBackprop(1), new LaterBackprop(7))) {
            assertEquals(List.of(), shrunk(rule, decaying, drawn));
        }
        assertEquals(List.of("layer0/weights"), shrunk(new LaterBackprop(8), decaying, drawn));
    }

    /** The output is trained, and the other layers only after some steps. */
    private record LaterBackprop(int steps) implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return new Backprop().requirements();
        }

        @Override
        public BoundRule bind(Setup setup) {
            BoundRule output = new OutputOnly().bind(setup), all = new Backprop().bind(setup);
            Scratch made = setup.state("steps", 1, 1);
            return batch -> made.data()[0]++ < steps ? output.learn(batch) : all.learn(batch);
        }
    }

    /** The third batch is computed only to find weights that the rule does not train. */
    @Test
    void aRuleThatFailsInALaterBatchLeavesNothingBehindForTheNextCheck() {
        RunChecker checker = runner.checker();
        ResolvedRun decaying = hidden(new Failing(), Defaults.create(AdamW.class), new GlorotUniform(1));
        assertThrows(IllegalStateException.class, () -> checker.check(decaying));
        ResolvedRun plain = hidden(new Failing(), Defaults.create(Adam.class), new GlorotUniform(1));
        assertEquals(List.of(), checker.check(plain).incompatibilities());
    }

    private record Failing() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return new OutputOnly().requirements();
        }

        @Override
        public BoundRule bind(Setup setup) {
            BoundRule output = new OutputOnly().bind(setup);
            Scratch made = setup.state("steps", 1, 1);
            return batch -> {
                if (made.data()[0]++ == 2) {
                    made.data()[0] = 2;
                    throw new IllegalStateException("a fault");
                }
                return output.learn(batch);
            };
        }
    }

    private List<String> shrunk(LearningRule rule, Optimizer optimizer, Initialiser last) {
        return runner.check(hidden(rule, optimizer, last)).decayedUntrained();
    }

    private static ResolvedRun hidden(LearningRule rule, Optimizer optimizer, Initialiser last) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(new Iris()), "iris", DataSettings.DEFAULT),
                List.of(
                        new Dense(4, new Tanh(), new GlorotUniform(1), new Zeros()),
                        new Dense(3, new Softmax(), last, new Zeros())),
                NamedComponent.of(new CrossEntropy()),
                NamedComponent.of(rule));
        return new ResolvedRun(
                task,
                ResolvedOptimizer.of(optimizer),
                TrainingSettings.ofEpochs(5, new BatchSize(16)),
                List.of(NamedComponent.of(new Accuracy())),
                1);
    }

    private record Refusing() implements Optimizer {
        @Override
        public void update(Step step) {
            throw new IncompatibleException("it refuses");
        }
    }

    private record Faulty() implements Optimizer {
        @Override
        public void update(Step step) {
            throw new IllegalStateException("a fault");
        }
    }

    @Test
    void aSharedCheckHasTheSameResult() {
        RunChecker checker = runner.checker();
        for (ResolvedRun run :
                List.of(run(new Sgd(0.1f), 16), run(new Sgd(0.2f), 16), run(new Sgd(0.2f), 8), run(new Sgd(1), 8))) {
            assertEquals(runner.check(run), checker.check(run));
        }
    }

    @Test
    void anOptimizerThatDoesNotFitIsFoundAndTheNextRunIsChecked() {
        RunChecker checker = runner.checker();
        checker.check(run(new Sgd(0.1f), 16));
        assertEquals(
                "optimizer",
                checker.check(run(new Refusing(), 16))
                        .incompatibilities()
                        .get(0)
                        .path());
        assertEquals(runner.check(run(new Sgd(0.1f), 16)), checker.check(run(new Sgd(0.1f), 16)));
        assertThrows(IllegalStateException.class, () -> checker.check(run(new Faulty(), 16)));
        assertTrue(checker.check(run(new Sgd(0.1f), 16)).incompatibilities().isEmpty());
    }
}
