package dev.engram.testkit.contract.listener;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.train.RunListener;
import dev.engram.engine.train.Runner;
import dev.engram.spi.Activation;
import dev.engram.spi.Dataset;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import dev.engram.testkit.contract.rule.TestNetwork;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A short run in which a listener is checked: twenty epochs of four steps, at rates that rise. */
record ListenedTask(String name, ResolvedRun run) {
    static final List<ListenedTask> ALL = List.of(
            new ListenedTask(
                    "a classification",
                    network(true, new CrossEntropy(), new Softmax(), TrainingSettings.ofEpochs(20, new BatchSize(8)))),
            new ListenedTask(
                    "a regression",
                    network(
                            false,
                            new SumOfSquares(),
                            new Identity(),
                            TrainingSettings.ofEpochs(20, new BatchSize(8)))),
            new ListenedTask(
                    "a landscape",
                    new ResolvedRun(
                            new ResolvedTask.LandscapeDescent(NamedComponent.of(new Bowl()), List.of(), false),
                            rising(),
                            TrainingSettings.ofSteps(80, BatchSize.FULL),
                            List.of(),
                            ListenedTask.SEED)));

    /** The step after which a checkpoint is made: in the middle of an epoch. */
    static final long CHECKPOINT = 42;

    private static final long SEED = 5;
    private static final int EXAMPLES = 32;
    private static final int INPUTS = 4;
    private static final int TARGETS = 3;
    private static final Runner RUNNER = new Runner(new DataCache());

    private static ResolvedOptimizer rising() {
        return new ResolvedOptimizer(
                "gradient-descent", (t, total) -> new GradientDescent(0.01f * (1 + (float) t / total)));
    }

    private static ResolvedRun network(
            boolean classes, LossFunction loss, Activation output, TrainingSettings training) {
        List<LayerKind> layers = List.of(TestNetwork.layer(5, new Tanh()), TestNetwork.layer(TARGETS, output));
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(
                        NamedComponent.of(new Examples(classes)),
                        DataSettings.of(-1, 0, DataSettings.Scaling.NONE, DataSettings.Coding.ONE_HOT)),
                layers,
                NamedComponent.of(loss),
                NamedComponent.of(new Backpropagation()));
        return new ResolvedRun(task, rising(), training, List.of(), SEED);
    }

    /** Examples that are normally distributed, with classes in turn or with the first inputs as targets. */
    private record Examples(boolean classes) implements Dataset {
        @Override
        public Table load(Rng rng) {
            float[] x = new float[EXAMPLES * INPUTS];
            float[] labels = new float[EXAMPLES];
            float[] t = new float[EXAMPLES * TARGETS];
            for (int r = 0; r < EXAMPLES; r++) {
                labels[r] = r % TARGETS;
                for (int c = 0; c < INPUTS; c++) {
                    x[r * INPUTS + c] = rng.gaussian();
                }
                System.arraycopy(x, r * INPUTS, t, r * TARGETS, TARGETS);
            }
            Table table = classes
                    ? Table.classification(INPUTS, x, labels, List.of("a", "b", "c"))
                    : Table.regression(INPUTS, x, TARGETS, t);
            return table.asExhaustive();
        }
    }

    private ResolvedRun with(Listener listener) {
        return run.withListeners(List.of(NamedComponent.of(listener)));
    }

    /** Returns why the run is refused with a listener; empty if it is not. */
    List<Incompatibility> incompatibilities(Listener listener) {
        return RUNNER.check(with(listener)).incompatibilities();
    }

    RunResult resultWithout() {
        return RUNNER.run(run, (step, total) -> {});
    }

    RunResult resultWith(Listener listener) {
        return RUNNER.run(with(listener), (step, total) -> {});
    }

    /** Returns the result of a run that was interrupted and continued from a checkpoint. */
    RunResult resumedResultWith(Listener listener) {
        Interruption interruption = new Interruption();
        try {
            RUNNER.run(with(listener), interruption);
        } catch (RunListener.RunCancelledException e) {
            return RUNNER.run(with(listener), interruption.continued());
        }
        throw new IllegalStateException(name + " was not interrupted");
    }

    /** Saves a checkpoint after some steps, and cancels the run after the next one. */
    private static final class Interruption implements RunListener {
        private long step;
        private byte[] checkpoint;

        @Override
        public void onProgress(long done, long total) {}

        @Override
        public boolean isCancelled() {
            step++;
            return checkpoint != null;
        }

        @Override
        public boolean checkpointDue() {
            return step == CHECKPOINT;
        }

        @Override
        public void saveCheckpoint(Supplier<byte[]> state) {
            checkpoint = state.get();
        }

        RunListener continued() {
            byte[] saved = checkpoint;
            return new RunListener() {
                @Override
                public void onProgress(long done, long total) {}

                @Override
                public Optional<byte[]> storedCheckpoint() {
                    return Optional.of(saved);
                }
            };
        }
    }
}
