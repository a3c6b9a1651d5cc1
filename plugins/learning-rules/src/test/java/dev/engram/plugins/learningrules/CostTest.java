package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cost of a step for each rule: multiply-adds of matrix products, and bytes of state. */
class CostTest {
    private static final int INPUTS = 4;
    private static final int FIRST = 7;
    private static final int SECOND = 5;
    private static final int OUTPUTS = 3;
    private static final int ROWS = 8;
    private static final int WEIGHTS = FIRST * INPUTS + SECOND * FIRST + OUTPUTS * SECOND;
    /** Multiply-adds of one forward pass. */
    private static final long F = (long) ROWS * WEIGHTS;

    private static final long ONE_LAYER = (long) ROWS * OUTPUTS * INPUTS;
    /**
     * The fraction of multiply-adds in layers that propagate an error, or that a relaxing network computes in each
     * step.
     */
    private static final long UPPER = F - (long) ROWS * FIRST * INPUTS;

    private static LearningSource deep(LearningRule rule) {
        return source(
                rule,
                LearningSources.layer(FIRST, new Tanh(), 0.5f),
                LearningSources.layer(SECOND, new Tanh(), 0.5f),
                LearningSources.layer(OUTPUTS, new Identity(), 0.5f));
    }

    private static LearningSource single(LearningRule rule) {
        return source(rule, LearningSources.layer(OUTPUTS, new Identity(), 0.5f));
    }

    private static LearningSource source(LearningRule rule, LayerKind... layers) {
        return LearningSources.source(
                5, rule, new SumOfSquares(), LearningSources.classes(INPUTS, OUTPUTS, ROWS), layers);
    }

    private static long multiplyAdds(LearningSource s) {
        s.beginStep(1);
        s.computeGradient();
        long opened = s.learner().operations().multiplyAdds();
        s.computeGradient();
        return s.learner().operations().multiplyAdds() - opened;
    }

