package dev.engram.app.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.run.TrainingSettings.KeepWeights;
import dev.engram.engine.train.NetworkPredictions;
import dev.engram.engine.train.RunListener;
import dev.engram.engine.train.Runner;
import dev.engram.engine.weights.ArrayCodec;
import dev.engram.engine.weights.NamedArray;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.ConvTranspose;
import dev.engram.plugins.layers.Flatten;
import dev.engram.plugins.layers.Residual;
import dev.engram.plugins.metrics.Loss;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Weights that a run keeps. */
class KeptWeightsTest {
    private static final int EPOCHS = 4;
    private static final DataSettings MAPS = DataSettings.of(
                    0.2, 0.2, DataSettings.Scaling.NONE, DataSettings.Coding.ONE_HOT)
            .withPreprocessing(new DataSettings.Preprocessing(
                    DataSettings.Scaling.STANDARD,
                    DataSettings.Coding.ONE_HOT,
                    DataSettings.Scaling.NONE,
                    List.of(1, 2, 3)));
    private static final LayerKind[] NETWORK = {
        new Flatten(),
        TrainingTask.dense(5, new Tanh()),
        new BatchNorm(0.1f, 1e-5f, true),
        TrainingTask.dense(3, new Softmax())
    };

    private static ResolvedRun run(KeepWeights keep, LayerKind... network) {
        return run(keep, EPOCHS, new HeavyBall(0.9f, 0.9f), List.of(), network);
    }

    private static ResolvedRun run(
            KeepWeights keep, int epochs, Optimizer optimizer, List<NamedArray> start, LayerKind... network) {
        return run(settings(epochs, TrainingSettings.Keep.LAST).withKeepWeights(keep), optimizer, start, network);
    }

    private static TrainingSettings settings(int epochs, TrainingSettings.Keep keep) {
        return TrainingSettings.of(
                new TrainingSettings.Budget(epochs, 0),
                TrainingSettings.Batching.of(BatchSize.FULL, TrainingSettings.Order.AS_IS),
                new TrainingSettings.Monitoring(1, ProbeSize.DEFAULT, List.of()),
                new TrainingSettings.ModelSelection(0, keep));
    }

