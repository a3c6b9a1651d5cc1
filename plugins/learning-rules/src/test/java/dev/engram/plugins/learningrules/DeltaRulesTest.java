package dev.engram.plugins.learningrules;

import static dev.engram.plugins.learningrules.SingleLayerLearning.SQUARE;
import static dev.engram.plugins.learningrules.SingleLayerLearning.UNIT;
import static dev.engram.plugins.learningrules.SingleLayerLearning.online;
import static dev.engram.plugins.learningrules.SingleLayerLearning.right;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The delta rule and its normalised form. */
class DeltaRulesTest {
    private static double loss(LearningRule rule, float rate, int steps) {
        float[] x = LearningSources.normal("inputs", 20 * 6), t = LearningSources.normal("targets", 20);
        for (int i = 0; i < x.length; i++) {
            x[i] *= i / 6 % 4 == 0 ? 30 : 1;
        }
        for (int r = 0; r < 20; r++) {
            t[r] = x[r * 6] - 2 * x[r * 6 + 1] + 0.5f;
        }
        LearningSource s =
                online(rule, LearningSources.rows(6, x, 1, t), LearningSources.layer(1, new Identity(), 0.3f));
        Stepper stepper = LearningSources.stepper(s, rate);
        double sum = 0;
        for (int i = 0; i < steps && stepper.step(); i++) {
            sum = i < steps - 20 ? 0 : sum + stepper.loss();
        }
        return stepper.t() < steps ? Double.POSITIVE_INFINITY : sum / 20;
    }

    @Test
    void normalisedLmsIsStableBelowTwoWhateverTheSizeOfTheInputsAndNotAbove() {
        NormalisedLms rule = new NormalisedLms(1e-6f);
        double first = loss(rule, 0, 20);
        assertTrue(loss(rule, 1, 2000) < 1e-6 * first);
        assertTrue(loss(rule, 1.9f, 5000) < 1e-6 * first);
        assertTrue(loss(rule, 2.1f, 2000) > 1e3 * first);
        assertTrue(loss(new Delta(), 1, 2000) == Double.POSITIVE_INFINITY, "the delta rule at the same rate");
    }

    @Test
    void normalisedLmsAtARateOfOneMendsAnExampleAtOnce() {
        LearningSource s = LearningSources.source(
                3,
                new NormalisedLms(0),
                new SumOfSquares(),
                LearningSources.rows(3, new float[] {4, -5, 6}, 2, new float[] {7, -8}),
                LearningSources.layer(2, new Identity(), 0.3f));
        Stepper stepper = LearningSources.stepper(s, 1);
        stepper.step();
        stepper.step();
        assertEquals(0, stepper.loss(), 1e-9);
    }

    /** Full batches: the error along each eigenvector of X'X/B shrinks by the factor 1 - rate * lambda per step. */
    @Test
    void theDeltaRuleConvergesToTheLeastSquaresSolutionAtTheKnownRate() {
        float[] x = {2, 0, -2, 0, 0, 1, 0, -1}, t = {3, 1, 2, 4};
        double[] solution = {(2 * 3 - 2 * 1) / 8.0, (2 - 4) / 2.0}, lambda = {2, 0.5};
        LearningSource s = LearningSources.source(
                3,
                new Delta(),
                new SumOfSquares(),
                LearningSources.rows(2, x, 1, t),
                LearningSources.layer(1, new Identity(), 0.3f));
        float[] start = LearningSources.numbers(s, "layer0/weights");
        Stepper stepper = LearningSources.stepper(s, 0.1f);
        for (int i = 0; i < 10; i++) {
            stepper.step();
        }
        float[] w = LearningSources.numbers(s, "layer0/weights");
        for (int i = 0; i < 2; i++) {
            assertEquals(solution[i] + Math.pow(1 - 0.1 * lambda[i], 10) * (start[i] - solution[i]), w[i], 1e-5);
        }
    }

    /** The least squares outputs are on the right side of one half for AND and OR, and exactly one half for XOR. */
    @Test
    void theDeltaRuleSolvesAndAndOrAndNotXor() {
        float[] and = {0, 0, 0, 1}, or = {0, 1, 1, 1}, xor = {0, 1, 1, 0};
        for (float[] t : List.of(and, or, xor)) {
            Split data = LearningSources.rows(2, SQUARE, 1, t);
            LearningSource s = LearningSources.source(3, new Delta(), new SumOfSquares(), data, UNIT);
            Stepper stepper = LearningSources.stepper(s, 0.5f);
            for (int i = 0; i < 60; i++) {
                stepper.step();
            }
            assertEquals(t != xor, right(s, data) == 4);
        }
    }

    @Test
    void theDeltaRuleWithTheWrongSignDiverges() {
        LearningSource s = LearningSources.source(
                3,
                new Delta(),
                new SumOfSquares(),
                LearningSources.rows(1, new float[] {2}, 1, new float[] {1}),
                LearningSources.layer(1, new Identity(), 0.3f));
        Stepper up = LearningSources.stepper(s, -0.5f);
        up.step();
        double first = up.loss();
        up.step();
        assertTrue(up.loss() > 2 * first);
    }
}
