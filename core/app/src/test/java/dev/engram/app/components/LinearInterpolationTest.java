package dev.engram.app.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.LandscapeDescent;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.run.TrainingSettings.KeepWeights;
import dev.engram.engine.train.InterpolatedLoss;
import dev.engram.engine.train.InterpolatedLoss.Barrier;
import dev.engram.engine.train.InterpolationGrid;
import dev.engram.engine.train.LinearInterpolation;
import dev.engram.engine.train.Runner;
import dev.engram.engine.weights.ArrayCodec;
import dev.engram.engine.weights.NamedArray;
import dev.engram.plugins.landscapes.Rosenbrock;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.metrics.Loss;
import dev.engram.spi.Dataset;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Optimizer;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The loss on the line between the weights of two runs. */
class LinearInterpolationTest {
    private static final int ALL = 1000;
    private static final Optimizer SLOW = new GradientDescent(0.01f), FAST = new HeavyBall(0.1f, 0.9f);
    private static final InterpolationGrid GRID = new InterpolationGrid(-0.5, 1.5, 5);
    private static final DataSettings SPLIT =
            DataSettings.of(0.2, 0.2, DataSettings.Scaling.NONE, DataSettings.Coding.ONE_HOT);
    private static final LayerKind[] LINEAR = {TrainingTask.dense(1, new Identity())};
    private static final LayerKind[] DEEP = {TrainingTask.dense(5, new Tanh()), TrainingTask.dense(3, new Softmax())};

    private final DataCache data = new DataCache();

    private static ResolvedRun run(
            Dataset dots, LossFunction loss, Optimizer optimizer, long seed, BatchSize batch, LayerKind... network) {
        TrainingSettings settings = TrainingSettings.ofEpochs(5, batch)
                .withMonitoring(
                        new TrainingSettings.Monitoring(1, ProbeSize.DEFAULT, List.of(TrainingSettings.Curve.TRAINING)))
                .withKeepWeights(KeepWeights.LAST);
        return new ResolvedRun(
                new NetworkTraining(
                        new ResolvedData(NamedComponent.of(dots), SPLIT),
                        List.of(network),
                        NamedComponent.of(loss),
                        NamedComponent.of(new Backpropagation())),
                ResolvedOptimizer.of(optimizer),
                settings,
                List.of(NamedComponent.of(new Loss())),
                seed);
    }

    private static ResolvedRun regression(Optimizer optimizer) {
        Dataset dots = new SampleConfiguration.Dots(4, false);
        return run(dots, new SumOfSquares(), optimizer, 1, new BatchSize(8), LINEAR);
    }

    private static ResolvedRun classes(Optimizer optimizer, long seed, LayerKind... network) {
        return run(SampleConfiguration.DOTS, new CrossEntropy(), optimizer, seed, new BatchSize(8), network);
    }

    private RunResult train(ResolvedRun run) {
        return new Runner(data).run(run, (step, total) -> {});
    }

    private static List<NamedArray> weights(RunResult result) {
        return ArrayCodec.decode(result.artifacts().weights().get(0).arrays());
    }

