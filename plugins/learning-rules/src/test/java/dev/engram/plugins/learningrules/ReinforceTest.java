package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.plugins.learningrules.Reinforce.Reward;
import dev.engram.plugins.learningrules.Reinforce.Units;
import dev.engram.spi.Batch;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reward that depends only on what was drawn. */
class ReinforceTest {
    private static final float[] X = {0.7f, -1.2f};
    private static final int HIDDEN = 2;
    private static final int CLASSES = 3;
    private static final int RIGHT = 2;
    private static final Initialiser SPREAD = (w, from, to, in, out, rng) -> {
        for (int i = from; i < to; i++) {
            w[i] = rng.gaussian();
        }
    };

    /** One example; the uniform numbers of each layer are given. */
    private record Scripted(float[][] numbers) implements Batch {
        @Override
        public int rows() {
            return 1;
        }

        @Override
        public MatrixView inputs() {
            return new MatrixView(X, 0, 1, X.length);
        }

        @Override
        public MatrixView targets() {
            float[] t = new float[CLASSES];
            t[RIGHT] = 1;
            return new MatrixView(t, 0, 1, CLASSES);
        }

        @Override
        public int label(int row) {
            return RIGHT;
        }

        @Override
        public Rng random(String name) {
            float[] these = numbers[name.charAt(name.length() - 1) - '0'];
            return new Rng() {
                private int at;

                @Override
                public float uniform() {
                    return these[at++ % these.length];
                }

                @Override
                public float gaussian() {
                    return uniform();
                }

                @Override
                public int uniformInt(int n) {
                    return 0;
                }
            };
        }
    }

    private static Learner learner(float memory) {
        List<LayerKind> layers = List.of(
                new Dense(HIDDEN, new Sigmoid(), SPREAD, SPREAD), new Dense(CLASSES, new Softmax(), SPREAD, SPREAD));
        return new Learner(
                5,
                new NetworkSpec(X.length, layers, new CrossEntropy(), CLASSES),
                new Reinforce(Units.BERNOULLI, Reward.CORRECT, 1, memory),
                1,
                false);
    }

    /** Weights, then biases, of a layer: (units x inputs) and (units). */
    private static double[][] layer(Learner l, double[] theta, int index) {
        double[][] parts = new double[2][];
        for (var p : l.arena().parameters()) {
            if (p.name().startsWith("layer" + index)) {
                parts[p.cols() == 1 && p.name().endsWith("bias") ? 1 : 0] = Arrays.copyOfRange(theta, p.from(), p.to());
            }
        }
        return parts;
    }

    private static double[] affine(double[][] layer, double[] x) {
        double[] a = layer[1].clone();
        for (int k = 0; k < a.length; k++) {
            for (int i = 0; i < x.length; i++) {
                a[k] += layer[0][k * x.length + i] * x[i];
            }
        }
        return a;
    }

    private static double[] probabilities(Learner l, double[] theta) {
        double[] p = affine(layer(l, theta, 0), new double[] {X[0], X[1]});
        return Arrays.stream(p).map(a -> 1 / (1 + Math.exp(-a))).toArray();
    }

