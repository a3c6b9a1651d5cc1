package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.LocalRule;
import dev.engram.spi.Synapses;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Softmax;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reward for the noise. */
class ThreeFactorTest {
    /** Records what a rule of one layer sees. */
    private static final class RecordingRule implements LocalRule {
        private final ThreeFactor rule;
        private double[][] noise;
        private double[][] in;
        private double[][] reward;

        RecordingRule(ThreeFactor rule) {
            this.rule = rule;
        }

        @Override
        public Signal signal() {
            return rule.signal();
        }

        @Override
        public float exploration() {
            return rule.exploration();
        }

        @Override
        public void learn(Synapses s) {
            noise = ArrayMath.toArray(s.noise());
            in = ArrayMath.toArray(s.input());
            reward = ArrayMath.toArray(s.signal());
            rule.learn(s);
        }

        double mean() {
            return Stream.of(reward).mapToDouble(r -> r[0]).average().orElseThrow();
        }
    }

    /** Node perturbation: G = mean of (noisy loss - clean loss) / sigma * xi x', for every example its own. */
    @Test
    void withoutMemoryThreeFactorsAreNodePerturbation() {
        RecordingRule w = new RecordingRule(new ThreeFactor(0.1f, 0));
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.classes(new CrossEntropy(), TrainingTask.dense(TrainingTask.CLASSES, new Softmax())), w);
        trainingHarness.step();
        float[] g = trainingHarness.gradient("layer0/weights"), b = trainingHarness.gradient("layer0/bias");
        for (int i = 0; i < g.length; i++) {
            double expected = 0;
            for (int r = 0; r < TrainingTask.ROWS; r++) {
                expected -= w.reward[r][0]
                        / 0.1
                        * w.noise[r][i / TrainingTask.INPUTS]
                        * w.in[r][i % TrainingTask.INPUTS]
                        / TrainingTask.ROWS;
            }
            assertEquals(expected, g[i], 1e-6);
        }
        for (int k = 0; k < b.length; k++) {
            double expected = 0;
            for (int r = 0; r < TrainingTask.ROWS; r++) {
                expected -= w.reward[r][0] / 0.1 * w.noise[r][k] / TrainingTask.ROWS;
            }
            assertEquals(expected, b[k], 1e-6);
        }
    }

    /** Batches of one: e <- memory e + xi x', G = -(R / sigma) e. */
    @Test
    void withMemoryEligibilitiesWaitForLaterRewards() {
        RecordingRule w = new RecordingRule(new ThreeFactor(0.1f, 0.7f));
        TrainingHarness trainingHarness = new TrainingHarness(
                TrainingTask.classes(new CrossEntropy(), TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
                        .rows(1),
                w,
                new GradientDescent(0.01f));
        double[] trace = new double[TrainingTask.CLASSES * TrainingTask.INPUTS];
        for (int t = 0; t < 6; t++) {
            trainingHarness.step();
            float[] g = trainingHarness.gradient("layer0/weights");
            for (int i = 0; i < trace.length; i++) {
                trace[i] = 0.7 * trace[i] + w.noise[0][i / TrainingTask.INPUTS] * w.in[0][i % TrainingTask.INPUTS];
                assertEquals(-w.mean() / 0.1 * trace[i], g[i], 1e-5);
            }
        }
    }

    @Test
    void threeFactorsFollowTheGradientInTheMean() {
        TrainingTask trainingTask = TrainingTask.shallow().sameBatch();
        float[] truth = TrainingHarness.gradient(trainingTask, new Backprop()), mean = new float[truth.length];
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask, new ThreeFactor(0.01f, 0));
        for (int i = 0; i < 3000; i++) {
            trainingHarness.step();
            float[] g = trainingHarness.gradient();
            for (int j = 0; j < mean.length; j++) {
                mean[j] += g[j] / 3000;
            }
        }
        assertTrue(ArrayMath.cosine(mean, truth) > 0.98, "cosine " + ArrayMath.cosine(mean, truth));
        assertArrayEquals(
                new float[0],
                trainingHarness.ruleState().values().stream().findFirst().orElse(new float[0]),
                "nothing to remember");
    }
}
