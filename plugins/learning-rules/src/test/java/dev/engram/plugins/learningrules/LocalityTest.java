package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.inspect.Locality;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nonlocal information that the shipped rules use. */
class LocalityTest {
    private static final LayerKind[] DEEP = {
        LearningSources.layer(7, new Tanh(), 0.5f),
        LearningSources.layer(5, new Tanh(), 0.5f),
        LearningSources.layer(3, new Identity(), 0.5f)
    };

    private static Locality of(LearningRule rule, LayerKind... layers) {
        return Locality.of(
                LearningSources.source(5, rule, new SumOfSquares(), LearningSources.classes(4, 3, 8), layers));
    }

    @Test
    void backpropNeedsTheWeightsAboveAndTheErrorAtTheOutput() {
        Locality l = of(new Backprop(), DEEP);
        assertEquals(List.of("weight transport", "global error"), l.flags());
        assertEquals(Set.of(0, 1), l.errorPaths().transport());
        assertEquals(Set.of(0, 1, 2), l.targets().error());
        assertEquals(Set.of(), l.errorPaths().feedback());
        assertEquals(1, l.passes());
    }

    @Test
    void feedbackAlignmentNeedsNoWeights() {
        Locality l = of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS), DEEP);
        assertEquals(List.of("global error"), l.flags());
        assertEquals(Set.of(0, 1), l.errorPaths().feedback());
        assertEquals(Set.of(), l.errorPaths().transport());
    }

    @Test
    void theErrorOfTheControlStaysInTheLayerWhereItArises() {
        Locality l = of(new OutputOnly(), DEEP);
        assertEquals(List.of(), l.flags());
        assertEquals(Set.of(2), l.targets().error());
    }

    @Test
    void rulesOfOneLayerAreLocal() {
        LayerKind layer = LearningSources.layer(3, new Identity(), 0.5f);
        assertEquals(List.of(), of(new Delta(), layer).flags());
        assertEquals(Set.of(0), of(new Delta(), layer).targets().error());
        assertEquals(List.of(), of(new Hebb(false, 0), DEEP).flags());
        assertEquals(Set.of(), of(new Hebb(false, 0), DEEP).targets().error());
        assertEquals(List.of(), of(new Oja(), layer).flags());
        assertEquals(List.of("labels"), of(new Hebb(true, 0), layer).flags());
    }

    private static Arguments knows(LearningRule rule, String... flags) {
        return Arguments.of(rule, List.of(flags));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                // D_L, through matrices other than the weights
                knows(
                        new DirectFeedbackAlignment(
                                1, DirectFeedbackAlignment.Draw.UNIFORM, DirectFeedbackAlignment.Send.ERROR),
                        "global error"),
                knows(new KolenPollack(0.001f), "global error"),
                // the signs are the weights'
                knows(
                        new SignSymmetry(SignSymmetry.Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS),
                        "weight transport",
                        "global error"),
                // D_L, and a separate noise phase
                knows(new WeightMirror(1, 0.1f, 8, 0, true, 1), "global error", "several passes"),
                knows(new DirectRandomTargetProjection(1, false), "labels"),
                // the highest target uses the last layer's weights
                knows(
                        new DifferenceTargetPropagation(0.5f, 0.1f, 1, DifferenceTargetPropagation.Top.GRADIENT, true),
                        "weight transport",
                        "global error",
                        "several passes"),
                knows(
                        new EquilibriumPropagation(0.1f, 4, 4, EquilibriumPropagation.Nudge.CENTRED),
                        "weight transport",
                        "global error",
                        "several passes"),
                knows(
                        new PredictiveCoding(4, 0.1f, 1, PredictiveCoding.Inference.ITERATIVE),
                        "weight transport",
                        "global error",
                        "several passes"),
                knows(new Pepita(0.05f), "global error", "several passes"),
                knows(new LocalLosses(LocalLosses.Kind.PRED, 0.99f), "weight transport", "labels"),
                knows(new LocalLosses(LocalLosses.Kind.PREDSIM, 0.99f), "weight transport", "labels"),
                knows(
                        new NodePerturbation(
                                0.01f,
                                NodePerturbation.Noise.GAUSSIAN,
                                false,
                                false,
                                NodePerturbation.Presynaptic.CLEAN),
                        "global reward",
                        "several passes"),
                knows(new ThreeFactor(0.01f, 0), "global reward", "several passes"),
                knows(
                        new WeightPerturbation(
                                0.01f, WeightPerturbation.Direction.SIGNS, WeightPerturbation.Sides.TWO_SIDED, 0),
                        "global reward",
                        "several passes"),
                knows(new Spsa(0.01f, 0.101f), "global reward", "several passes"),
                knows(
                        new EvolutionStrategies(4, 0.02f, true, EvolutionStrategies.Shaping.NONE),
                        "global reward",
                        "several passes"),
                // the directional derivative is one number for all, but it is computed from D_L
                knows(new ForwardGradient(1, ForwardGradient.Space.WEIGHTS), "global error"),
                knows(new Reinforce(Reinforce.Units.GAUSSIAN, Reinforce.Reward.LOSS, 1, 0.9f), "global reward"),
                knows(new SoftHebb(1, false, false)),
                knows(new KrotovHopfield(2, 0.4f, 2)),
                knows(new Layerwise(new SoftHebb(1, false, false), new Delta())),
                knows(new CovarianceHebb(false, 0, 0.9f)),
                knows(new NormalisedHebb(0.01f)),
                knows(new Sanger()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void inDeepNetworksARuleNeedsTheExpectedSignals(LearningRule rule, List<String> flags) {
        assertEquals(flags, of(rule, DEEP).flags(), rule.toString());
    }

    @Test
    void forwardForwardNeedsLabelsInsideTheInputAndTwoPasses() {
        LearningRule rule = new ForwardForward(
                1, ForwardForward.Label.APPEND, 1, ForwardForward.Wrong.EVEN, ForwardForward.Prediction.GOODNESS);
        assertEquals(
                List.of("labels", "several passes"),
                of(rule, LearningSources.layer(7, new TestRelu(), 0.5f), LearningSources.layer(5, new TestRelu(), 0.5f))
                        .flags());
    }

    /** One layer: a perceptron sees the target; rules with stored weights read the bias with a separate pass. */
    @Test
    void errorCorrectingRulesOfOneLayer() {
        LayerKind layer = LearningSources.layer(3, new Identity(), 0.5f);
        assertEquals(List.of(), of(new NormalisedLms(1e-6f), layer).flags());
        assertEquals(List.of("labels"), of(new Perceptron(), layer).flags());
        assertEquals(
                List.of("labels", "several passes"),
                of(new AveragedPerceptron(), layer).flags());
        assertEquals(
                List.of("labels", "several passes"),
                of(new PocketPerceptron(), layer).flags());
        assertEquals(
                List.of(),
                of(new Bcm(0.1f, 2), LearningSources.layer(3, new TestRelu(), 0.5f))
                        .flags());
    }
}
