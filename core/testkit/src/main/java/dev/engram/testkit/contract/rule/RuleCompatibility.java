package dev.engram.testkit.contract.rule;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.train.Runner;
import dev.engram.spi.Dataset;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.GradientDescent;
import java.util.List;

/** The engine's own check of a rule in a test network. */
final class RuleCompatibility {
    private RuleCompatibility() {}

    /** Returns what the engine reports about the rule in this network before anything runs; empty if it fits. */
    static List<Incompatibility> check(LearningRule rule, TestNetwork in) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(
                        NamedComponent.of(new TestDataset(in)),
                        DataSettings.of(-1, 0, DataSettings.Scaling.NONE, DataSettings.Coding.ONE_HOT)),
                in.layers(),
                NamedComponent.of(in.loss()),
                NamedComponent.of(rule));
        TrainingSettings training = TrainingSettings.ofSteps(1, BatchSize.FULL)
                .withBatching(TrainingSettings.Batching.of(BatchSize.FULL, TrainingSettings.Order.AS_IS));
        ResolvedOptimizer optimizer = ResolvedOptimizer.of(new GradientDescent(0.1f));
        ResolvedRun run = new ResolvedRun(task, optimizer, training, List.of(), TestNetwork.SEED);
        return new Runner(new DataCache()).check(run).incompatibilities();
    }

    /** The examples of a test network as a data set. */
    private record TestDataset(TestNetwork in) implements Dataset {
        @Override
        public Table load(Rng rng) {
            Split s = in.data();
            float[] labels = new float[s.labels().length];
            for (int r = 0; r < labels.length; r++) {
                labels[r] = s.labels()[r];
            }
            Table t = in.classes()
                    ? Table.classification(s.inputs(), s.x(), labels, s.classes())
                    : Table.regression(s.inputs(), s.x(), s.targets(), s.t());
            return t.asExhaustive();
        }
    }
}
