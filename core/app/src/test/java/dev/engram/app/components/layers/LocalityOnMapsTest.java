package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment;
import dev.engram.plugins.learningrules.DirectRandomTargetProjection;
import dev.engram.plugins.learningrules.FeedbackAlignment;
import dev.engram.plugins.learningrules.LocalLosses;
import dev.engram.plugins.learningrules.OutputOnly;
import dev.engram.plugins.learningrules.Pepita;
import dev.engram.plugins.learningrules.SoftHebb;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules need to know, and what they cost, is found on convolutions as on dense layers. */
class LocalityOnMapsTest {
    private static final Shape IMAGE = new Shape(1, 4, 4);
    private static final int CLASSES = 3;

    private static LayerKind conv(int maps) {
        return new Conv(maps, 3, 1, "1", 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
    }

    private static Locality of(LearningRule rule) {
        int rows = 6;
        Rng rng = RandomStreams.of(1, "inputs");
        float[] x = new float[rows * IMAGE.size()], t = new float[rows * CLASSES];
        int[] labels = new int[rows], all = IntStream.range(0, rows).toArray();
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.gaussian();
        }
        for (int r = 0; r < rows; r++) {
            labels[r] = r % CLASSES;
            t[r * CLASSES + labels[r]] = 1;
        }
        Split data = new Split(
                new Split.Examples(IMAGE.size(), x, CLASSES, t, labels, List.of("a", "b", "c"), false), all, all, all);
        List<LayerKind> layers = List.of(
                new PositionRulesTest.Positions(IMAGE),
                conv(4),
                new MaxPool(2, 2, "valid", false),
                conv(5),
                TrainingTask.dense(CLASSES, new Softmax()));
        NetworkSpec network = new NetworkSpec(IMAGE.size(), layers, new CrossEntropy(), CLASSES);
        Learner learner = new Learner(5, network, rule, rows, false);
        return Locality.of(new LearningSource(learner, data, rows, TrainingSettings.Order.AS_IS, 5));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new Backprop(), List.of("weight transport", "global error")),
                Arguments.of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS), List.of("global error")),
                Arguments.of(
                        new DirectFeedbackAlignment(
                                1, DirectFeedbackAlignment.Draw.UNIFORM, DirectFeedbackAlignment.Send.ERROR),
                        List.of("global error")),
                Arguments.of(new DirectRandomTargetProjection(1, false), List.of("labels")),
                Arguments.of(new OutputOnly(), List.of()),
                Arguments.of(new Pepita(0.1f), List.of("global error", "several passes")),
                Arguments.of(new LocalLosses(LocalLosses.Kind.PREDSIM, 0.99f), List.of("weight transport", "labels")),
                Arguments.of(new SoftHebb(1, false, false), List.of()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleNeedsTheSameSignalsAsOnDenseLayers(LearningRule rule, List<String> flags) {
        assertEquals(flags, of(rule).flags());
    }

    @Test
    void errorsReachKernelsThroughWeightsOrThroughMatricesOfTheRule() {
        assertEquals(Set.of(0, 1), of(new Backprop()).errorPaths().transport());
        assertEquals(
                Set.of(0, 1),
                of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS))
                        .errorPaths()
                        .feedback());
    }

    /** One pass has 16 * 4 * 9 + 4 * 5 * 36 + 20 * 3 multiply-adds; no error goes below the first layer. */
    @Test
    void theCostOfAStepIsCountedInPassesThroughAllPositions() {
        double first = 16 * 4 * 9, above = 4 * 5 * 36 + 20 * 3;
        assertEquals(2 + above / (first + above), of(new Backprop()).cost(), 1e-9);
    }
}