    private static double recorded(RunResult result, String phase) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals(phase) && m.metric().equals("loss"))
                .mapToDouble(Measurement::value)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static double[] trainingLosses(List<InterpolatedLoss> line) {
        return line.stream().mapToDouble(InterpolatedLoss::trainingLoss).toArray();
    }

    /** The mean of half the squared errors of a linear unit at a point of the line, in double precision. */
    private double closedForm(ResolvedRun run, List<NamedArray> a, List<NamedArray> b, double t) {
        Split split = data.split(((NetworkTraining) run.task()).data(), run.seed());
        double sum = 0;
        for (int row : split.training()) {
            double y = (1 - t) * a.get(1).values()[0] + t * b.get(1).values()[0];
            for (int i = 0; i < split.inputs(); i++) {
                double w = (1 - t) * a.get(0).values()[i] + t * b.get(0).values()[i];
                y += w * split.x()[row * split.inputs() + i];
            }
            double error = y - split.t()[row];
            sum += error * error / 2;
        }
        return sum / split.training().length;
    }

    @Test
    void betweenTwoLinearRegressionsTheLossIsTheParabolaOfTheClosedForm() {
        ResolvedRun slow = regression(SLOW), fast = regression(FAST);
        List<NamedArray> a = weights(train(slow)), b = weights(train(fast));
        List<InterpolatedLoss> line = new LinearInterpolation(slow, data, ALL).between(a, b, GRID);
        double[] losses = trainingLosses(line);
        assertEquals(5, losses.length);
        for (int i = 0; i < losses.length; i++) {
            assertEquals(closedForm(slow, a, b, line.get(i).position()), losses[i], 1e-6 * (1 + losses[i]));
        }
        double curvature = losses[0] - 2 * losses[1] + losses[2];
        assertTrue(curvature > 1e-3, "convex: " + curvature);
        for (int i = 1; i < losses.length - 1; i++) {
            assertEquals(curvature, losses[i - 1] - 2 * losses[i] + losses[i + 1], 1e-5, "the same curvature anywhere");
        }
        assertEquals(new Barrier(0, 0), Barrier.of(line, InterpolatedLoss::trainingLoss));
    }

    @Test
    void theEndsHaveTheBitsOfTheLossesThatTheRunsRecorded() {
        ResolvedRun slow = classes(SLOW, 1, DEEP), fast = classes(FAST, 1, DEEP);
        RunResult a = train(slow), b = train(fast);
        List<InterpolatedLoss> line = new LinearInterpolation(slow, data, ALL).between(weights(a), weights(b), GRID);
        assertArrayEquals(
                new double[] {-0.5, 0, 0.5, 1, 1.5},
                line.stream().mapToDouble(InterpolatedLoss::position).toArray());
        assertEquals(recorded(a, "validation"), line.get(1).validationLoss());
        assertEquals(recorded(b, "validation"), line.get(3).validationLoss());
        assertEquals(recorded(a, Measurement.TRAINING_CURVE), line.get(1).trainingLoss());
        assertEquals(recorded(b, Measurement.TRAINING_CURVE), line.get(3).trainingLoss());
    }

    @Test
    void aBarrierIsTheGreatestRiseAboveTheLineBetweenTheEnds() {
        List<InterpolatedLoss> line = IntStream.range(0, 5)
                .mapToObj(i -> new InterpolatedLoss(
                        i / 2.0 - 0.5, new double[] {99, 1, 5, 3, 99}[i], 1, i == 2 ? Double.NaN : 1, 1))
                .toList();
        assertEquals(new Barrier(3, 0.5), Barrier.of(line, InterpolatedLoss::trainingLoss));
        assertTrue(
                Double.isNaN(Barrier.of(line, InterpolatedLoss::validationLoss).height()));
    }

    @Test
    void nothingIsAboveALineWithAnInfiniteEndAndAnInfiniteLossIsAboveEveryOther() {
        double inf = Double.POSITIVE_INFINITY;
        assertEquals(new Barrier(0, 0), barrier(1, 5, inf));
        assertEquals(new Barrier(0, 0), barrier(inf, inf, 1));
        assertEquals(new Barrier(inf, 0.5), barrier(1, inf, 2));
    }

    @Test
    void aLevelLineHasNoBarrierOfRounding() {
        double[] level = new double[11];
        Arrays.fill(level, 0.1);
        assertEquals(new Barrier(0, 0), barrier(level));
    }

    private static Barrier barrier(double... losses) {
        List<InterpolatedLoss> line = IntStream.range(0, losses.length)
                .mapToObj(i -> new InterpolatedLoss(i / (losses.length - 1.0), losses[i], 1, 1, 1))
                .toList();
        return Barrier.of(line, InterpolatedLoss::trainingLoss);
    }

    /** With one batch of all examples the statistics of training are those of the whole data, whatever the momentum. */
    @Test
    void runningStatisticsAreComputedAnewForEveryPoint() {
        double[][] losses = new double[2][];
        double[] recorded = new double[2];
        for (int i = 0; i < 2; i++) {
            LayerKind[] network = {DEEP[0], new BatchNorm(i == 0 ? 0.1f : 1, 1e-5f, true), DEEP[1]};
            ResolvedRun run = run(SampleConfiguration.DOTS, new CrossEntropy(), SLOW, 1, BatchSize.FULL, network);
            ResolvedRun other = run(SampleConfiguration.DOTS, new CrossEntropy(), FAST, 1, BatchSize.FULL, network);
            RunResult a = train(run);
            LinearInterpolation line = new LinearInterpolation(run, data, ALL);
            assertTrue(line.recomputesStatistics());
            losses[i] = trainingLosses(line.between(weights(a), weights(train(other)), GRID));
            recorded[i] = recorded(a, Measurement.TRAINING_CURVE);
        }
        assertArrayEquals(losses[1], losses[0], 1e-5, "the weights are equal, and so are the statistics");
        assertTrue(Math.abs(losses[0][1] - recorded[0]) > 1e-3, "five steps of momentum 0.1 remember the beginning");
    }

    @Test
    void networksWithOtherInitialWeightsAreTheSameFunctionAndThoseWithOtherActivationsAreNot() {
        LayerKind otherStart = new Dense(5, new Tanh(), TrainingTask.ZEROS, TrainingTask.ZEROS);
        LinearInterpolation line = new LinearInterpolation(classes(SLOW, 1, DEEP), data, ALL);
        List<NamedArray> weights = weights(train(classes(FAST, 1, DEEP)));
        assertTrue(line.sameFunction(classes(FAST, 1, otherStart, DEEP[1]), weights));
        assertFalse(line.sameFunction(classes(FAST, 1, TrainingTask.dense(5, new Sigmoid()), DEEP[1]), weights));
    }

    @Test
    void examplesAreDrawnAndValidationExamplesThatTheOtherRunKnowsAreCounted() {
        ResolvedRun one = classes(SLOW, 1, DEEP);
        LinearInterpolation line = new LinearInterpolation(one, data, 7);
        assertEquals(List.of(7, 7), List.of(line.trainingExamples(), line.validationExamples()));
        assertEquals(0, line.validationExamplesTrainedOnBy(one, data));
        assertTrue(line.validationExamplesTrainedOnBy(classes(SLOW, 2, DEEP), data) > 0);
    }

    @Test
    void weightsOfAnotherShapeOrThatAreNotFiniteAreRefused() {
        ResolvedRun run = classes(SLOW, 1, DEEP);
        List<NamedArray> weights = weights(train(run));
        LinearInterpolation line = new LinearInterpolation(run, data, ALL);
        String shape = assertThrows(
                        IncompatibleException.class, () -> line.between(weights, weights.subList(1, 4), GRID))
                .getMessage();
        assertTrue(shape.contains("0.weight is missing"), shape);
        weights.get(0).values()[0] = Float.NaN;
        String nan = assertThrows(IncompatibleException.class, () -> line.between(weights, weights, GRID))
                .getMessage();
        assertEquals("0.weight has a number that is not finite", nan);
    }

    @Test
    void aRunOnALandscapeHasNoNetwork() {
        ResolvedRun descent = new ResolvedRun(
                new LandscapeDescent(NamedComponent.of(new Rosenbrock(1, 100)), List.of(), false),
                ResolvedOptimizer.of(SLOW),
                classes(SLOW, 1, DEEP).training(),
                List.of(),
                1);
        assertThrows(IncompatibleException.class, () -> new LinearInterpolation(descent, data, ALL));
    }

    @Test
    void theEndsAreAlwaysPositionsAndHaveToBeInside() {
        List<InterpolatedLoss> line = new LinearInterpolation(classes(SLOW, 1, DEEP), data, ALL)
                .between(
                        weights(train(classes(SLOW, 1, DEEP))),
                        weights(train(classes(FAST, 1, DEEP))),
                        new InterpolationGrid(-0.3, 1.1, 3));
        assertArrayEquals(
                new double[] {-0.3, 0, 0.4, 1, 1.1},
                line.stream().mapToDouble(InterpolatedLoss::position).toArray());
        assertThrows(IncompatibleException.class, () -> new InterpolationGrid(0.1, 1, 3));
        assertThrows(IncompatibleException.class, () -> new InterpolationGrid(0, 0.9, 3));
        assertThrows(IncompatibleException.class, () -> new InterpolationGrid(0, Double.NaN, 3));
        assertThrows(IncompatibleException.class, () -> new InterpolationGrid(0, 1, 1));
    }
}
