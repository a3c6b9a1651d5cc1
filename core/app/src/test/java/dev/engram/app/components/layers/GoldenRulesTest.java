package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.learningrules.Fans;
import dev.engram.plugins.learningrules.FeedbackAlignment;
import dev.engram.plugins.learningrules.OutputOnly;
import dev.engram.plugins.learningrules.SignSymmetry;
import dev.engram.plugins.learningrules.SoftHebb;
import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning rules on convolutions give the gradients that were computed in double precision. */
class GoldenRulesTest {
    private static final GoldenCase TRANSPORT = GoldenCase.of("rule_transport_conv");
    private static final int[] LABELS = {2, 0};

    private static Initialiser given(float[] numbers) {
        return (w, from, to, fanIn, fanOut, rng) -> System.arraycopy(numbers, 0, w, from, to - from);
    }

    private static LayerKind conv(int maps, int kernel, String padding, Activation phi, float[] start) {
        return new Conv(maps, kernel, 1, padding, 1, 1, phi, given(start), TrainingTask.ZEROS, true);
    }

    /** Returns a run whose batches are these inputs, all with one-hot targets. */
    private static TrainingHarness harness(
            LearningRule rule, GoldenCase golden, int[] labels, int classes, LayerKind... layers) {
        float[] x = golden.numbers("in", "x");
        int inputs = x.length / labels.length;
        SyntheticBatch.Labels examples = (to, from, n, t, tFrom, k) -> {
            System.arraycopy(x, from, to, from, inputs);
            t[tFrom + labels[from / inputs]] = 1;
        };
        SyntheticBatch.Data data = new SyntheticBatch.Data(1, labels.length, inputs, classes, examples, step -> 1);
        return new TrainingHarness(new TrainingTask(data, List.of(layers), new CrossEntropy()), rule);
    }

    /** The initialisers give the feedback matrices, which are drawn as the weights are. */
    private static TrainingHarness transport(LearningRule rule) {
        TrainingHarness h = harness(
                rule,
                TRANSPORT,
                LABELS,
                3,
                new PositionRulesTest.Positions(new Shape(1, 4, 4)),
                conv(2, 3, "1", new Tanh(), TRANSPORT.numbers("in", "W1")),
                new MaxPool(2, 2, "valid", false),
                conv(2, 2, "valid", new Tanh(), TRANSPORT.numbers("in", "M2")),
                new Dense(3, new Softmax(), given(TRANSPORT.numbers("in", "M3")), TrainingTask.ZEROS));
        for (int l = 0; l < 3; l++) {
            copy(h, "layer" + l + "/weights", TRANSPORT.numbers("in", "W" + (l + 1)));
            copy(h, "layer" + l + "/bias", TRANSPORT.numbers("in", "b" + (l + 1)));
        }
        return h;
    }

    private static void copy(TrainingHarness h, String parameter, float[] numbers) {
        System.arraycopy(numbers, 0, h.theta(), h.parameter(parameter).from(), numbers.length);
    }

    static Stream<Arguments> transportRules() {
        return Stream.of(
                Arguments.of("bp", new Backprop()),
                Arguments.of("fa", new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS)),
                Arguments.of("usf_mean_abs", new SignSymmetry(SignSymmetry.Magnitude.MEAN, 1, Fans.ROWS_COLUMNS)));
    }

    @ParameterizedTest
    @MethodSource("transportRules")
    void errorsTravelThroughKernelsAndPoolsAsInTheReference(String name, LearningRule rule) {
        TrainingHarness h = transport(rule);
        assertEquals(0.8477931495488416, h.step(), 1e-6);
        for (int l = 0; l < 3; l++) {
            assertClose(TRANSPORT.numbers(name, "W" + (l + 1)), h.gradient("layer" + l + "/weights"), name + l);
            assertClose(TRANSPORT.numbers(name, "b" + (l + 1)), h.gradient("layer" + l + "/bias"), name + l);
        }
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(0, ArrayMath.relativeDifference(expected, actual), 3e-6, what);
    }

    @Test
    void theControlTrainsTheLastLayerAsBackpropagationDoesAndNoKernel() {
        TrainingHarness h = transport(new OutputOnly());
        h.step();
        assertTrue(ArrayMath.isZero(h.gradient("layer0/weights")));
        assertTrue(ArrayMath.isZero(h.gradient("layer1/weights")));
        assertClose(TRANSPORT.numbers("bp", "W3"), h.gradient("layer2/weights"), "last layer");
    }

    /** The reference is a sum over examples and positions, to be added; the rule returns a mean, to be subtracted. */
    @Test
    void theMapsOfSoftHebbCompeteAtEachPositionAsInTheReference() {
        GoldenCase golden = GoldenCase.of("rule_softhebb_conv");
        TrainingHarness h = harness(
                new SoftHebb(1, false, false),
                golden,
                new int[] {0, 1},
                3,
                new PositionRulesTest.Positions(new Shape(2, 4, 4)),
                conv(3, 3, "valid", new Identity(), golden.numbers("in", "W")),
                TrainingTask.dense(3, new Softmax()));
        h.step();
        assertClose(
                ArrayMath.scaled(-1f / 8, golden.numbers("delta", "soft")), h.gradient("layer0/weights"), "soft-hebb");
    }

    /** On 5 x 5 with padding, the corner of a 3 x 3 kernel falls inside at 16 positions, its middle at 25. */
    @Test
    void patchesOfOnesCountTheTapsThatTheWeightMirrorDividesBy() {
        float[] counts = new float[9];
        LearningRule probe = setup -> {
            Scratch ones = setup.scratch(1, 25), patches = setup.scratch(25, 9);
            return batch -> {
                setup.network().layer(0).patches(0, ones.fill(1), patches);
                Arrays.fill(counts, 0);
                for (int i = 0; i < 25 * 9; i++) {
                    counts[i % 9] += patches.data()[i];
                }
                return 0;
            };
        };
        TrainingTask task = TrainingTask.classes(
                        new CrossEntropy(),
                        new PositionRulesTest.Positions(new Shape(1, 5, 5)),
                        conv(1, 3, "1", new Tanh(), new float[9]),
                        TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
                .inputs(25);
        new TrainingHarness(task, probe).step();
        assertArrayEquals(new float[] {16, 20, 16, 20, 25, 20, 16, 20, 16}, counts);
    }
}
