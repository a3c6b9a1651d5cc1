package dev.engram.app.components;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.optimizers.Sam;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Rng;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Set;

/** A small configuration, and what the engine reports about it before anything runs. */
final class SampleConfiguration {
    static final Dataset DOTS = new Dots(6, true);
    /** The number of training examples of {@link #DOTS}. */
    static final int TRAINING = 43;

    static final Optimizer SGD = new GradientDescent(0.1f), SAM = new Sam(SGD, 0.05f, false);
    static final LossFunction CE = new CrossEntropy();
    static final Optimizer MUON = new Choosy(Set.of(), true);
    static final Optimizer WHOLE = Choosy.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT);
    static final LayerKind HIDDEN = TrainingTask.dense(7, new Tanh()), OUTPUT = TrainingTask.dense(3, new Softmax());

    private SampleConfiguration() {}

    /** Sixty examples, either of three classes or with one number as target. */
    record Dots(int inputs, boolean classes) implements Dataset {
        @Override
        public Table load(Rng rng) {
            float[] x = new float[60 * inputs], t = new float[60];
            for (int i = 0; i < x.length; i++) {
                x[i] = rng.gaussian();
            }
            for (int i = 0; i < t.length; i++) {
                t[i] = classes ? i % 3 : x[i];
            }
            return classes
                    ? Table.classification(inputs, x, t, List.of("a", "b", "c"))
                    : Table.regression(inputs, x, 1, t);
        }
    }

    /** Returns what the engine reports, each as path and reason. */
    static List<String> problems(
            Dataset data, LearningRule rule, Optimizer o, int batch, LossFunction loss, LayerKind... layers) {
        return problems(data, rule, o, batch, List.of(), loss, layers);
    }

    static List<String> problems(
            Dataset data,
            LearningRule rule,
            Optimizer o,
            int batch,
            List<Requirement> waive,
            LossFunction loss,
            LayerKind... layers) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(data), DataSettings.DEFAULT),
                List.of(layers),
                NamedComponent.of(loss),
                NamedComponent.of(rule));
        TrainingSettings training =
                TrainingSettings.ofEpochs(1, new BatchSize(batch)).withWaived(waive);
        ResolvedOptimizer optimizer = ResolvedOptimizer.of(o);
        ResolvedRun run = new ResolvedRun(task, optimizer, training, List.of(), TrainingHarness.SEED);
        Runner runner = new Runner(new DataCache());
        return runner.check(run).incompatibilities().stream()
                .map(m -> m.path() + ": " + m.reason())
                .toList();
    }

    /** A rule with requirements that does nothing. */
    @Component("demanding")
    record Demanding(Set<Requirement> requirements) implements LearningRule {
        static LearningRule of(Requirement... needs) {
            return new Demanding(Set.of(needs));
        }

        @Override
        public BoundRule bind(Setup setup) {
            return batch -> 0;
        }
    }

    /** Gradient descent with requirements, optionally for matrices only. */
    @Component("choosy")
    record Choosy(Set<Requirement> requirements, boolean matrices) implements Optimizer {
        static Optimizer of(Requirement... needs) {
            return new Choosy(Set.of(needs), false);
        }

        @Override
        public boolean supports(Parameter p) {
            return !matrices || p.rows() > 1 && p.cols() > 1;
        }

        @Override
        public void update(Step s) {
            s.updateWith("base", SGD);
        }
    }
}