    private static ResolvedRun run(
            TrainingSettings training, Optimizer optimizer, List<NamedArray> start, LayerKind... network) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(SampleConfiguration.DOTS), MAPS),
                List.of(network),
                NamedComponent.of(new CrossEntropy()),
                NamedComponent.of(new Backpropagation()),
                start);
        return new ResolvedRun(
                task,
                ResolvedOptimizer.of(optimizer),
                training,
                List.of(NamedComponent.of(new Loss())),
                TrainingHarness.SEED);
    }

    private static RunResult make(KeepWeights keep, LayerKind... network) {
        return new Runner(new DataCache()).run(run(keep, network), (step, total) -> {});
    }

    private static List<Long> steps(RunResult result) {
        return result.artifacts().weights().stream().map(KeptWeights::step).toList();
    }

    private static List<String> names(RunResult result) {
        return ArrayCodec.decode(result.artifacts().weights().get(0).arrays()).stream()
                .map(a -> a.name() + " " + a.shapeText())
                .toList();
    }

    /** The running statistics of a batch normalization after the best step, and not after the last one. */
    @Test
    void theBestPointIsTestedWithTheStatesThatBelongToIt() {
        RunResult best = make(settings(EPOCHS, TrainingSettings.Keep.BEST));
        long bestStep = bestStep(best);
        assertTrue(bestStep > 0 && bestStep < EPOCHS, "a case in which the best is not the last: " + bestStep);
        RunResult shorter = make(settings((int) bestStep, TrainingSettings.Keep.LAST));
        assertEquals(shorter.hash(), best.hash());
        assertEquals(testLoss(shorter), testLoss(best));
    }

    private static RunResult make(TrainingSettings training) {
        ResolvedRun run = run(training, new HeavyBall(0.9f, 0.9f), List.of(), NETWORK);
        return new Runner(new DataCache()).run(run, (step, total) -> {});
    }

    private static double testLoss(RunResult result) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals("test") && m.metric().equals("loss"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static long bestStep(RunResult result) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals("validation") && m.metric().equals("loss"))
                .min(Comparator.comparingDouble(Measurement::value))
                .orElseThrow()
                .step();
    }

    @Test
    void theSettingChoosesTheMomentsAndChangesNoBit() {
        RunResult none = make(KeepWeights.NONE, NETWORK);
        RunResult last = make(KeepWeights.LAST, NETWORK);
        RunResult best = make(KeepWeights.BEST, NETWORK);
        RunResult every = make(KeepWeights.EVERY, NETWORK);
        long bestStep = bestStep(none);
        assertTrue(bestStep > 0 && bestStep < EPOCHS, "a case in which the best is not the last: " + bestStep);
        assertEquals(List.of(), steps(none));
        assertEquals(List.of((long) EPOCHS), steps(last));
        assertEquals(List.of(bestStep), steps(best));
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), steps(every));
        assertEquals(
                every.artifacts().weights().get(EPOCHS),
                last.artifacts().weights().get(0));
        assertEquals(
                every.artifacts().weights().get((int) bestStep),
                best.artifacts().weights().get(0));
        for (RunResult other : List.of(last, best, every)) {
            assertEquals(none.hash(), other.hash());
            assertEquals(none.measurements(), other.measurements());
        }
    }

    @Test
    void aResumedRunHasTheWeightsOfAnUninterruptedOne() {
        ResolvedRun run = run(KeepWeights.EVERY, NETWORK);
        byte[][] checkpoint = new byte[1][];
        RunListener saving = new RunListener() {
            private int asked;

            @Override
            public void onProgress(long step, long total) {}

            @Override
            public boolean checkpointDue() {
                return ++asked == 2;
            }

            @Override
            public void saveCheckpoint(Supplier<byte[]> state) {
                checkpoint[0] = state.get();
            }
        };
        RunListener resuming = new RunListener() {
            @Override
            public void onProgress(long step, long total) {}

            @Override
            public Optional<byte[]> storedCheckpoint() {
                return Optional.of(checkpoint[0]);
            }
        };
        Runner runner = new Runner(new DataCache());
        RunResult whole = runner.run(run, saving);
        assertEquals(
                whole.artifacts().weights(),
                runner.run(run, resuming).artifacts().weights());
    }

    @Test
    void plainDescentFromKeptWeightsEqualsTheUninterruptedRunBitForBit() {
        Runner runner = new Runner(new DataCache());
        Optimizer sgd = new GradientDescent(0.2f);
        RunResult whole = runner.run(run(KeepWeights.EVERY, EPOCHS, sgd, List.of(), NETWORK), (step, total) -> {});
        List<NamedArray> half =
                ArrayCodec.decode(whole.artifacts().weights().get(2).arrays());
        RunResult rest = runner.run(run(KeepWeights.EVERY, EPOCHS - 2, sgd, half, NETWORK), (step, total) -> {});
        assertEquals(whole.hash(), rest.hash());
        for (int i = 0; i <= EPOCHS - 2; i++) {
            assertArrayEquals(
                    whole.artifacts().weights().get(i + 2).arrays(),
                    rest.artifacts().weights().get(i).arrays(),
                    "after step " + i);
        }
    }

    @Test
    void theKeptNetworkPredictsTheTestDataAsItsRunDid() {
        DataCache data = new DataCache();
        ResolvedRun run = run(KeepWeights.LAST, NETWORK);
        RunResult result = new Runner(data).run(run, (step, total) -> {});
        ResolvedData table = ((ResolvedTask.NetworkTraining) run.task()).data();
        Metric.Predictions all = NetworkPredictions.of(
                run,
                data,
                ArrayCodec.decode(result.artifacts().weights().get(0).arrays()),
                data.table(table).inputRows());
        int[] test = data.split(table, run.seed()).test();
        int[] said = result.artifacts().predictions().orElseThrow().predictedClasses();
        assertEquals(60, all.scores().rows());
        assertArrayEquals(said, Arrays.stream(test).map(all::predicted).toArray());
    }

    @Test
    void everyArrayThatDoesNotFitIsReportedBeforeAnythingRuns() {
        List<NamedArray> wrong = List.of(
                new NamedArray("1.weight", new int[] {6, 5}, new float[30]),
                new NamedArray("9.weight", new int[] {1}, new float[1]),
                new NamedArray("1.bias", new int[] {5}, new float[5]));
        List<String> reasons = new Runner(new DataCache())
                .check(run(KeepWeights.NONE, 1, new GradientDescent(0.2f), wrong, NETWORK)).incompatibilities().stream()
                        .map(i -> i.path() + ": " + i.reason())
                        .toList();
        assertEquals("start.weights: 1.weight has the shape 6 x 5, but in the network it has 5 x 6", reasons.get(0));
        assertEquals("start.weights: the network has no array 9.weight, which has the shape 1", reasons.get(1));
        assertEquals("start.weights: 2.weight is missing, which has the shape 5 in the network", reasons.get(2));
        assertEquals(9, reasons.size(), "seven are missing: " + reasons);
    }

    @Test
    void namesAndShapesAreThoseOfPyTorch() {
        RunResult dense = make(KeepWeights.LAST, NETWORK);
        assertEquals(
                List.of(
                        "1.weight 5 x 6",
                        "1.bias 5",
                        "2.weight 5",
                        "2.bias 5",
                        "2.running_mean 5",
                        "2.running_var 5",
                        "2.num_batches_tracked a single number",
                        "3.weight 3 x 5",
                        "3.bias 3"),
                names(dense));
        List<NamedArray> arrays =
                ArrayCodec.decode(dense.artifacts().weights().get(0).arrays());
        assertEquals(EPOCHS, arrays.get(6).values()[0], "full batches: one step in an epoch");
    }

    @Test
    void convolutionsAndBranchesAreNamedByTheirPlace() {
        LayerKind conv = new Conv(4, 3, 1, "same", 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
        LayerKind shortcut =
                new Conv(4, 1, 1, "same", 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, false);
        LayerKind up = new ConvTranspose(2, 2, 2, 0, 0, 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS);
        assertEquals(
                List.of(
                        "0.shortcut.0.weight 4 x 1 x 1 x 1",
                        "0.layers.0.weight 4 x 1 x 3 x 3",
                        "0.layers.0.bias 4",
                        "1.weight 4 x 2 x 2 x 2",
                        "1.bias 2",
                        "3.weight 3 x 48",
                        "3.bias 3"),
                names(make(
                        KeepWeights.LAST,
                        new Residual(List.of(conv), List.of(shortcut)),
                        up,
                        new Flatten(),
                        TrainingTask.dense(3, new Softmax()))));
    }
}