    private static double[] classes(Learner l, double[] theta, int drawn) {
        double[] z = affine(layer(l, theta, 1), new double[] {drawn & 1, drawn >> 1});
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            z[k] = Math.exp(z[k]);
            sum += z[k];
        }
        double all = sum;
        return Arrays.stream(z).map(v -> v / all).toArray();
    }

    private static double chance(double[] p, int drawn) {
        return ((drawn & 1) == 1 ? p[0] : 1 - p[0]) * ((drawn >> 1) == 1 ? p[1] : 1 - p[1]);
    }

    /** The expected reward: the probability of drawing the right class. */
    private static double expected(Learner l, double[] theta) {
        double sum = 0, p[] = probabilities(l, theta);
        for (int drawn = 0; drawn < 4; drawn++) {
            sum += chance(p, drawn) * classes(l, theta, drawn)[RIGHT];
        }
        return sum;
    }

    private static double[] doubles(float[] a) {
        double[] d = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            d[i] = a[i];
        }
        return d;
    }

    /** Every outcome, weighted by its probability, with and without a baseline from an earlier step. */
    @Test
    void inTheMeanOverAllOutcomesReinforceIsTheGradientOfTheExpectedRewardForAnyBaseline() {
        for (int before = 0; before < 3; before++) {
            Learner l = learner(0.6f);
            double[] theta = doubles(l.arena().theta()), mean = new double[theta.length];
            double[] p = probabilities(l, theta);
            for (int drawn = 0; drawn < 4; drawn++) {
                double[] y = classes(l, theta, drawn);
                double below = 0;
                for (int said = 0; said < CLASSES; said++) {
                    Learner fresh = learner(0.6f);
                    for (int i = 0; i < before; i++) {
                        fresh.learn(new Scripted(
                                new float[][] {{0.4f, 0.8f}, {0.999f}})); // says the last class: a reward of 1
                    }
                    fresh.learn(new Scripted(new float[][] {
                        {(drawn & 1) == 1 ? 0 : 0.9999f, (drawn >> 1) == 1 ? 0 : 0.9999f},
                        {(float) (below + y[said] / 2)}
                    }));
                    below += y[said];
                    float[] g = fresh.arena().gradient();
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] -= chance(p, drawn) * y[said] * g[i];
                    }
                }
            }
            double h = 1e-5;
            for (int i = 0; i < mean.length; i++) {
                double[] up = theta.clone(), down = theta.clone();
                up[i] += h;
                down[i] -= h;
                assertEquals((expected(l, up) - expected(l, down)) / (2 * h), mean[i], 1e-6, "number " + i);
            }
        }
    }

    @Test
    void theBaselineIsTheRunningMeanOfTheRewardsBefore() {
        Learner l = learner(0.6f);
        Batch right = new Scripted(new float[][] {{0.4f, 0.8f}, {0.999f}}),
                wrong = new Scripted(new float[][] {{0.4f, 0.8f}, {0}});
        l.learn(right);
        l.learn(wrong);
        float[] sums = l.ruleState().get("baseline");
        assertEquals(0.6 * 0.4 / (0.6 * 0.4 + 0.4), sums[0] / sums[1], 1e-6);
        l.learn(right);
        float[] g = l.arena().gradient().clone();
        l.learn(right);
        assertTrue(ArrayMath.norm(l.arena().gradient()) < ArrayMath.norm(g), "the second time it is expected more");
    }

    /** Rewards of -loss under small noise: the mean is the gradient of back-propagation. */
    @Test
    void gaussianUnitsFollowTheGradientOfTheLoss() {
        TrainingTask trainingTask = TrainingTask.typical().sameBatch();
        float[] truth = TrainingHarness.gradient(trainingTask, new Backprop()), mean = new float[truth.length];
        TrainingHarness trainingHarness =
                new TrainingHarness(trainingTask, new Reinforce(Units.GAUSSIAN, Reward.LOSS, 0.05f, 0.99f));
        trainingHarness.steps(100);
        for (int i = 0; i < 20000; i++) {
            trainingHarness.step();
            float[] g = trainingHarness.gradient();
            for (int j = 0; j < mean.length; j++) {
                mean[j] += g[j] / 20000;
            }
        }
        double cosine = ArrayMath.cosine(mean, truth), ratio = ArrayMath.norm(mean) / ArrayMath.norm(truth);
        assertTrue(cosine > 0.9, "cosine " + cosine);
        assertEquals(1, ratio, 0.2);
    }

    @Test
    void rewardsAloneTeachAClassifier() {
        TrainingTask trainingTask = TrainingTask.classes(
                        new CrossEntropy(), TrainingTask.dense(12, new Sigmoid()), TrainingTask.dense(3, new Softmax()))
                .rows(32);
        double before = new TrainingHarness(trainingTask, new Backprop()).accuracy(20);
        for (Units units : Units.values()) {
            TrainingHarness trainingHarness = new TrainingHarness(
                    trainingTask, new Reinforce(units, Reward.CORRECT, 0.3f, 0.9f), new GradientDescent(0.5f));
            trainingHarness.steps(4000);
            double after = trainingHarness.accuracy(20);
            assertTrue(after > before + 0.25 && after > 0.6, units + " " + before + " to " + after);
        }
    }

    @Test
    void unsuitableActivationsAreRejected() {
        assertEquals(
                "bernoulli units need the probabilities of a sigmoid; give layer 0 the activation sigmoid,"
                        + " or choose units: gaussian",
                assertThrows(
                                IncompatibleException.class,
                                () -> new TrainingHarness(
                                        TrainingTask.typical(), new Reinforce(Units.BERNOULLI, Reward.LOSS, 1, 0)))
                        .getMessage());
        assertTrue(assertThrows(
                        IncompatibleException.class,
                        () -> new TrainingHarness(
                                TrainingTask.deep(new Tanh(), new Identity(), new SumOfSquares()),
                                new Reinforce(Units.GAUSSIAN, Reward.CORRECT, 1, 0)))
                .getMessage()
                .startsWith("a class is drawn from"));
    }

    @Test
    void aSingleSigmoidUnitDrawsOneOfTwoClasses() {
        TrainingTask two = new TrainingTask(
                new SyntheticBatch.Data(3, 8, 2, 1, (x, at, n, t, to, k) -> t[to] = 0, step -> step),
                List.of(TrainingTask.dense(1, new Sigmoid())),
                new SumOfSquares());
        TrainingHarness trainingHarness = new TrainingHarness(
                two, new Reinforce(Units.BERNOULLI, Reward.CORRECT, 1, 0.9f), new GradientDescent(0.5f));
        trainingHarness.steps(500);
        assertTrue(
                trainingHarness.theta("layer0/bias")[0] < -2,
                "class 0 is always right: " + trainingHarness.theta("layer0/bias")[0]);
    }
}