    @Test
    void rulesThatCarryErrorsDownTakeThreePassesButForTheInputsOfTheFirstLayer() {
        long backward = 3 * F - (long) ROWS * FIRST * INPUTS;
        assertEquals(backward, multiplyAdds(deep(new Backprop())));
        assertEquals(backward, multiplyAdds(deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS))));
    }

    @Test
    void theControlTakesOnePassAndTheGradientOfTheLastLayer() {
        assertEquals(F + (long) ROWS * OUTPUTS * SECOND, multiplyAdds(deep(new OutputOnly())));
    }

    @Test
    void localRulesTakeTwoPasses() {
        assertEquals(2 * F, multiplyAdds(deep(new Hebb(false, 0.1f))));
        assertEquals(2 * ONE_LAYER, multiplyAdds(single(new Hebb(true, 0))));
        assertEquals(2 * ONE_LAYER, multiplyAdds(single(new Delta())));
    }

    /** Y'Y over the examples, and that times W. */
    @Test
    void ojaAlsoForgets() {
        assertEquals(
                2 * ONE_LAYER + ROWS * OUTPUTS * OUTPUTS + OUTPUTS * OUTPUTS * INPUTS, multiplyAdds(single(new Oja())));
    }

    private static Arguments costs(LearningRule rule, long multiplyAdds) {
        return Arguments.of(rule, multiplyAdds);
    }

    /** 3F: the error is propagated through a matrix of the weights' shape. */
    static Stream<Arguments> errorsThatComeDown() {
        long threePasses = 2 * F + UPPER, samples = 32;
        return Stream.of(
                costs(new SignSymmetry(SignSymmetry.Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS), threePasses),
                costs(new KolenPollack(0.001f), threePasses),
                // The mirror adds 2 products for each of its samples, and takes the mean answer by a third.
                costs(
                        new WeightMirror(1, 0.1f, (int) samples, 0, true, 1),
                        threePasses + 2 * samples * (UPPER / ROWS) + samples * (SECOND + OUTPUTS)));
    }

    /** Slightly more than 2F: the signal to the hidden layers has as few numbers as there are targets. */
    static Stream<Arguments> errorsThatAreSent() {
        long sent = (long) ROWS * OUTPUTS * (FIRST + SECOND);
        return Stream.of(
                costs(
                        new DirectFeedbackAlignment(
                                1, DirectFeedbackAlignment.Draw.UNIFORM, DirectFeedbackAlignment.Send.ERROR),
                        2 * F + sent),
                costs(new DirectRandomTargetProjection(1, false), 2 * F + sent),
                costs(new Pepita(0.05f), 3 * F + ROWS * OUTPUTS * INPUTS));
    }

    /**
     * A mean of 5F to 6F: 7 products for a layer with an inverse (forward, gradient, the inverse at two points, the
     * layer and the inverse with noise, the inverse's gradient), 3 for the last, 2 for the first.
     */
    static Stream<Arguments> targetsThatComeDown() {
        return Stream.of(costs(
                new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                ROWS * (2L * FIRST * INPUTS + 7L * SECOND * FIRST + 3L * OUTPUTS * SECOND)));
    }

    /**
     * A relaxation step has one product up and one down, except in the first layer, whose input is constant: less than
     * 2F. The gradient of equilibrium propagation has two products, which avoids cancellation.
     */
    static Stream<Arguments> networksThatSettle() {
        int free = 30, nudged = 10, steps = 50;
        return Stream.of(
                costs(
                        new EquilibriumPropagation(0.1f, free, nudged, EquilibriumPropagation.Nudge.CENTRED),
                        2 * F + 2L * (free + 2 * nudged) * UPPER),
                costs(
                        new PredictiveCoding(steps, 0.1f, 1, PredictiveCoding.Inference.ITERATIVE),
                        2 * F + 2 * steps * UPPER));
    }

    /** 2F and the heads: forward, gradient and backward for each; a similarity also compares all its units. */
    static Stream<Arguments> headsOnTheSpot() {
        long guesses = 3L * ROWS * OUTPUTS * (FIRST + SECOND);
        long similar = ROWS * (5L * (FIRST * FIRST + SECOND * SECOND) + 2L * OUTPUTS * (FIRST + SECOND));
        return Stream.of(
                costs(new LocalLosses(LocalLosses.Kind.PRED, 0.99f), 2 * F + guesses),
                costs(new LocalLosses(LocalLosses.Kind.PREDSIM, 0.99f), 2 * F + guesses + similar));
    }

    /**
     * 4F, and the label's own weights in each of the four products, in a network of which all layers are rectified.
     */
    @Test
    void forwardForwardTakesTwoPassesAndTwoGradients() {
        LearningRule rule = new ForwardForward(
                1, ForwardForward.Label.APPEND, 1, ForwardForward.Wrong.EVEN, ForwardForward.Prediction.GOODNESS);
        LearningSource s = source(
                rule,
                LearningSources.layer(FIRST, new TestRelu(), 0.5f),
                LearningSources.layer(SECOND, new TestRelu(), 0.5f));
        long f = ROWS * ((long) FIRST * INPUTS + SECOND * FIRST);
        assertEquals(4 * f + 4L * ROWS * FIRST * OUTPUTS, multiplyAdds(s));
    }

    /**
     * A pass for each trial. Noise in the units also needs the gradient's product (F), noise in the weights does not.
     * The dual pass of the forward gradient is the plain one and two products for a tangent, without the second
     * product of the first layer.
     */
    static Stream<Arguments> trials() {
        int population = 6;
        return Stream.of(
                costs(
                        new NodePerturbation(
                                0.01f,
                                NodePerturbation.Noise.GAUSSIAN,
                                false,
                                false,
                                NodePerturbation.Presynaptic.CLEAN),
                        3 * F),
                costs(new ThreeFactor(0.01f, 0), 3 * F),
                costs(
                        new WeightPerturbation(
                                0.01f, WeightPerturbation.Direction.SIGNS, WeightPerturbation.Sides.TWO_SIDED, 0),
                        2 * F),
                costs(new Spsa(0.01f, 0.101f), 2 * F),
                costs(
                        new EvolutionStrategies(population, 0.02f, true, EvolutionStrategies.Shaping.NONE),
                        population * F),
                costs(new ForwardGradient(1, ForwardGradient.Space.WEIGHTS), 2 * F + UPPER));
    }

    /** 2F: up, and the products of the activities on both sides of each synapse. */
    static Stream<Arguments> rulesOfTheSynapse() {
        return Stream.of(
                costs(new SoftHebb(1, false, false), 2 * F),
                costs(new KrotovHopfield(2, 0.4f, 2), 2 * F),
                costs(new Layerwise(new SoftHebb(1, false, false), new Delta()), 2 * F),
                costs(new CovarianceHebb(false, 0, 0.9f), 2 * F),
                costs(new NormalisedHebb(0.01f), 2 * F));
    }

    @ParameterizedTest
    @MethodSource({
        "errorsThatComeDown",
        "errorsThatAreSent",
        "targetsThatComeDown",
        "networksThatSettle",
        "headsOnTheSpot",
        "trials",
        "rulesOfTheSynapse"
    })
    void aStepCostsTheMultiplyAddsOfItsFormulas(LearningRule rule, long expected) {
        assertEquals(expected, multiplyAdds(deep(rule)), rule.toString());
    }

    /** Rules with stored weights read the bias with a pass of one row of zeros. */
    @Test
    void rulesOfOneLayerTakeTwoPasses() {
        assertEquals(
                2 * ONE_LAYER,
                multiplyAdds(source(new Bcm(0.1f, 2), LearningSources.layer(OUTPUTS, new TestRelu(), 0.5f))));
        assertEquals(2 * ONE_LAYER, multiplyAdds(single(new NormalisedLms(1e-6f))));
        assertEquals(2 * ONE_LAYER, multiplyAdds(single(new Perceptron())));
        assertEquals(2 * ONE_LAYER + OUTPUTS * INPUTS, multiplyAdds(single(new AveragedPerceptron())));
        long kept = multiplyAdds(single(new PocketPerceptron())) - 2 * ONE_LAYER;
        assertTrue(kept == 0 || kept == OUTPUTS * INPUTS, "only a better one is kept: " + kept);
        assertEquals(multiplyAdds(single(new Oja())), multiplyAdds(single(new Sanger())));
    }

    @Test
    void reinforceTakesOnePassAndAGradient() {
        LearningRule rule = new Reinforce(Reinforce.Units.GAUSSIAN, Reinforce.Reward.LOSS, 1, 0.9f);
        assertEquals(2 * F, multiplyAdds(deep(rule)));
    }

    @Test
    void stateIsWhatTheRuleAndTheOptimizerKeep() {
        assertEquals(0, LearningSources.stepper(deep(new Backprop()), 0.1f).stateBytes());
        long feedback = 4L * (SECOND * FIRST + OUTPUTS * SECOND);
        assertEquals(
                feedback,
                LearningSources.stepper(deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)), 0.1f)
                        .stateBytes());
        Stepper momentum = new Stepper(
                deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)), new HeavyBall(0.1f, 0.9f), 1);
        momentum.step();
        assertEquals(feedback + 4L * (WEIGHTS + FIRST + SECOND + OUTPUTS), momentum.stateBytes());
    }
}
