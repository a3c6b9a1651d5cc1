package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackPathRulesTest {
    private static final LayerKind[] DEEP = {
        LearningSources.layer(7, new Tanh(), 0.6f),
        LearningSources.layer(5, new Tanh(), 0.6f),
        LearningSources.layer(3, new Softmax(), 0.6f)
    };

    /** Feedback alignment whose feedback is a copy of the weights, made in every step. */
    private record CopiedWeights() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            Scratch[] copy = setup.network().layers().stream()
                    .map(l -> setup.scratch(l.weights().rows(), l.weights().cols()))
                    .toArray(Scratch[]::new);
            return setup.backward((layer, batch) -> copy[layer.index()].set(layer.weights()));
        }
    }

    /** Feedback alignment that exposes its feedback matrices. */
    private record Shown(FeedbackAlignment inside, List<Matrix> feedback) implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return inside.requirements();
        }

        @Override
        public BoundRule bind(Setup setup) {
            return inside.bind(new RecordingSetup(setup, feedback));
        }
    }

    private static Split classes() {
        float[] t = new float[8 * 3];
        for (int r = 0; r < 8; r++) {
            t[r * 3 + r % 3] = 1;
        }
        return LearningSources.rows(4, LearningSources.normal("inputs", 8 * 4), 3, t);
    }

    private static LearningSource deep(LearningRule rule) {
        return LearningSources.source(5, rule, new CrossEntropy(), classes(), DEEP);
    }

    @Test
    void feedbackAlignmentWithTheWeightsForFeedbackIsBackpropBitForBit() {
        assertArrayEquals(
                LearningSources.gradient(deep(new Backprop())),
                LearningSources.gradient(deep(new CopiedWeights())),
                0f);
    }

    @Test
    void feedbackAlignmentNeverChangesItsMatrices() {
        List<Matrix> feedback = new ArrayList<>();
        LearningSource s = deep(new Shown(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS), feedback));
        List<float[]> before =
                feedback.stream().map(FeedbackPathRulesTest::numbers).toList();
        float[] weights = LearningSources.numbers(s, "layer1/weights");
        Stepper stepper = LearningSources.stepper(s, 0.5f);
        for (int i = 0; i < 50; i++) {
            stepper.step();
        }
        assertEquals(2, feedback.size(), "one matrix for each layer but the first");
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), numbers(feedback.get(i)), 0f);
        }
        assertNotEquals(weights[0], LearningSources.numbers(s, "layer1/weights")[0], "the weights do change");
    }

    private static float[] numbers(Matrix m) {
        float[] x = new float[m.rows() * m.cols()];
        for (int i = 0; i < x.length; i++) {
            x[i] = m.get(i / m.cols(), i % m.cols());
        }
        return x;
    }

    @Test
    void feedbackAlignmentTrainsTheLastLayerAsBackpropAndTheOthersOtherwise() {
        LearningSource s = deep(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS));
        float[] bp = LearningSources.gradient(deep(new Backprop())), fa = LearningSources.gradient(s);
        for (Parameter p : s.arena().parameters()) {
            for (int i = p.from(); i < p.to(); i++) {
                if (p.is(Parameter.Tag.LAST)) {
                    assertEquals(bp[i], fa[i], p.name());
                } else {
                    assertNotEquals(bp[i], fa[i], p.name());
                }
            }
        }
    }

    @Test
    void outputOnlyTrainsTheLastLayerAsBackpropAndNothingElse() {
        LearningSource s = deep(new OutputOnly());
        float[] bp = LearningSources.gradient(deep(new Backprop())), oo = LearningSources.gradient(s);
        for (Parameter p : s.arena().parameters()) {
            for (int i = p.from(); i < p.to(); i++) {
                assertEquals(p.is(Parameter.Tag.LAST) ? bp[i] : 0, oo[i], p.name());
            }
        }
    }

    @Test
    void deltaIsBackpropBitForBitOnOneLinearLayer() {
        Split data = LearningSources.rows(
                4, LearningSources.normal("inputs", 8 * 4), 3, LearningSources.normal("targets", 8 * 3));
        LayerKind linear = LearningSources.layer(3, new Identity(), 0.6f);
        assertArrayEquals(
                LearningSources.gradient(LearningSources.source(5, new Backprop(), new SumOfSquares(), data, linear)),
                LearningSources.gradient(LearningSources.source(5, new Delta(), new SumOfSquares(), data, linear)),
                0f);
    }

    /** XOR on inputs +-1 with two softmax outputs. */
    private static Split xor() {
        return LearningSources.rows(
                2, new float[] {-1, -1, -1, 1, 1, -1, 1, 1}, 2, new float[] {1, 0, 0, 1, 0, 1, 1, 0});
    }

    private static Stepper onXor(long seed, LearningRule rule) {
        // Uniform first weights of +-sqrt(3 / fan-in) have the deviation 1 / sqrt(fan-in); so have these.
        LearningSource s = LearningSources.source(
                seed,
                rule,
                new CrossEntropy(),
                xor(),
                LearningSources.layer(8, new Tanh(), 0.7071f),
                LearningSources.layer(2, new Softmax(), 0.3536f));
        Stepper stepper = LearningSources.stepper(s, 0.5f);
        for (int i = 0; i < 2000; i++) {
            stepper.step();
        }
        return stepper;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void backpropSolvesXor(long seed) {
        double loss = onXor(seed, new Backprop()).loss();
        assertTrue(loss < 0.02, "loss " + loss);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void feedbackAlignmentSolvesXor(long seed) {
        double loss = onXor(seed, new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS))
                .loss();
        assertTrue(loss < 0.1, "loss " + loss);
    }

    /** Hidden units without bias are odd functions of the input and XOR is even, so the best output is one half. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void outputOnlyCannotSolveXor(long seed) {
        assertEquals(Math.log(2), onXor(seed, new OutputOnly()).loss(), 1e-5);
    }

    /**
     * The alignment theorem of Lillicrap et al.: in a linear network with one hidden layer that starts near 0, the
     * error goes to 0, and the output's weights rotate towards the fixed feedback.
     */
    @Test
    void inALinearNetworkTheErrorVanishesAndTheWeightsAlignWithTheFeedback() {
        int rows = 40, inputs = 6, targets = 3;
        float[] x = LearningSources.normal("inputs", rows * inputs),
                teacher = LearningSources.normal("teacher", targets * inputs),
                t = new float[rows * targets];
        for (int i = 0; i < t.length; i++) {
            for (int k = 0; k < inputs; k++) {
                t[i] += x[i / targets * inputs + k] * teacher[i % targets * inputs + k];
            }
        }
        List<Matrix> feedback = new ArrayList<>();
        LearningSource s = LearningSources.source(
                5,
                new Shown(new FeedbackAlignment(1, FeedbackAlignment.Draw.NORMAL), feedback),
                new SumOfSquares(),
                LearningSources.rows(inputs, x, targets, t),
                LearningSources.layer(12, new Identity(), 0.01f),
                LearningSources.layer(targets, new Identity(), 0.01f));
        double before = ArrayMath.cosine(LearningSources.numbers(s, "layer1/weights"), numbers(feedback.get(0)));
        Stepper stepper = LearningSources.stepper(s, 0.05f);
        for (int i = 0; i < 3000; i++) {
            stepper.step();
        }
        double after = ArrayMath.cosine(LearningSources.numbers(s, "layer1/weights"), numbers(feedback.get(0)));
        assertTrue(stepper.loss() < 1e-9, "loss " + stepper.loss());
        assertTrue(Math.abs(before) < 0.4 && after > 0.8, "cosine " + before + " to " + after);
    }

    @Test
    void everyLayerButTheFirstHasAFeedbackMatrixOfItsWeightsShape() {
        List<Matrix> feedback = new ArrayList<>();
        LearningSource s = deep(new Shown(new FeedbackAlignment(2, FeedbackAlignment.Draw.AS_WEIGHTS), feedback));
        for (Layer l : s.learner().network().layers()) {
            if (l.index() > 0) {
                Matrix b = feedback.get(l.index() - 1);
                assertEquals(l.weights().rows() + "x" + l.weights().cols(), b.rows() + "x" + b.cols());
            }
        }
    }
}
