package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.plugins.learningrules.EquilibriumPropagation.Nudge;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EquilibriumPropagationTest {
    /** A network whose layers are all part of the dynamics. */
    private static final TrainingTask SETTLING = TrainingTask.classes(
                    new SumOfSquares(),
                    TrainingTask.dense(7, new Tanh()),
                    TrainingTask.dense(5, new Tanh()),
                    TrainingTask.dense(TrainingTask.CLASSES, new Sigmoid()))
            .sameBatch();
    /** A network whose last layer is a read-out. */
    private static final TrainingTask READING = TrainingTask.classes(
                    new CrossEntropy(),
                    TrainingTask.dense(7, new Tanh()),
                    TrainingTask.dense(5, new Tanh()),
                    TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
            .sameBatch();

    static List<TrainingTask> tasks() {
        return List.of(SETTLING, READING);
    }

    /** Small weights, so that the network certainly converges. */
    private static TrainingHarness lab(TrainingTask trainingTask, float beta, int free, int nudged, Nudge nudge) {
        return new TrainingHarness(trainingTask, new EquilibriumPropagation(beta, free, nudged, nudge))
                .transform(x -> 0.6f * x);
    }

    private static float[] gradient(TrainingTask trainingTask, float beta, Nudge nudge) {
        TrainingHarness trainingHarness = lab(trainingTask, beta, 200, 200, nudge);
        trainingHarness.step();
        return trainingHarness.gradient();
    }

    /** The reported loss is that of the free state; its finite differences are the reference. */
    private static float[] truth(TrainingTask trainingTask) {
        TrainingHarness trainingHarness = lab(trainingTask, 0.1f, 200, 1, Nudge.CENTRED);
        trainingHarness.step();
        return trainingHarness.numericalGradient(5e-3f);
    }

    private static double order(TrainingTask trainingTask, float beta, Nudge nudge) {
        float[] truth = truth(trainingTask);
        return StrictMath.log(ArrayMath.relativeDifference(gradient(trainingTask, beta, nudge), truth)
                        / ArrayMath.relativeDifference(gradient(trainingTask, beta / 2, nudge), truth))
                / StrictMath.log(2);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theErrorOfTheOneSidedFormIsOfFirstOrderInBeta(TrainingTask trainingTask) {
        assertEquals(1, order(trainingTask, 0.2f, Nudge.ONE_SIDED), 0.15);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theErrorOfTheCentredFormIsOfSecondOrderInBeta(TrainingTask trainingTask) {
        assertEquals(2, order(trainingTask, 0.5f, Nudge.CENTRED), 0.2);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void atASmallNudgeItIsTheGradientOfTheLossAtTheFixedPoint(TrainingTask trainingTask) {
        double error = ArrayMath.relativeDifference(gradient(trainingTask, 0.05f, Nudge.CENTRED), truth(trainingTask));
        assertTrue(error < 2e-3, "relative error " + error);
    }

    /** A rule whose gradient is the one that equilibrium propagation offers for comparison. */
    private static float[] settledGradient(TrainingTask trainingTask) {
        LearningRule rule = setup -> {
            BoundRule.Settling bound =
                    (BoundRule.Settling) new EquilibriumPropagation(0.1f, 200, 1, Nudge.CENTRED).bind(setup);
            return batch -> {
                bound.learnSettled(batch);
                return 0;
            };
        };
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask, rule).transform(x -> 0.6f * x);
        trainingHarness.step();
        return trainingHarness.gradient();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theGradientOfTheSettledNetworkIsThatOfItsLossByFiniteDifferences(TrainingTask trainingTask) {
        double error = ArrayMath.relativeDifference(settledGradient(trainingTask), truth(trainingTask));
        assertTrue(error < 1e-3, "relative error " + error);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theTwoRandomSignsAverageToTheCentredForm(TrainingTask trainingTask) {
        float[] centred = gradient(trainingTask, 0.1f, Nudge.CENTRED),
                one = gradient(trainingTask, 0.1f, Nudge.ONE_SIDED);
        TrainingHarness trainingHarness = lab(trainingTask, 0.1f, 200, 200, Nudge.RANDOM_SIGN);
        int plus = 0, minus = 0;
        for (int step = 0; step < 40; step++) {
            trainingHarness.step();
            float[] g = trainingHarness.gradient();
            if (ArrayMath.maxDifference(g, one) == 0) {
                plus++;
                continue;
            }
            minus++;
            for (int i = 0; i < g.length; i++) {
                assertEquals(centred[i], (g[i] + one[i]) / 2, 2e-6);
            }
        }
        assertTrue(plus > 8 && minus > 8, plus + " and " + minus);
    }

    @Test
    void theFreeStateIsAFixedPoint() {
        TrainingHarness settled = lab(SETTLING, 0.1f, 200, 1, Nudge.CENTRED),
                once = lab(SETTLING, 0.1f, 201, 1, Nudge.CENTRED);
        assertEquals(settled.step(), once.step(), 1e-7);
        float[] a = scores(settled), b = scores(once);
        assertArrayEquals(a, b, 1e-6f);
    }

    private static float[] scores(TrainingHarness trainingHarness) {
        ScratchMatrix scores = new ScratchMatrix(TrainingTask.ROWS, TrainingTask.CLASSES, new ComputeContext()),
                each = new ScratchMatrix(TrainingTask.ROWS, 1, new ComputeContext());
        trainingHarness
                .learner()
                .predict(
                        trainingHarness.batch().inputs(),
                        trainingHarness.batch().targets(),
                        scores,
                        each);
        return scores.data().clone();
    }

    /** s_3 = phi(W_3 s_2 + b_3): by the prediction's own equations it is not what a forward pass gives. */
    @Test
    void thePredictionIsTheFreeStateAndNoForwardPass() {
        TrainingHarness ep = lab(SETTLING, 0.1f, 200, 1, Nudge.CENTRED),
                bp = new TrainingHarness(SETTLING, new Backprop()).transform(x -> 0.6f * x);
        double free = ep.step(), forward = bp.step();
        float[] y = scores(ep);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double e = y[i] - ep.batch().targets().get(i / TrainingTask.CLASSES, i % TrainingTask.CLASSES);
            sum += e * e / 2;
        }
        assertEquals(free, sum / TrainingTask.ROWS, 1e-6);
        assertTrue(Math.abs(free - forward) > 1e-3, free + " and " + forward);
    }

    @Test
    void theReadOutLearnsByTheGradientOfTheLoss() {
        TrainingHarness ep = new TrainingHarness(
                TrainingTask.classes(new CrossEntropy(), TrainingTask.dense(TrainingTask.CLASSES, new Softmax())),
                new EquilibriumPropagation(0.1f, 5, 5, Nudge.CENTRED));
        TrainingHarness bp = new TrainingHarness(
                TrainingTask.classes(new CrossEntropy(), TrainingTask.dense(TrainingTask.CLASSES, new Softmax())),
                new Backprop());
        ep.step();
        bp.step();
        assertArrayEquals(bp.gradient(), ep.gradient());
    }

    /** One hidden layer below a read-out affects no other state, so the fixed point is the forward pass. */
    @Test
    void withOneHiddenLayerBelowAReadOutItTendsToBackprop() {
        TrainingTask trainingTask = TrainingTask.shallow().sameBatch();
        float[] bp = TrainingHarness.gradient(trainingTask, new Backprop());
        double coarse = ArrayMath.relativeDifference(
                TrainingHarness.gradient(trainingTask, new EquilibriumPropagation(1, 30, 30, Nudge.CENTRED)), bp);
        double fine = ArrayMath.relativeDifference(
                TrainingHarness.gradient(trainingTask, new EquilibriumPropagation(0.1f, 30, 30, Nudge.CENTRED)), bp);
        assertTrue(fine < 2e-3 && fine < coarse / 50, coarse + " and " + fine);
    }

    @Test
    void itLearns() {
        TrainingTask trainingTask = TrainingTask.classes(
                new SumOfSquares(),
                TrainingTask.dense(16, new Tanh()),
                TrainingTask.dense(TrainingTask.CLASSES, new Sigmoid()));
        TrainingHarness trainingHarness = new TrainingHarness(
                trainingTask.rows(32),
                new EquilibriumPropagation(0.1f, 30, 10, Nudge.CENTRED),
                new GradientDescent(0.3f));
        double before = trainingHarness.accuracy(20);
        trainingHarness.steps(2000);
        double after = trainingHarness.accuracy(20);
        assertTrue(after > 0.75 && after > before + 0.2, before + " became " + after);
    }
}
